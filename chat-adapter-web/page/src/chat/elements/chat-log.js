/** @import {Message} from '../server/types.js' */
/** @import {Look} from './look.js' */

import {css, html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {repeat} from 'lit/directives/repeat.js';
import {atServer} from '../browser/root.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';

const NEAR_END = 32;
const NEAR_START = 120;
const TOGETHER = 16;
const SHORT = 90;

/**
 * `<chat-log>`: the messages, scrolled. Follows the end while the reader is there, and does not scroll otherwise.
 * Emits `older` to load the messages before the first, and `suggestion` with a chosen suggestion.
 */
export class ChatLog extends ChatElement {
  static properties = {
    messages: {attribute: false},
    name: {},
    look: {attribute: false},
    pictures: {state: true},
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
    /** @type {Look} */
    this.look = {};
    /** @type {Record<string, unknown>} of suggestions */
    this.pictures = {};
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
    if (changes.has('look') && this.look.icons && !this.pictures.box) {
      // Without them the suggestions are what they are.
      import('./dressing.js').then(({promptIcons}) => (this.pictures = promptIcons), () => {});
    }
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
          ${this.messages.length > 0 ? this.#chips(end?.followUps) : nothing}
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
    const {messages, loading, look, name} = this;
    if (loading && messages.length === 0) return html`<div class="skeleton" role="img" aria-label=${i18n.t('connecting')}><i></i><i></i><i></i></div>`;
    const heading = i18n.own('heading');
    // A few words of greeting are heading enough.
    const large = messages.length === 0 && !heading && look.greeting && look.greeting.length <= SHORT;
    const greeting = look.greeting ? html`<div class="greeting ${large ? 'large' : ''}">${this.#markdown(look.greeting)}</div>` : nothing;
    if (messages.length > 0) return greeting;
    const privacy = i18n.own('privacy');
    return html`<div class="start">
      ${look.logo ? html`<img src=${atServer(look.logo)} alt="" />` : html`<div class="mark" aria-hidden="true">${[...name.trim()][0]?.toUpperCase()}</div>`}
      ${large ? nothing : html`<h2><bdi>${heading ?? name}</bdi></h2>`}
      ${greeting}
      ${this.#chips(look.suggestions, look.icons)}
      ${privacy ? html`<div class="privacy">${this.#markdown(privacy)}</div>` : nothing}
    </div>`;
  }

  /** @param {string} text */
  #markdown(text) {
    return html`<chat-markdown .content=${{text, live: false}}></chat-markdown>`;
  }

  /**
   * @param {string[] | undefined} suggestions
   * @param {string[]} [pictures] of them, by their names
   */
  #chips(suggestions, pictures) {
    if (!suggestions?.length) return nothing;
    return html`<div class="chips" role="group" aria-label=${i18n.t('suggestions')}>
      ${suggestions.map((text, i) => html`<button class="chip" @click=${() => this.emit('suggestion', text)}>${this.pictures[pictures?.[i] ?? ''] ?? nothing}<bdi>${text}</bdi></button>`)}
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
    return guard([...group, before, last, busy, name, reasoning, i18n.version, new Date().toDateString()], () => html`
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
    return guard([created, before, i18n.version, new Date().toDateString()], () => {
      const date = new Date(created);
      const same = before !== undefined && new Date(before).toDateString() === date.toDateString();
      if (Number.isNaN(date.getTime()) || same) return nothing;
      return html`<div class="day" role="separator"><span>${i18n.day(date)}</span></div>`;
    });
  }

  static styles = [sharedStyle, css`
    :host { display: flex; flex-direction: column; position: relative; min-block-size: 0; flex: 1; }
    .scroll { flex: 1; overflow-y: auto; overflow-x: hidden; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line-2) transparent; outline-offset: -2px; }
    .content { display: flex; flex-direction: column; gap: var(--gap); box-sizing: border-box; min-block-size: 100%; padding: 20px 18px 14px; max-inline-size: 760px; margin-inline: auto; }
    /* The margins have room for the outlines of focused buttons, which would be clipped otherwise. */
    .group { display: flex; flex-direction: column; gap: var(--gap); margin: -4px -12px; padding: 4px 12px; }
    /* What is outside of the view need not be laid out, if the browser keeps the reading position when it turns out taller. */
    @supports (overflow-anchor: auto) { .group:not(:nth-last-child(1 of .group)) { content-visibility: auto; contain-intrinsic-block-size: auto 3200px; } }
    .day { display: flex; justify-content: center; font-size: 12px; color: var(--ink-3); }
    .chips { display: flex; gap: 8px; flex-wrap: wrap; }
    .start { margin-block: auto; display: grid; gap: 10px; animation: appear 0.25s ease-out; }
    .start :is(.mark, img) { inline-size: 48px; block-size: 48px; border-radius: var(--radius); }
    .start img { object-fit: contain; }
    .mark { background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-weight: 700; font-size: 21px; }
    h2 { margin: 6px 0 0; font-size: 22px; line-height: 1.25; font-weight: 680; letter-spacing: -0.015em; text-wrap: balance; overflow-wrap: anywhere; }
    .start .greeting { color: var(--ink-2); }
    .start .large { margin-block-start: 4px; color: var(--ink); font-size: 19px; line-height: 1.4; font-weight: 600; text-wrap: pretty; }
    .start .chips { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); margin-block-start: 10px; }
    .start .chip { display: flex; gap: 11px; align-items: center; border-radius: var(--radius); padding: 11px 14px; font-size: 14.5px; }
    .chip svg { color: var(--link); }
    .privacy { font-size: 12.5px; color: var(--ink-3); margin-block-start: 6px; }
    @keyframes appear { from { opacity: 0; translate: 0 6px; } }
    .chip, .pill { border: 1px solid var(--line-2); background: var(--surface); color: var(--ink); border-radius: var(--pill); padding: 7px 14px; font-size: 13.5px; line-height: 1.4; text-align: start; transition: background-color 0.12s, border-color 0.12s; }
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
