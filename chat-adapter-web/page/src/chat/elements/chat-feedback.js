/** @import {Api} from '../server/api.js' */
/** @import {Feedback} from '../server/types.js' */
/** @import {HostLink} from '../visit/host-link.js' */
/** @import {MessageKey} from '../words/i18n.js' */

import {css, html, nothing, svg} from 'lit';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icon, icons} from './icons.js';

const LONGEST = 1500;
/** @type {MessageKey[]} */
const REASONS = ['feedbackWrong', 'feedbackPartial', 'feedbackUnclear', 'feedbackOffTopic'];

const up = svg`<path d="M7 11v9H4v-9zM7 11l4-8a2.5 2.5 0 0 1 2.4 3.2L12.8 9H18a2 2 0 0 1 2 2.4l-1.3 7A2 2 0 0 1 16.7 20H7"/>`;
const thumbs = {up: icon(up), down: icon(svg`<g transform="rotate(180 12 12)">${up}</g>`)};

/**
 * `<chat-feedback>`: what the visitor says of an answer: a thumb, and a reason if she likes. Loaded with the first answer.
 * Emits `ask` with a function that needs the API and the host page.
 */
export class ChatFeedback extends ChatElement {
  static properties = {
    reply: {},
    feedback: {attribute: false},
    mine: {state: true},
    open: {state: true},
    chosen: {state: true},
    said: {state: true},
    failed: {state: true},
  };

  /** How often she has said something: an answer to an earlier call changes nothing. */
  #turn = 0;

  constructor() {
    super();
    this.reply = '';
    /** @type {Feedback | undefined} as the server had it when the message was read */
    this.feedback = undefined;
    /** @type {Feedback | null | undefined} as it is here since; null: taken back */
    this.mine = undefined;
    this.open = false;
    /** @type {MessageKey[]} */
    this.chosen = [];
    /** @type {MessageKey | ''} */
    this.said = '';
    this.failed = false;
  }

  get #now() {
    return this.mine === undefined ? this.feedback : (this.mine ?? undefined);
  }

  /** @param {'up' | 'down'} rating */
  #press(rating) {
    const back = this.#now?.rating === rating;
    this.chosen = [];
    this.open = rating === 'down' && !back;
    this.#say(back ? null : {rating}, back ? 'feedbackBack' : 'feedbackThanks');
    if (this.open) void this.updateComplete.then(() => /** @type {HTMLElement} */ (this.renderRoot.querySelector('.chip')).focus({preventScroll: true}));
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const words = [this.chosen.map((key) => i18n.t(key)).join('; '), this.renderRoot.querySelector('textarea')?.value.trim()];
    const reason = words.filter(Boolean).join('\n');
    this.#say(reason ? {rating: 'down', reason} : {rating: 'down'}, 'feedbackThanks');
    this.#close();
  }

  /**
   * @param {Feedback | null} feedback
   * @param {MessageKey} words
   */
  #say(feedback, words) {
    const before = this.mine;
    const turn = ++this.#turn;
    const {reply} = this;
    this.mine = feedback;
    this.said = '';
    this.failed = false;
    /**
     * @param {Api} api
     * @param {HostLink} host
     */
    const ask = async (api, host) => {
      try {
        await api.call(feedback ? 'PUT' : 'DELETE', `/replies/${reply}/feedback`, feedback ? {body: feedback} : {});
        host.send('event', {name: 'feedback', rating: feedback?.rating ?? null});
        if (turn === this.#turn) this.said = words;
      } catch {
        if (turn !== this.#turn) return;
        this.mine = before;
        this.failed = true;
        this.said = 'feedbackFailed';
      }
    };
    this.emit('ask', ask);
  }

  #close() {
    this.open = false;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.down'))?.focus({preventScroll: true});
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  /** @param {MessageKey} key */
  #toggle(key) {
    this.chosen = this.chosen.includes(key) ? this.chosen.filter((other) => other !== key) : [...this.chosen, key];
  }

  render() {
    return html`
      ${this.#thumb('up', 'feedbackUp')}${this.#thumb('down', 'feedbackDown')}
      <span class=${this.failed ? 'failed' : 'hidden'} role="status">${this.said ? i18n.t(this.said) : ''}</span>
      ${this.open ? this.#panel() : nothing}
    `;
  }

  /**
   * @param {'up' | 'down'} rating
   * @param {MessageKey} label
   */
  #thumb(rating, label) {
    const words = i18n.t(label);
    const pressed = this.#now?.rating === rating;
    return html`<button class="icon ${rating}" title=${words} aria-label=${words} aria-pressed=${pressed} aria-expanded=${rating === 'down' ? this.open : nothing}
      @click=${() => this.#press(rating)}>${thumbs[rating]}</button>`;
  }

  #panel() {
    return html`<form class="panel" role="group" aria-labelledby="why" @submit=${this.#send} @keydown=${this.#key}>
      <div class="head"><span id="why">${i18n.t('feedbackWhy')}</span>
        <button type="button" class="icon close" title=${i18n.t('dismiss')} aria-label=${i18n.t('dismiss')} @click=${this.#close}>${icons.close}</button>
      </div>
      <div class="chips">
        ${REASONS.map((key) => html`<button type="button" class="chip" aria-pressed=${this.chosen.includes(key)} @click=${() => this.#toggle(key)}>${i18n.t(key)}</button>`)}
      </div>
      <textarea rows="2" dir="auto" maxlength=${LONGEST} aria-label=${i18n.t('feedbackMore')} placeholder=${i18n.t('feedbackMore')}></textarea>
      <button class="submit">${i18n.t('send')}</button>
    </form>`;
  }

  static styles = [sharedStyle, css`
    :host { display: contents; }
    .icon { inline-size: 30px; block-size: 30px; color: var(--ink-3); border-radius: 9px; }
    .icon:hover { color: var(--ink); }
    .icon svg { inline-size: 16px; block-size: 16px; }
    [aria-pressed='true'].icon { color: var(--link); }
    [aria-pressed='true'].icon svg { fill: color-mix(in srgb, currentColor 24%, transparent); }
    .failed { color: var(--danger); font-size: 12.5px; padding-inline: 6px; }
    .panel { flex: 0 0 calc(100% - 7px); display: grid; gap: 10px; margin-block: 4px 2px; margin-inline-start: 7px; padding: 10px 12px 12px; border: 1px solid var(--line-2); border-radius: 14px; background: var(--surface); animation: drop 0.14s ease-out; }
    @keyframes drop { from { opacity: 0; translate: 0 -4px; } }
    .head { display: flex; align-items: center; justify-content: space-between; font-size: 13.5px; font-weight: 600; }
    .chips { display: flex; flex-wrap: wrap; gap: 6px; }
    .chip { border: 1px solid var(--line-2); background: none; border-radius: 999px; padding: 5px 12px; font-size: 13px; min-block-size: 30px; }
    .chip:hover { background: var(--surface-2); }
    .chip[aria-pressed='true'] { border-color: var(--accent); color: var(--link); background: color-mix(in srgb, var(--accent) 12%, transparent); font-weight: 550; }
    textarea { border: 1px solid var(--line-2); border-radius: 10px; background: var(--surface); color: inherit; font: inherit; font-size: 16px; line-height: 1.4; padding: 7px 10px; resize: vertical; min-block-size: 52px; max-block-size: 200px; }
    textarea:focus-visible { border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 20%, transparent); }
    textarea::placeholder { color: var(--ink-3); opacity: 1; }
    .submit { justify-self: end; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); padding: 7px 16px; font-size: 13.5px; font-weight: 600; min-block-size: 34px; }
    @media (forced-colors: active) { [aria-pressed='true'] { outline: 2px solid Highlight; } }
  `];
}

customElements.define('chat-feedback', ChatFeedback);
