/** @import {Message, Trouble} from '../server/types.js' */

import {css, html, nothing} from 'lit';
import {ChatElement, sharedStyle} from './chat-element.js';
import {Countdown} from './countdown.js';
import {inWords, outcome, showsSomething} from '../words/errors.js';
import {isQueued} from '../dialog/dialog-state.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';
import {copyText, withoutOverrides} from '../markdown/chat-markdown.js';
import {shown} from '../dialog/reply-text.js';

/**
 * `<chat-message>`: one message of either side. Emits `regenerate`, `go-on`, `edit`, `resend`, `discard` with
 * the message's id, `branch` with the id to show instead, and `new` to start another dialog.
 */
export class ChatMessage extends ChatElement {
  static properties = {
    message: {attribute: false},
    name: {},
    last: {type: Boolean},
    busy: {type: Boolean},
    editable: {type: Boolean},
    reasoning: {type: Boolean},
    copied: {state: true},
    thoughtsOpen: {state: true},
  };

  #countdown = new Countdown(this, () => this.message.problem);

  constructor() {
    super();
    /** @type {Message} */
    this.message = {id: '', role: 'assistant', text: '', createdAt: ''};
    this.name = '';
    this.last = false;
    this.busy = false;
    this.editable = false;
    this.reasoning = true;
    this.copied = false;
    this.thoughtsOpen = false;
  }

  render() {
    return this.message.role === 'visitor' ? this.#visitor() : this.#assistant();
  }

  #visitor() {
    const {id, text, delivery, problem, siblings = []} = this.message;
    const edit = i18n.t('edit');
    const queued = isQueued(this.message) && this.busy;
    return html`
      <div class="mine">
        ${this.#said(i18n.t('you'))}
        <div class="line">
          ${this.#time()}
          ${this.editable
            ? html`<button class="icon edit" title=${edit} aria-label=${edit} ?disabled=${this.busy} @click=${() => this.emit('edit', id)}>${icons.pen}</button>`
            : nothing}
          <div class="bubble ${delivery ?? ''}" dir="auto">${withoutOverrides(text)}</div>
        </div>
        ${queued
          ? html`<div class="queued">${i18n.t('queued')} <button class="link discard" @click=${() => this.emit('discard', id)}>${i18n.t('takeBack')}</button></div>`
          : delivery === 'unsent'
          ? html`<div class="unsent" role="alert">
              <span aria-live="off">${i18n.t('notSent')} ${problem ? inWords(problem, this.#countdown.left) : ''}</span>
              <button class="link resend" ?disabled=${this.busy} @click=${() => this.emit('resend', this.message.id)}>${i18n.t('retry')}</button>
              <button class="link discard" @click=${() => this.emit('discard', this.message.id)}>${i18n.t('discard')}</button>
            </div>`
          : siblings.length > 1 ? html`<div class="actions">${this.#branches(siblings, siblings.indexOf(id))}</div>` : nothing}
      </div>
    `;
  }

  #assistant() {
    const {text, reasoning} = shown(this.message);
    const live = this.message.status === 'generating';
    const thoughts = this.reasoning && showsSomething(reasoning);
    const words = showsSomething(text);
    return html`
      <div class="theirs">
        ${this.#said(i18n.t('assistantSaid', {name: this.name}))}
        ${thoughts ? this.#thoughts(reasoning, live && !words) : nothing}
        ${live && !words && !thoughts
          ? html`<span class="waiting" aria-label=${i18n.t('writing')}><i></i><i></i><i></i></span>`
          : nothing}
        ${words ? html`<chat-markdown .content=${{text, live}} @drawn=${() => this.emit('grown')}></chat-markdown>` : nothing}
        ${live ? nothing : [this.#ending(), this.#actions()]}
      </div>
    `;
  }

  /**
   * @param {string} reasoning
   * @param {boolean} thinking
   */
  #thoughts(reasoning, thinking) {
    const {thinkingMillis} = this.message;
    const seconds = thinkingMillis ? Math.max(1, Math.round(thinkingMillis / 1000)) : 0;
    const label = thinking ? i18n.t('thinking') : seconds ? i18n.t('thoughtFor', {n: seconds}) : i18n.t('thought');
    return html`
      <details class="thoughts" ?open=${this.thoughtsOpen} @toggle=${this.#toggled}>
        <summary class=${thinking ? 'thinking' : ''}><span class="turn flip">${icons.forth}</span><span>${label}</span></summary>
        ${this.thoughtsOpen
          ? html`<chat-markdown class="thought" .content=${{text: reasoning, live: thinking}} @drawn=${() => this.emit('grown')}></chat-markdown>`
          : nothing}
      </details>
    `;
  }

  /** @param {Event} event */
  #toggled(event) {
    this.thoughtsOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
  }

  #ending() {
    const {status, finishReason} = this.message;
    const {failure, again, anew} = outcome(this.message);
    if (failure) return this.#failed(failure, again, anew);
    if (status === 'stopped') return html`<p class="ending">${i18n.t('stopped')} ${this.#goOn()}</p>`;
    if (finishReason === 'length') return html`<p class="ending">${i18n.t('cutByLength')} ${this.#goOn()}</p>`;
    if (finishReason === 'content_filter') return html`<p class="ending">${i18n.t('filtered')}</p>`;
    return nothing;
  }

  /**
   * @param {Trouble} failure
   * @param {boolean} again
   * @param {boolean} anew
   */
  #failed(failure, again, anew) {
    return html`
      <div class="failed">
        ${icons.warn}<span>${inWords(failure)}</span>
        ${anew ? nothing : this.#goOn()}
        ${this.last && again
          ? html`<button class="link retry" ?disabled=${this.busy} @click=${this.#again}>${i18n.t('retry')}</button>`
          : nothing}
        ${this.last && anew ? html`<button class="link anew" @click=${() => this.emit('new')}>${i18n.t('newDialog')}</button>` : nothing}
      </div>
    `;
  }

  #goOn() {
    const {id, text, error} = this.message;
    if (!this.last || !showsSomething(text) || error?.code === 'too-long') return nothing;
    return html`<button class="link go-on" ?disabled=${this.busy} @click=${() => this.emit('go-on', id)}>${i18n.t('goOn')}</button>`;
  }

  #again() {
    this.emit('regenerate', this.message.id);
  }

  #actions() {
    const {id, text, siblings = [], feedback} = this.message;
    const at = siblings.indexOf(id);
    const copy = i18n.t(this.copied ? 'copied' : 'copy');
    const again = i18n.t('regenerate');
    // Without it an answer has no thumbs, and nothing else is missing.
    import('./chat-feedback.js').catch(() => {});
    return html`
      <div class="actions">
        ${siblings.length > 1 && at >= 0 ? this.#branches(siblings, at) : nothing}
        ${showsSomething(text) ? html`<button class="icon copy" title=${copy} aria-label=${copy} @click=${this.#copy}>${this.copied ? icons.check : icons.copy}</button>` : nothing}
        ${this.last && !outcome(this.message).failure
          ? html`<button class="icon regenerate" title=${again} aria-label=${again} ?disabled=${this.busy} @click=${this.#again}>${icons.again}</button>`
          : nothing}
        ${showsSomething(text) ? html`<chat-feedback .reply=${id} .feedback=${feedback}></chat-feedback>` : nothing}
        ${this.#time()}
      </div>
    `;
  }

  /** @param {string} who a heading, by which readers of a screen go from message to message */
  #said(who) {
    return html`<h2 class="hidden">${who} <span>${i18n.hour(new Date(this.message.createdAt))}</span></h2>`;
  }

  #time() {
    const date = new Date(this.message.createdAt);
    return html`<span class="time" aria-hidden="true" title=${i18n.exact(date)}>${i18n.hour(date)}</span>`;
  }

  /**
   * @param {string[]} siblings
   * @param {number} at
   */
  #branches(siblings, at) {
    const go = (/** @type {number} */ to) => () => this.emit('branch', siblings[to]);
    const mine = this.message.role === 'visitor';
    const before = i18n.t(mine ? 'previousVersion' : 'previousBranch');
    const after = i18n.t(mine ? 'nextVersion' : 'nextBranch');
    const place = i18n.t('branch', {n: at + 1, total: siblings.length});
    return html`<span class="branches" role="group" aria-label=${place}>
      <button class="icon" aria-label=${before} ?disabled=${at === 0 || this.busy} @click=${go(at - 1)}><span class="flip">${icons.back}</span></button>
      <span class="place" aria-hidden="true">${i18n.number(at + 1)}/${i18n.number(siblings.length)}</span>
      <button class="icon" aria-label=${after} ?disabled=${at === siblings.length - 1 || this.busy} @click=${go(at + 1)}><span class="flip">${icons.forth}</span></button>
    </span>`;
  }

  async #copy() {
    this.copied = await copyText(this.message.text);
    this.emit('announce', i18n.t(this.copied ? 'copied' : 'copyFailed'));
    if (this.copied) setTimeout(() => (this.copied = false), 1600);
  }

  static styles = [sharedStyle, css`
    :host { display: block; }
    .mine { display: flex; flex-direction: column; align-items: flex-end; gap: 4px; }
    .bubble { max-inline-size: 86%; background: var(--accent); color: var(--on-accent); padding: 9px 14px; border-radius: calc(var(--radius) + 2px); border-end-end-radius: min(6px, var(--radius)); white-space: pre-wrap; overflow-wrap: anywhere; }
    .bubble.unsent { background: var(--surface-2); color: var(--ink); border: 1px dashed var(--line-2); }
    .bubble::selection { background: color-mix(in srgb, var(--on-accent) 35%, transparent); }
    .unsent:not(.bubble) { display: flex; flex-wrap: wrap; gap: 2px 10px; justify-content: flex-end; font-size: 13px; color: var(--danger); }
    .queued { font-size: 13px; color: var(--ink-3); }
    .link { border: 0; background: none; padding: 2px 4px; border-radius: 6px; color: var(--link); font-weight: 550; min-block-size: 24px; }
    .link:hover:not(:disabled) { text-decoration: underline; }
    .link:disabled { opacity: 0.5; }
    .discard { color: var(--ink-2); }
    .theirs { display: flex; flex-direction: column; align-items: stretch; min-inline-size: 0; }
    .thoughts { color: var(--ink-2); font-size: 13.5px; margin-block-end: 8px; }
    summary { cursor: pointer; list-style: none; display: inline-flex; gap: 5px; align-items: center; padding: 2px 8px 2px 2px; margin-inline-start: -4px; border-radius: 8px; min-block-size: 26px; user-select: none; }
    summary::-webkit-details-marker { display: none; }
    summary:hover { color: var(--ink); background: var(--surface-2); }
    summary svg { inline-size: 15px; block-size: 15px; }
    .turn { display: grid; transition: rotate 0.15s; }
    details[open] .turn { rotate: 90deg; }
    details[open] .turn:dir(rtl) { rotate: -90deg; }
    .thinking span:last-child { background: linear-gradient(90deg, var(--ink-3) 30%, var(--ink) 50%, var(--ink-3) 70%) 0 / 250% 100%; background-clip: text; -webkit-background-clip: text; color: transparent; animation: shine 2.2s linear infinite; }
    @keyframes shine { from { background-position: 100% 0; } to { background-position: -60% 0; } }
    @media (prefers-reduced-motion: reduce) { .thinking span:last-child { background: none; color: inherit; } }
    @media (forced-colors: active) { .thinking span:last-child { background: none; color: inherit; } .bubble { border: 1px solid; } }
    .thought { border-inline-start: 2px solid var(--line-2); padding-inline-start: 12px; margin-block-start: 6px; }
    .waiting { display: inline-flex; gap: 5px; padding: 8px 0; }
    .waiting i { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--ink-3); animation: beat 1.2s ease-in-out infinite; }
    .waiting i:nth-child(2) { animation-delay: 0.15s; }
    .waiting i:nth-child(3) { animation-delay: 0.3s; }
    @keyframes beat { 0%, 60%, 100% { opacity: 0.3; translate: 0 0; } 30% { opacity: 1; translate: 0 -3px; } }
    .ending { margin: 8px 0 0; font-size: 13px; color: var(--ink-3); }
    .failed { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-block-start: 10px; padding: 8px 12px; border-radius: var(--radius-s); background: var(--danger-bg); color: var(--danger); font-size: 13.5px; }
    .failed span { flex: 1; min-inline-size: 10em; }
    .actions { display: flex; flex-wrap: wrap; gap: 2px; align-items: center; margin-block-start: 5px; margin-inline-start: -7px; min-block-size: 30px; }
    .actions .icon { inline-size: 30px; block-size: 30px; color: var(--ink-3); border-radius: var(--radius-s); }
    .actions .icon:hover:not(:disabled) { color: var(--ink); }
    .actions .icon:disabled { opacity: 0.4; background: none; }
    .actions svg { inline-size: 16px; block-size: 16px; }
    .mine .actions { margin: 0; }
    .line { align-self: stretch; display: flex; gap: 4px; align-items: center; justify-content: flex-end; }
    .line .icon { inline-size: 30px; block-size: 30px; color: var(--ink-3); }
    .line svg { inline-size: 16px; block-size: 16px; }
    .time { font-size: 12px; color: var(--ink-3); white-space: nowrap; font-variant-numeric: tabular-nums; }
    .actions .time { margin-inline-start: 6px; }
    .mine:not(:hover, :focus-within) .time { opacity: 0; }
    @media (hover: hover) { .mine:not(:hover, :focus-within) .edit, .theirs:not(:hover, :focus-within) .time { opacity: 0; } }
    .branches { display: inline-flex; align-items: center; font-size: 12.5px; color: var(--ink-2); }
    .branches .icon { inline-size: 24px; }
    .place { font-variant-numeric: tabular-nums; direction: ltr; }
  `];
}

customElements.define('chat-message', ChatMessage);
