/** @import {Message} from '../server/types.js' */

import {css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import './chat-message.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';

const NEAR_END = 32;
const NEAR_START = 120;

/**
 * `<chat-log>`: the messages, scrolled. Follows the end while the reader is there, and does not scroll otherwise.
 * Emits `older` to load the messages before the first, and `suggestion` with a chosen suggestion.
 */
export class ChatLog extends ChatElement {
  static properties = {
    messages: {attribute: false},
    name: {},
    greeting: {},
    suggestions: {attribute: false},
    older: {type: Boolean},
    loading: {type: Boolean},
    reasoning: {type: Boolean},
    away: {state: true},
  };

  #stick = true;
  #lastTop = 0;
  /** @type {{height: number, top: number} | undefined} */
  #beforeOlder;
  #growth = new ResizeObserver(() => this.#settle());

  constructor() {
    super();
    /** @type {Message[]} */
    this.messages = [];
    this.name = '';
    this.greeting = '';
    /** @type {string[]} */
    this.suggestions = [];
    this.older = false;
    this.loading = false;
    this.reasoning = true;
    this.away = false;
  }

  get #scroller() {
    return /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.scroll'));
  }

  firstUpdated() {
    const content = this.renderRoot.querySelector('.content');
    if (content) this.#growth.observe(content);
    if (this.#scroller) this.#growth.observe(this.#scroller);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#growth.disconnect();
  }

  /** Scrolls to the end, and stays there as the content grows. */
  toEnd() {
    this.#stick = true;
    this.#settle();
  }

  #settle() {
    const scroller = this.#scroller;
    if (!scroller) return;
    if (this.#stick) scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
    this.#judge(scroller);
  }

  /** @param {HTMLElement} scroller */
  #judge(scroller) {
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.away = !this.#stick && left > 2 * NEAR_END;
    return left;
  }

  #scrolled() {
    const scroller = this.#scroller;
    if (!scroller) return;
    const up = scroller.scrollTop < this.#lastTop - 1;
    this.#lastTop = scroller.scrollTop;
    const left = this.#judge(scroller);
    // Content that grew since the last event leaves a distance too; only scrolling up means that the reader wants to stay.
    if (up && left > 4) this.#stick = false;
    else if (left < NEAR_END) this.#stick = true;
    this.#judge(scroller);
    if (scroller.scrollTop < NEAR_START && this.older && !this.loading && !this.#stick) this.#wantOlder();
  }

  #wantOlder() {
    const scroller = this.#scroller;
    if (scroller) this.#beforeOlder = {height: scroller.scrollHeight, top: scroller.scrollTop};
    this.emit('older');
  }

  /** @param {Map<string, unknown>} changes */
  updated(changes) {
    if (!changes.has('messages')) return;
    const before = /** @type {Message[] | undefined} */ (changes.get('messages')) ?? [];
    const scroller = this.#scroller;
    if (this.#beforeOlder && scroller && before[0]?.id !== this.messages[0]?.id) {
      scroller.scrollTop = this.#beforeOlder.top + scroller.scrollHeight - this.#beforeOlder.height;
      this.#beforeOlder = undefined;
    }
  }

  render() {
    const last = this.messages.findLast((message) => message.role === 'assistant');
    const busy = this.messages.some((message) => message.status === 'generating');
    const asked = this.messages.findLast((message) => message.role === 'visitor');
    const end = this.messages.at(-1)?.id;
    return html`
      <div class="scroll" role="log" aria-live="off" aria-label=${i18n.t('log')} tabindex="0" @scroll=${this.#scrolled}>
        <div class="content">
          ${this.older
            ? html`<button class="pill earlier" ?disabled=${this.loading} @click=${this.#wantOlder}>${i18n.t('earlier')}</button>`
            : this.#opening()}
          ${repeat(this.messages, (message) => message.id, (message, index) => html`
            ${this.#day(index)}
            <chat-message
              data-role=${message.role}
              data-id=${message.id}
              data-status=${message.status ?? message.delivery ?? 'sent'}
              .message=${message}
              .name=${this.name}
              .last=${message === last && message.id === end}
              .busy=${busy}
              .editable=${message === asked && !message.delivery}
              .reasoning=${this.reasoning}></chat-message>`)}
          ${this.#chips(this.messages.length === 0 && !this.loading ? this.suggestions : this.messages.at(-1)?.followUps)}
        </div>
      </div>
      ${this.away
        ? html`<button class="latest" title=${i18n.t('latest')} aria-label=${i18n.t('latest')} @click=${this.#jump}>${icons.down}${busy ? html`<span class="pulse"></span>` : nothing}</button>`
        : nothing}
    `;
  }

  #jump() {
    this.toEnd();
    this.#scroller?.focus({preventScroll: true});
  }

  #opening() {
    if (this.loading && this.messages.length === 0) return html`<div class="skeleton" aria-label=${i18n.t('connecting')}><i></i><i></i><i></i></div>`;
    return this.greeting
      ? html`<div class="greeting"><chat-markdown .content=${{text: this.greeting, live: false}}></chat-markdown></div>`
      : nothing;
  }

  /** @param {string[] | undefined} suggestions */
  #chips(suggestions) {
    if (!suggestions?.length) return nothing;
    return html`<div class="chips" role="group" aria-label=${i18n.t('suggestions')}>
      ${suggestions.map((text) => html`<button class="chip" dir="auto" @click=${() => this.emit('suggestion', text)}>${text}</button>`)}
    </div>`;
  }

  /** @param {number} index */
  #day(index) {
    const date = new Date(this.messages[index].createdAt);
    const before = index > 0 ? new Date(this.messages[index - 1].createdAt) : undefined;
    if (Number.isNaN(date.getTime()) || before?.toDateString() === date.toDateString()) return nothing;
    return html`<div class="day" role="separator"><span>${i18n.day(date)}</span></div>`;
  }

  static styles = [sharedStyle, css`
    :host { display: flex; flex-direction: column; position: relative; min-block-size: 0; flex: 1; }
    .scroll { flex: 1; overflow-y: auto; overflow-x: hidden; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line-2) transparent; outline-offset: -2px; }
    .content { display: flex; flex-direction: column; gap: 18px; padding: 20px 18px 14px; max-inline-size: 760px; margin-inline: auto; }
    .day { display: flex; justify-content: center; font-size: 12px; color: var(--ink-3); }
    .greeting { font-size: 15px; }
    .chips { display: flex; gap: 8px; flex-wrap: wrap; }
    .chip, .pill { border: 1px solid var(--line-2); background: var(--surface); color: var(--ink); border-radius: 999px; padding: 7px 14px; font-size: 13.5px; line-height: 1.4; text-align: start; transition: background-color 0.12s, border-color 0.12s; }
    .chip:hover, .pill:hover { background: var(--surface-2); border-color: var(--accent); }
    .pill { align-self: center; color: var(--ink-2); padding-block: 4px; font-size: 13px; }
    .latest { position: absolute; inset-block-end: 10px; inset-inline-start: 50%; translate: -50% 0; inline-size: 38px; block-size: 38px; padding: 0; border-radius: 50%; border: 1px solid var(--line); background: var(--surface); color: var(--ink); display: grid; place-items: center; box-shadow: 0 4px 16px rgb(16 24 40 / 0.16); animation: rise 0.16s ease-out; }
    .latest:dir(rtl) { translate: 50% 0; }
    .latest:hover { background: var(--surface-2); }
    .pulse { position: absolute; inset-block-start: -1px; inset-inline-end: -1px; inline-size: 10px; block-size: 10px; border-radius: 50%; background: var(--accent); border: 2px solid var(--surface); }
    .skeleton { display: grid; gap: 10px; }
    .skeleton i { block-size: 14px; border-radius: 7px; background: linear-gradient(90deg, var(--surface-2) 25%, var(--surface-3) 50%, var(--surface-2) 75%) 0 / 300% 100%; animation: sheen 1.6s linear infinite; }
    .skeleton i:nth-child(2) { inline-size: 86%; }
    .skeleton i:nth-child(3) { inline-size: 55%; }
    @keyframes sheen { from { background-position: 100% 0; } to { background-position: -50% 0; } }
    @keyframes rise { from { opacity: 0; translate: -50% 8px; } }
  `];
}

customElements.define('chat-log', ChatLog);
