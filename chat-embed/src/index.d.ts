/** Attributes of the element, in camel case; see "Embedding" in the documentation. */
export interface ChatAttributes {
  /** The name of the assistant's file; the server's default assistant without it. */
  assistant?: string;
  /** A launcher with a panel, a chat inside the page, or one that fills the window. */
  mode?: 'bubble' | 'inline' | 'page';
  theme?: 'light' | 'dark';
  /** As `#2f5bea`. */
  accent?: string;
  /** A language tag, as `pt-BR`. */
  locale?: string;
  position?: 'left' | 'right';
  label?: string;
  icon?: 'chat' | 'question' | 'spark' | 'headset';
  /** The distances from the side and from the bottom in pixels, as `20 20`. */
  offset?: string;
  /** The width and the height of the panel in pixels, as `420 700`. */
  size?: string;
  teaser?: string;
  /** In seconds. */
  teaserDelay?: number | string;
  /** Paths, or beginnings of paths with `*`, separated by blanks. */
  teaserPages?: string;
  /** `title`, `sound` or both, separated by a blank. */
  attention?: string;
  /** Opens the panel at once on wide screens. */
  open?: boolean | '';
}

export interface ChatOptions extends ChatAttributes {
  /** The address of the Chatframe server, as `https://chat.example/`. */
  server: string;
  /** Where an inline chat is appended; by default the body. */
  parent?: Element;
}

export type ReplyStatus = 'completed' | 'stopped' | 'interrupted' | 'failed';

/** What an event tells, by its name. */
export interface ChatEvents {
  open: Record<string, never>;
  close: Record<string, never>;
  ready: {capabilities: string[]};
  message: Record<string, unknown>;
  reply: {status: ReplyStatus};
  feedback: {rating?: 'up' | 'down'};
  state: {open: boolean; unread: number; dialog: string | null};
  /** The visitor follows a link to the host's own site; preventing the event leaves the page to the listener. */
  link: {url: string};
  error: {code: string; reason?: string; error?: unknown};
}

/** What the model may know of the page; other values are left out. */
export type ChatContext = Record<string, string | number | boolean | undefined>;

/** A token that the host's backend has signed, or a function that fetches one; null: nobody is signed in. */
export type IdentitySource = string | (() => string | Promise<string>) | null;

/** What the element and `window.Chatframe` can do. None of these blocks; calls before the chat is there are kept. */
export interface Chat {
  open(): void;
  close(): void;
  toggle(): void;
  /** Opens the chat and sends. */
  send(text: string): void;
  /** Opens the chat and writes into its input, unless the visitor has written there. */
  prefill(text: string): void;
  /** @returns takes the listener away */
  on<Name extends keyof ChatEvents>(name: Name, listener: (detail: ChatEvents[Name], event: CustomEvent<ChatEvents[Name]>) => void): () => void;
  /** Sets attributes; `undefined` removes one. */
  set(attributes: ChatAttributes): void;
  /** How the page of the chat looks, by the names of the assistant's file. */
  setLook(look: Record<string, unknown>): void;
  setContext(context: ChatContext): void;
  identify(source: IdentitySource): void;
  /** Removes it for good. */
  destroy(): void;
}

export interface ChatFrame extends HTMLElement, Chat {}

export interface Chatframe extends Chat {
  /** Makes the launcher, or changes the one there is. */
  boot(attributes: ChatAttributes): ChatFrame;
  /** The launcher, or else the first chat of the page. */
  readonly element: ChatFrame | null;
}

/** Loads the script of a server, once. Rejects if it cannot be loaded; the next call tries again. */
export function load(server: string): Promise<void>;

/** Puts a chat into the page. */
export function mount(options: ChatOptions): Promise<ChatFrame>;

declare global {
  interface Window {
    Chatframe: Chatframe;
  }
  interface HTMLElementTagNameMap {
    'chat-frame': ChatFrame;
  }
}
