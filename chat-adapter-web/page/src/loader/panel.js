/** @import {ChatFrame} from './chat-frame.js' */

import {attract} from './attention.js';
import {Frame} from './frame.js';

const WORDS = {connecting: 'Connecting…', refused: 'The chat is not available here.', unreachable: 'The chat cannot be reached right now.', retry: 'Try again'};

const STYLE = `iframe{width:100%;height:100%;border:0;display:block}
.panel{background:light-dark(#fff,#14161b);overflow:hidden}
.panel.inline{position:relative;inset:auto;height:100%}
.panel.bubble{box-sizing:border-box;bottom:calc(var(--y) + 74px);width:min(var(--width,420px),100vw - var(--x) - 12px);height:min(var(--height,700px),100dvh - var(--y) - 94px);border-radius:20px;box-shadow:0 0 0 1px #7892,0 24px 64px -16px #1018}
.panel.expanded{--width:960px!important;--height:2000px!important}
.panel.closed{opacity:0;visibility:hidden;translate:0 12px}
.state{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:12px;padding:24px;text-align:center;font:15px/1.45 system-ui,sans-serif;color:light-dark(#1b1f2a,#e8eaf0);background:light-dark(#fff,#14161b)}
.state>*{margin:0;max-width:34em;overflow-wrap:anywhere}
.state small{color:light-dark(#5b6372,#a3aab8)}
.state button{color:inherit;background:none;padding:8px 18px;min-height:40px;border-radius:12px;box-shadow:0 0 0 1px light-dark(#c9ced9,#474d5b)}
.state button:hover{background:#8882}
.state i{width:40px;border-radius:50%;background:#8883;font:600 20px/40px system-ui}
.state i:empty{width:22px;height:22px;border:2px solid;border-right-color:transparent;background:none;opacity:.5;animation:turn 1s linear infinite}
@keyframes turn{to{rotate:1turn}}
@media(max-width:520px){.panel.bubble{inset:var(--top,0) 0 auto;width:100%;height:var(--view,100dvh);border-radius:0}.launcher.open{display:none}}
@media(prefers-reduced-motion:reduce){.state i{animation-duration:4s}}`;

/** What a chat shows once it is opened: its frame, or why there is none. Loaded when the first is opened. */
export class Panel {
  #chat;
  #asked;
  /** @type {Frame | undefined} */
  #frame;
  #unread = 0;
  #expanded = false;
  #ends = new AbortController();
  #sheet = new CSSStyleSheet();
  #box = document.createElement('div');
  #state = document.createElement('div');

  /**
   * @param {ChatFrame} chat
   * @param {() => Promise<void> | undefined} asked the server's answer to whether the site may have it
   */
  constructor(chat, asked) {
    this.#chat = chat;
    this.#asked = asked;
    this.#sheet.replaceSync(STYLE);
    const root = /** @type {ShadowRoot} */ (chat.shadowRoot);
    root.adoptedStyleSheets.push(this.#sheet);
    this.#state.className = 'state';
    this.#box.append(this.#state);
    this.#box.onkeydown = ({key}) => key === 'Escape' && chat.press(false);
    root.prepend(this.#box);
    this.dress();
    // The window loses its focus when the visitor moves to the chat.
    addEventListener('blur', () => this.refresh(), {signal: this.#ends.signal});
    // A phone's keyboard covers the page, and moves it, without resizing it.
    const view = window.visualViewport;
    const follow = () => {
      this.#box.style.setProperty('--view', `${view?.height}px`);
      this.#box.style.setProperty('--top', `${view?.offsetTop}px`);
    };
    for (const type of ['resize', 'scroll']) view?.addEventListener(type, follow, {signal: this.#ends.signal});
    void this.#begin();
  }

  async #begin() {
    this.#say('connecting');
    await this.#asked();
    if (this.#ends.signal.aborted) return;
    const {code, detail} = this.#chat.served.refusal ?? this.#chat.served;
    if (code) {
      this.#lost(code === 'not-found' ? 'no-assistant' : code, detail);
      return;
    }
    this.#frame = new Frame(this.#chat, this.#box, {
      here: () => (this.#state.hidden = true),
      lost: (code, reason) => this.#lost(code, reason),
      event: (name, detail) => this.#happened(name, detail),
      unread: (unread) => this.#count(unread),
    });
  }

  /**
   * @param {string} code
   * @param {string} [reason]
   */
  #lost(code, reason) {
    this.#say(code === 'unreachable' ? code : 'refused', reason);
    this.#chat.tell('error', {code, reason});
  }

  /**
   * Shows a state instead of the frame.
   *
   * @param {'connecting' | 'refused' | 'unreachable'} state
   * @param {string} [detail] for the site's owner
   */
  #say(state, detail) {
    const words = {...WORDS, ...this.#chat.served.words};
    const text = document.createElement('p');
    text.textContent = words[state];
    /** @type {Element[]} */
    const parts = [text];
    const mark = document.createElement('i');
    mark.textContent = state === 'connecting' ? '' : '!';
    mark.ariaHidden = 'true';
    parts.unshift(mark);
    if (state !== 'connecting') this.#state.role = 'alert';
    if (detail) {
      const more = document.createElement('small');
      more.textContent = detail;
      more.dir = 'ltr';
      parts.push(more);
    }
    if (state === 'unreachable') parts.push(this.#button(words.retry, () => this.#again()));
    if (state !== 'connecting' && this.#chat.bubble) parts.push(this.#button(words.close, () => this.#chat.press(false)));
    const focused = this.#box.matches(':focus-within');
    this.#state.hidden = false;
    this.#state.replaceChildren(...parts);
    if (focused || (this.#chat.shown && this.#frame?.focused)) this.focus();
  }

  /**
   * @param {string} label
   * @param {() => void} pressed
   */
  #button(label, pressed) {
    const button = document.createElement('button');
    button.textContent = label;
    button.onclick = pressed;
    return button;
  }

  #again() {
    this.#frame?.end();
    this.#frame = undefined;
    this.#chat.waiting ??= [];
    void this.#begin();
  }

  /**
   * @param {string} name
   * @param {{expanded?: boolean, url?: string}} detail
   */
  #happened(name, detail) {
    const chat = this.#chat;
    const proceed = chat.tell(name, detail);
    if (name === 'close') chat.press(false);
    if (name === 'expand') {
      this.#expanded = !!detail.expanded;
      this.dress();
    }
    if (name === 'link' && proceed && /^https?:/.test(detail.url ?? '')) location.assign(detail.url ?? '');
  }

  /** @param {number} unread */
  #count(unread) {
    if (unread > this.#unread) attract(this.#chat.option('attention') ?? '', unread, this.#ends.signal);
    this.#unread = unread;
    if (unread === this.#chat.unread) return;
    this.#chat.unread = unread;
    this.#chat.keep('unread', unread ? `${unread}` : '');
    this.#chat.draw();
  }

  /**
   * @param {boolean} open
   * @param {boolean} focus
   */
  turned(open, focus) {
    this.dress();
    if (!open) return;
    this.refresh();
    if (focus) this.focus();
  }

  /** Draws the panel, and the page in it, as the element and the server say. */
  dress() {
    const {bubble, shown, served} = this.#chat;
    const box = this.#box;
    box.className = `panel ${bubble ? 'bubble' : 'inline'}${shown || !bubble ? '' : ' closed'}${this.#expanded ? ' expanded' : ''}`;
    box.dir = served['right-to-left'] ? 'rtl' : 'ltr';
    box.role = bubble ? 'dialog' : 'group';
    box.ariaLabel = (!served.code && served.title) || served.words.open;
    const [, width, height] = /^(\d{2,4}) (\d{2,4})$/.exec(this.#chat.option('size') ?? '') ?? [];
    if (width) box.style.cssText += `;--width:${width}px;--height:${height}px`;
    this.#frame?.dress();
  }

  focus() {
    if (this.#state.hidden) this.#frame?.focus();
    else this.#state.querySelector('button')?.focus({preventScroll: true});
  }

  /**
   * @param {string} type
   * @param {object} [content]
   */
  post(type, content) {
    this.#frame?.post(type, content);
  }

  refresh() {
    this.#frame?.refresh();
  }

  identified() {
    return this.#frame?.identified();
  }

  end() {
    this.#ends.abort();
    this.#frame?.end();
    this.#box.remove();
    const root = /** @type {ShadowRoot} */ (this.#chat.shadowRoot);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}
