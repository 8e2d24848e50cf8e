/** @import {Api, ApiError} from '../server/api.js' */
/** @import {Dialog, Message} from '../server/types.js' */

import {css, html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {inWords} from '../words/errors.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';
import {withoutOverrides} from '../markdown/chat-markdown.js';
import {Presses} from './presses.js';

const PAGE = 30;
const TYPING_PAUSE_MS = 250;
const LONGEST_TITLE = 200;

/**
 * @param {string} text the beginning of a message, in Markdown
 * @returns {string} its words, for one line
 */
function plain(text) {
  return withoutOverrides(text)
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/(^|\s)(#{1,6}|>|[-+*]|\d+\.)(?=\s)|[*`~|]+|\b_|_\b/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * `<chat-dialogs>`: the drawer with the visitor's dialogs. Emits `choose` with a dialog's id, `new`, `renamed` with
 * the dialog, `erased` with the id, and `forgotten` with the result of
 * `Api.forget` when the visitor's data can no longer be found.
 */
export class ChatDialogs extends ChatElement {
  static properties = {
    api: {attribute: false},
    current: {},
    waiting: {attribute: false},
    items: {state: true},
    next: {state: true},
    query: {state: true},
    busy: {state: true},
    trouble: {state: true},
    renaming: {state: true},
    erasing: {state: true},
    forgetting: {state: true},
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  #request = 0;
  /** The button that deletes for good appears in place of the one that was pressed. */
  #presses = new Presses();

  constructor() {
    super();
    /** @type {Api | undefined} */
    this.api = undefined;
    /** @type {string | undefined} */
    this.current = undefined;
    /** @type {{dialog: string, message: Message}[]} questions, in all dialogs, that are not confirmed */
    this.waiting = [];
    /** @type {Dialog[]} */
    this.items = [];
    /** @type {string | undefined} */
    this.next = undefined;
    this.query = '';
    this.busy = false;
    /** @type {import('../server/types.js').Trouble | undefined} */
    this.trouble = undefined;
    /** @type {string | undefined} */
    this.renaming = undefined;
    /** @type {string | undefined} */
    this.erasing = undefined;
    this.forgetting = false;
  }

  updated() {
    this.#presses.mean(this.forgetting ? 'forget' : this.erasing ? `erase ${this.erasing}` : 'choose');
  }

  /**
   * @param {MouseEvent} event
   * @param {() => void} act
   */
  #ifMeant(event, act) {
    if (this.#presses.meant(event)) act();
  }

  get #drawer() {
    return /** @type {HTMLDialogElement | null} */ (this.renderRoot.querySelector('dialog'));
  }

  get isOpen() {
    return this.#drawer?.open ?? false;
  }

  async show() {
    await this.updateComplete;
    this.query = '';
    this.#calm();
    this.#drawer?.showModal();
    void this.load();
  }

  #calm() {
    this.renaming = this.erasing = undefined;
    this.forgetting = false;
  }

  hide() {
    this.#drawer?.close();
  }

  /** @param {string} [before] cursor of the page wanted; none: from the newest */
  async load(before) {
    if (!this.api) return;
    const request = ++this.#request;
    this.busy = true;
    this.trouble = undefined;
    try {
      const page = await this.api.dialogs({before, q: this.query.trim(), limit: PAGE});
      if (request !== this.#request) return;
      const known = new Set(before ? this.items.map((dialog) => dialog.id) : []);
      this.items = [...(before ? this.items : []), ...page.items.filter((dialog) => !known.has(dialog.id))];
      this.next = page.next;
    } catch (error) {
      if (request === this.#request) this.#notLoaded(error, before);
    }
    this.busy = false;
  }

  /**
   * @param {unknown} error
   * @param {string | undefined} before
   */
  #notLoaded(error, before) {
    const {code, retryAfter = 1} = /** @type {ApiError} */ (error);
    // A visitor may type faster than searches are answered: the latest search is made when the pending one is done.
    if (code === 'too-many-searches') this.#pause = setTimeout(() => void this.load(before), retryAfter * 1000);
    else this.#failed(error);
  }

  /** @param {unknown} error */
  #failed(error) {
    this.trouble = /** @type {ApiError} */ (error);
  }

  /** @param {Event} event */
  #search(event) {
    this.query = /** @type {HTMLInputElement} */ (event.target).value;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.load(), TYPING_PAUSE_MS);
  }

  /** @param {Event} event */
  #backdrop(event) {
    if (event.target === this.#drawer) this.hide();
  }

  /** @param {string} id */
  #choose(id) {
    this.hide();
    this.emit('choose', id);
  }

  #begin() {
    this.hide();
    this.emit('new');
  }

  /**
   * @param {Dialog} dialog
   * @param {Event} event
   */
  async #rename(dialog, event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('.title-field'));
    const title = field?.value.trim() ?? '';
    this.renaming = undefined;
    if (!title || title === dialog.title) return;
    try {
      const renamed = await this.api?.rename(dialog.id, title);
      this.items = this.items.map((item) => (item.id === dialog.id ? {...item, ...renamed} : item));
      this.emit('renamed', {...dialog, title});
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {string} id */
  async #erase(id) {
    this.erasing = undefined;
    try {
      await this.api?.erase(id);
      this.items = this.items.filter((item) => item.id !== id);
      this.emit('erased', id);
    } catch (error) {
      this.#failed(error);
    }
  }

  async #forget() {
    this.forgetting = false;
    try {
      const forgotten = await this.api?.forget();
      this.items = [];
      if (forgotten) this.emit('forgotten', forgotten);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== 'Escape' || !(this.renaming || this.erasing || this.forgetting)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#calm();
  }

  async #startRenaming(/** @type {string} */ id) {
    this.renaming = id;
    await this.updateComplete;
    /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('.title-field'))?.select();
  }

  async #startErasing(/** @type {string} */ id) {
    this.erasing = id;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.confirm .cancel'))?.focus();
  }

  async #startForgetting() {
    this.#calm();
    this.forgetting = true;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.forget .cancel'))?.focus();
  }

  render() {
    return html`
      <dialog aria-label=${i18n.t('dialogs')} @click=${this.#backdrop} @keydown=${this.#escape}>
        <div class="sheet">
          <div class="head">
            <h2>${i18n.t('dialogs')}</h2>
            <button class="icon new" title=${i18n.t('newDialog')} aria-label=${i18n.t('newDialog')} @click=${this.#begin}>${icons.plus}</button>
            <button class="icon back" title=${i18n.t('back')} aria-label=${i18n.t('back')} @click=${this.hide}>${icons.close}</button>
          </div>
          <label class="search">${icons.find}
            <input type="search" aria-label=${i18n.t('search')} placeholder=${i18n.t('search')} .value=${this.query} @input=${this.#search} />
          </label>
          ${this.trouble ? html`<p class="bad" role="alert">${inWords(this.trouble)}</p>` : nothing}
          <ul>
            ${this.query.trim() ? nothing : this.#unknown().map((each) => html`<li class=${each.dialog === this.current ? 'current' : ''}>${this.#waitingRow(each)}</li>`)}
            ${repeat(this.items, (dialog) => dialog.id, (dialog) => html`<li class=${dialog.id === this.current ? 'current' : ''}>${this.#row(dialog)}</li>`)}
          </ul>
          ${this.items.length + this.#unknown().length === 0 && !this.busy && !this.trouble
            ? this.#empty()
            : nothing}
          ${this.next ? html`<button class="more" ?disabled=${this.busy} @click=${() => this.load(this.next)}>${i18n.t('more')}</button>` : nothing}
          <div class="forget">${this.forgetting
            ? html`<div class="confirm" role="alertdialog" aria-label=${i18n.t('forgetAsk')}>
                <span>${i18n.t('forgetAsk')}</span>
                <button class="small danger" @pointerdown=${this.#presses.begin} @click=${(/** @type {MouseEvent} */ event) => this.#ifMeant(event, () => this.#forget())}>${i18n.t('remove')}</button>
                <button class="small cancel" @click=${this.#calm}>${i18n.t('cancel')}</button>
              </div>`
            : html`<button class="all" @click=${this.#startForgetting}>${icons.bin}${i18n.t('forget')}</button>`}</div>
        </div>
      </dialog>
    `;
  }

  #empty() {
    const searched = this.query.trim();
    return html`<div class="empty">${searched ? icons.find : icons.talk}
      <p>${i18n.t(searched ? 'noMatches' : 'noDialogs')}</p>
      ${searched ? nothing : html`<p class="hint">${i18n.t('dialogsHint')}</p>`}
    </div>`;
  }

  /** @returns {{dialog: string, message: Message}[]} the questions of dialogs that the list does not have */
  #unknown() {
    return this.waiting.filter(({dialog}, i) => !this.items.some(({id}) => id === dialog) && this.waiting.findIndex((each) => each.dialog === dialog) === i);
  }

  /** @param {{dialog: string, message: Message}} question */
  #waitingRow({dialog, message}) {
    return html`
      <button class="choose" aria-current=${dialog === this.current ? 'true' : nothing} @click=${() => this.#choose(dialog)}>
        <span class="title"><bdi>${withoutOverrides(message.text)}</bdi></span>
        <span class="when">${this.#delivery(message)}</span>
      </button>`;
  }

  /** @param {Message} message */
  #delivery({delivery}) {
    return delivery === 'sending' ? i18n.t('sending') : html`<span class="not-sent">${i18n.t('notSent')}</span>`;
  }

  /** @param {Dialog} dialog */
  #row(dialog) {
    const title = dialog.title || i18n.t('untitled');
    const preview = plain(dialog.preview ?? '');
    const waiting = this.waiting.find((each) => each.dialog === dialog.id)?.message;
    if (dialog.id === this.renaming) {
      return html`<form class="edit" @submit=${(/** @type {Event} */ event) => this.#rename(dialog, event)}>
        <input class="title-field" maxlength=${LONGEST_TITLE} aria-label=${i18n.t('titleLabel')} .value=${dialog.title ?? ''} />
        <button class="small save">${i18n.t('save')}</button>
      </form>`;
    }
    if (dialog.id === this.erasing) {
      return html`<div class="confirm" role="alertdialog" aria-label=${i18n.t('removeAsk')}>
        <span>${i18n.t('removeAsk')}</span>
        <button class="small danger" @pointerdown=${this.#presses.begin} @click=${(/** @type {MouseEvent} */ event) => this.#ifMeant(event, () => this.#erase(dialog.id))}>${i18n.t('remove')}</button>
        <button class="small cancel" @click=${() => (this.erasing = undefined)}>${i18n.t('cancel')}</button>
      </div>`;
    }
    return html`
      <button class="choose" aria-current=${dialog.id === this.current ? 'true' : nothing} @click=${() => this.#choose(dialog.id)}>
        <span class="title"><bdi>${title}</bdi></span>
        ${preview && preview !== title ? html`<span class="preview"><bdi>${preview}</bdi></span>` : nothing}
        <span class="when">${waiting ? this.#delivery(waiting) : dialog.running ? html`<span class="dot"></span>${i18n.t('writing')}` : i18n.moment(new Date(dialog.updatedAt))}</span>
      </button>
      <button class="icon rename" title=${i18n.t('rename')} aria-label="${i18n.t('rename')}: ${title}" @click=${() => this.#startRenaming(dialog.id)}>${icons.pen}</button>
      <button class="icon erase" title=${i18n.t('remove')} aria-label="${i18n.t('remove')}: ${title}" @click=${() => this.#startErasing(dialog.id)}>${icons.bin}</button>
    `;
  }

  static styles = [sharedStyle, css`
    dialog { position: fixed; inset: 0; inset-inline-start: auto; margin: 0; padding: 0; border: 0; inline-size: min(360px, 100%); block-size: 100%; max-block-size: none; max-inline-size: none; background: var(--surface); color: var(--ink); box-shadow: 0 0 48px rgb(16 24 40 / 0.22); overflow: hidden; }
    dialog[open] { animation: slide 0.18s ease-out; }
    dialog:dir(rtl)[open] { animation-name: slide-rtl; }
    dialog::backdrop { background: var(--scrim); animation: fade 0.18s; }
    @keyframes slide { from { translate: 24px 0; opacity: 0; } }
    @keyframes slide-rtl { from { translate: -24px 0; opacity: 0; } }
    @keyframes fade { from { opacity: 0; } }
    .sheet { display: flex; flex-direction: column; block-size: 100%; padding-block-end: env(safe-area-inset-bottom); }
    .head { display: flex; align-items: center; gap: 4px; padding: 12px; padding-inline-start: 18px; padding-block-start: max(12px, env(safe-area-inset-top)); }
    h2 { flex: 1; margin: 0; font-size: 16px; font-weight: 650; }
    .search { display: flex; align-items: center; gap: 8px; margin: 0 14px 10px; padding: 0 12px; border: 1px solid transparent; border-radius: var(--radius-s); background: var(--surface-2); color: var(--ink-3); }
    .search:focus-within { border-color: var(--accent); background: var(--surface); }
    input { flex: 1; min-inline-size: 0; border: 0; outline: 0; background: none; color: var(--ink); font: inherit; font-size: 16px; padding: 8px 0; }
    input[type='search']::-webkit-search-cancel-button { -webkit-appearance: none; }
    input::placeholder { color: var(--ink-3); opacity: 1; font-size: 14.5px; }
    ul { list-style: none; margin: 0; padding: 0 8px; overflow-y: auto; overscroll-behavior: contain; flex: 0 1 auto; min-block-size: 0; scrollbar-width: thin; }
    li { display: flex; align-items: center; border-radius: var(--radius-s); margin-block-end: 2px; }
    li:hover, li:focus-within { background: var(--surface-2); }
    li.current { background: var(--tint); }
    .choose { flex: 1; min-inline-size: 0; display: grid; gap: 1px; text-align: start; border: 0; background: none; padding: 8px 10px; border-radius: var(--radius-s); }
    .title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 500; font-size: 14.5px; text-align: start; }
    .when { font-size: 12px; color: var(--ink-3); display: flex; align-items: center; gap: 6px; }
    .not-sent { color: var(--danger); }
    .dot { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--accent); }
    li .icon { inline-size: 32px; block-size: 32px; color: var(--ink-3); }
    li .icon:last-child { margin-inline-end: 4px; }
    li .icon:hover { background: var(--surface-3); color: var(--ink); }
    li svg { inline-size: 16px; block-size: 16px; }
    @media (hover: hover) { li:not(:hover, :focus-within) .icon { opacity: 0; } }
    .edit, .confirm { flex: 1; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 8px 10px; font-size: 14px; }
    .edit { flex-wrap: nowrap; min-inline-size: 0; }
    .title-field { border: 1px solid var(--accent); border-radius: var(--radius-s); padding: 5px 9px; background: var(--surface); }
    .confirm span { flex: 1 1 100%; }
    .small { border: 1px solid var(--line-2); background: var(--surface); border-radius: var(--radius-s); padding: 5px 12px; font-size: 13.5px; min-block-size: 32px; }
    .small.save { background: var(--accent); color: var(--on-accent); border-color: transparent; }
    .small.danger { background: var(--danger); color: var(--surface); border-color: transparent; }
    .bad { margin: 0 14px 8px; padding: 8px 12px; border-radius: var(--radius-s); background: var(--danger-bg); color: var(--danger); font-size: 13px; }
    .empty { margin: auto 28px; display: grid; gap: 4px; justify-items: center; text-align: center; font-weight: 550; color: var(--ink-2); }
    .empty svg { inline-size: 40px; block-size: 40px; stroke-width: 1.2; color: var(--ink-3); margin-block-end: 8px; }
    .empty p { margin: 0; text-wrap: balance; }
    .hint { font-size: 13.5px; font-weight: 400; color: var(--ink-3); }
    .preview { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 13px; color: var(--ink-2); text-align: start; }
    .more { margin: 6px 14px 12px; border: 0; background: none; color: var(--link); padding: 8px; border-radius: var(--radius-s); }
    .forget { margin-block-start: auto; padding: 6px 8px 10px; border-block-start: 1px solid var(--line); }
    .all { display: flex; align-items: center; gap: 8px; inline-size: 100%; border: 0; background: none; color: var(--ink-2); padding: 9px 10px; border-radius: var(--radius-s); font-size: 13.5px; text-align: start; }
    .all:hover { background: var(--danger-bg); color: var(--danger); }
    .all svg { inline-size: 16px; block-size: 16px; }
    .more:hover { background: var(--surface-2); }
  `];
}

customElements.define('chat-dialogs', ChatDialogs);
