/** @import {Message} from '../server/types.js' */

import {css, html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';
import './chat-message.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';

const NEAR_END = 32;
const NEAR_START = 120;
const TOGETHER = 16;

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
  /** Where, among the messages, the one is that was the first at first: groups are counted from there. */
  #origin = 0;
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

  /** @param {Map<string, unknown>} changes */
  willUpdate(changes) {
    if (!changes.has('messages')) return;
    const before = /** @type {Message[] | undefined} */ (changes.get('messages')) ?? [];
    const at = this.messages.findIndex(({id}) => id === before[0]?.id);
    this.#origin = at < 0 ? 0 : this.#origin + at;
  }

  render() {
    const end = this.messages.at(-1);
    const last = end?.role === 'assistant' ? end.id : undefined;
    const busy = this.messages.some((message) => message.status === 'generating');
    return html`
      <div class="scroll" role="log" aria-live="off" aria-label=${i18n.t('log')} tabindex="0" @scroll=${this.#scrolled}>
        <div class="content">
          ${this.older
            ? html`<button class="pill earlier" ?disabled=${this.loading} @click=${this.#wantOlder}>${i18n.t('earlier')}</button>`
            : this.#opening()}
          ${repeat(this.#groups(), ([number]) => number, ([, group, before]) => this.#group(group, {before, last, busy}))}
          ${this.#chips(this.messages.length === 0 && !this.loading ? this.suggestions : end?.followUps)}
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

  /**
   * Groups stay the same when messages are added before or after them.
   *
   * @returns {[number, Message[], string | undefined][]} each with its number, and when the message before it was created
   */
  #groups() {
    /** @type {[number, Message[], string | undefined][]} */
    const groups = [];
    for (const [index, message] of this.messages.entries()) {
      const number = Math.floor((index - this.#origin) / TOGETHER);
      if (groups.at(-1)?.[0] !== number) groups.push([number, [], this.messages[index - 1]?.createdAt]);
      groups.at(-1)?.[1].push(message);
    }
    return groups;
  }

  /**
   * @param {Message[]} group rendered again only if something in it has changed
   * @param {{before?: string, last?: string, busy: boolean}} around
   */
  #group(group, {before, last, busy}) {
    const {name, reasoning} = this;
    return guard([...group, before, last, busy, name, reasoning, i18n.locale, new Date().toDateString()], () => html`
      <div class="group">
        ${repeat(group, (message) => message.id, (message, index) => html`
          ${this.#day(message.createdAt, index > 0 ? group[index - 1].createdAt : before)}
          <chat-message
            data-role=${message.role}
            data-id=${message.id}
            data-status=${message.status ?? message.delivery ?? 'sent'}
            .message=${message}
            .name=${name}
            .last=${message.id === last}
            .busy=${busy}
            .editable=${message.role === 'visitor' && !message.delivery}
            .reasoning=${reasoning}></chat-message>`)}
      </div>`);
  }

  /**
   * @param {string} created
   * @param {string | undefined} before when the message before it was created
   */
  #day(created, before) {
    return guard([created, before, i18n.locale, new Date().toDateString()], () => {
      const date = new Date(created);
      const same = before !== undefined && new Date(before).toDateString() === date.toDateString();
      if (Number.isNaN(date.getTime()) || same) return nothing;
      return html`<div class="day" role="separator"><span>${i18n.day(date)}</span></div>`;
    });
  }

  static styles = [sharedStyle, css`
    :host { display: flex; flex-direction: column; position: relative; min-block-size: 0; flex: 1; }
    .scroll { flex: 1; overflow-y: auto; overflow-x: hidden; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line-2) transparent; outline-offset: -2px; }
    .content { display: flex; flex-direction: column; gap: 18px; padding: 20px 18px 14px; max-inline-size: 760px; margin-inline: auto; }
    /* The margins have room for the outlines of focused buttons, which would be clipped otherwise. */
    .group { display: flex; flex-direction: column; gap: 18px; margin: -4px -12px; padding: 4px 12px; }
    /* What is outside of the view need not be laid out, if the browser keeps the reading position when it turns out taller. */
    @supports (overflow-anchor: auto) { .group:not(:nth-last-child(1 of .group)) { content-visibility: auto; contain-intrinsic-block-size: auto 3200px; } }
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
