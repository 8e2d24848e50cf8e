/** @import {ChatFrame} from './chat-frame.js' */
/** @typedef {{v?: number, type: string, name?: string, unread?: number, visitorKey?: string, assistant?: string, url?: string, expanded?: boolean}} Heard what the chat says */

/**
 * @typedef {object} FrameListener
 * @property {() => void} here the page in the frame is ours
 * @property {(code: string, reason?: string) => void} lost it is not, or there is none
 * @property {(name: string, detail: Heard) => void} event
 * @property {(unread: number) => void} unread
 */

/** How long a page that has loaded may take to say that it is ours; it does so at once. */
const GREETING_MS = 4_000;
/** How long a page may take to load before the visitor is told. */
const LOADING_MS = 15_000;
/** The browser says after a failure that a policy was its cause. */
const POLICY_MS = 50;
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** The frame of a chat, and the channel to the page in it. */
export class Frame {
  #chat;
  #listener;
  #here = false;
  #element = document.createElement('iframe');
  /** @type {MessagePort | undefined} */
  #port;
  #origin;
  #ends = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #doubt;

  /**
   * @param {ChatFrame} chat
   * @param {HTMLElement} box
   * @param {FrameListener} listener
   */
  constructor(chat, box, listener) {
    this.#chat = chat;
    this.#listener = listener;
    this.#origin = new URL(chat.home).origin;
    const frame = this.#element;
    Object.assign(frame, {name: 'chatframe-loader', title: box.ariaLabel, allow: 'clipboard-write', onload: () => this.#loaded()});
    // A frame of the page's own origin could remove its sandbox, so a sandbox would protect nothing there.
    if (this.#origin !== location.origin) frame.setAttribute('sandbox', SANDBOX);
    frame.src = `${chat.home}embed/${encodeURIComponent(chat.assistant)}`;
    this.#watchPolicy();
    this.#doubtAfter(LOADING_MS);
    box.append(frame);
  }

  /** Whether the focus is in the page of the chat. */
  get focused() {
    return this.#chat.shadowRoot?.activeElement === this.#element;
  }

  #watchPolicy() {
    /** @param {SecurityPolicyViolationEvent} event */
    const blocked = ({blockedURI, effectiveDirective}) => {
      if (effectiveDirective === 'frame-src' && blockedURI.startsWith(this.#origin)) this.#lost('content-security-policy', `This page's Content-Security-Policy lacks: frame-src ${this.#origin}`);
    };
    addEventListener('securitypolicyviolation', blocked, {signal: this.#ends.signal});
  }

  /** @param {number} wait */
  #doubtAfter(wait) {
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => this.#lost('unreachable'), wait);
  }

  /**
   * @param {string} code
   * @param {string} [reason]
   */
  #lost(code, reason) {
    clearTimeout(this.#doubt);
    this.#here = false;
    this.#listener.lost(code, reason);
  }

  #loaded() {
    this.#port?.close();
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#port.onmessage = ({data}) => data?.v === 1 && this.#heard(data);
    const chat = this.#chat;
    chat.waiting ??= [];
    const init = {v: 1, type: 'init', ...this.#wishes(), visitorKey: chat.keep('key'), identity: !!chat.identity, context: this.#context()};
    // A page that the browser made, as of an error, has another origin, and never answers.
    this.#element.contentWindow?.postMessage(init, this.#origin, [channel.port2]);
    this.#doubtAfter(GREETING_MS);
  }

  /** @param {Heard} data */
  #heard(data) {
    const chat = this.#chat;
    const {type, name, unread = 0} = data;
    clearTimeout(this.#doubt);
    if (!this.#here) this.#listener.here();
    this.#here = true;
    if (type === 'hello') return undefined;
    if (type === 'key') return void chat.keep('key', data.visitorKey);
    if (type === 'need-identity') return this.identified();
    if (type === 'need-ticket') return this.#fetchTicket(data.assistant);
    if (type === 'event' && name) return this.#listener.event(name, data);
    if (type === 'ready') {
      const waiting = chat.waiting ?? [];
      chat.waiting = undefined;
      for (const [each, content] of waiting) this.post(each, content);
    }
    if (type === 'state') this.#listener.unread(unread);
    chat.tell(type, data);
    return undefined;
  }

  #wishes() {
    const chat = this.#chat;
    const [theme, accent, locale] = ['theme', 'accent', 'locale'].map((name) => chat.getAttribute(name) ?? undefined);
    return {theme, accent, locale, look: chat.look, pageLocale: document.documentElement.lang, closable: chat.bubble, expandable: chat.bubble, links: true};
  }

  /**
   * @param {string} type
   * @param {object} [content]
   */
  post(type, content) {
    this.#port?.postMessage({...content, v: 1, type});
  }

  #context() {
    const facts = Object.entries(this.#chat.facts ?? {}).filter(([, value]) => /^(string|number|boolean)$/.test(typeof value));
    // The site's own facts take precedence.
    return {url: location.origin + location.pathname, title: document.title, ...Object.fromEntries(facts)};
  }

  /** Tells the chat anew what the page is about. */
  refresh() {
    this.post('context', {context: this.#context()});
  }

  /** Tells the chat anew how it should look. */
  dress() {
    const {look} = this.#chat;
    // Without a wish of the page, as after an attribute was removed, the assistant's file decides.
    if (this.#here) this.post('look', {look: {theme: this.#chat.option('theme'), accent: this.#chat.option('accent'), ...look}});
  }

  /** Tells the chat who the visitor is. */
  async identified() {
    const {identity} = this.#chat;
    try {
      const token = typeof identity === 'function' ? await identity() : identity;
      this.post('identify', {identityToken: `${token ?? ''}`});
    } catch (error) {
      // Not told who she is, the chat goes on as before for as long as it may.
      this.#chat.tell('error', {code: 'identity-failed', error});
    }
  }

  /** @param {string} [assistant] which the site need not know */
  async #fetchTicket(assistant) {
    let ticket, reason = 'network';
    /** @param {SecurityPolicyViolationEvent} event */
    const blocked = ({blockedURI}) => blockedURI.startsWith(this.#origin) && (reason = 'content-security-policy');
    addEventListener('securitypolicyviolation', blocked);
    try {
      const response = await fetch(`${this.#chat.home}embed/${encodeURIComponent(`${assistant}`)}/ticket`, {method: 'POST', mode: 'cors', credentials: 'omit'});
      reason = `http-${response.status}`;
      ({ticket} = await response.json());
    } catch {
      await new Promise((later) => {
        setTimeout(later, POLICY_MS);
      });
    }
    removeEventListener('securitypolicyviolation', blocked);
    this.post('ticket', {ticket, reason});
  }

  focus() {
    this.#element.focus({preventScroll: true});
  }

  end() {
    clearTimeout(this.#doubt);
    this.#ends.abort();
    this.#port?.close();
    this.#element.remove();
  }
}
