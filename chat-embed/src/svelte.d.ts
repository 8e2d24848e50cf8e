import type {ActionReturn} from 'svelte/action';
import type {ChatEvents, ChatOptions} from './index.js';

export interface ChatActionOptions extends ChatOptions {
  /** Listeners by the names of their events. */
  on?: {[Name in keyof ChatEvents]?: (detail: ChatEvents[Name], event: CustomEvent<ChatEvents[Name]>) => void};
}

/** An action that puts a chat into an element, for as long as the element is there. */
export function chat(node: HTMLElement, options: ChatActionOptions): ActionReturn<ChatActionOptions>;
