import type {CSSProperties, MutableRefObject, ReactElement} from 'react';
import type {ChatAttributes, ChatEvents, ChatFrame} from './index.js';

type Listeners = {
  [Name in keyof ChatEvents as `on${Capitalize<Name>}`]?: (detail: ChatEvents[Name], event: CustomEvent<ChatEvents[Name]>) => void;
};

export interface ChatProps extends ChatAttributes, Listeners {
  /** The address of the Chatframe server. */
  server: string;
  /** Of the box of an inline chat. */
  style?: CSSProperties;
  className?: string;
  /** Is given the element, for its functions. */
  chatRef?: MutableRefObject<ChatFrame | null>;
}

export function Chat(props: ChatProps): ReactElement | null;
