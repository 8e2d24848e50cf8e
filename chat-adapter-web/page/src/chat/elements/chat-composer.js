import {css, html, nothing} from 'lit';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';
import {Presses} from './presses.js';

const TALLEST = 168;
const WARN_LEFT = 200;

/**
 * `<chat-composer>`: where the visitor writes. Emits `say` or, while she edits, `edited` with the text, `stop`,
 * `edit-last`, and `draft` at every change. A message sent before the chat is ready waits until it is.
 */
export class ChatComposer extends ChatElement {
  /** What was being written when editing began. */
  #before = '';
  #presses = new Presses();

  static properties = {
    running: {type: Boolean},
    disabled: {type: Boolean},
    ready: {type: Boolean},
    editing: {state: true},
    waiting: {state: true},
    limit: {type: Number},
    draft: {state: true},
  };

  constructor() {
    super();
    this.running = false;
    this.disabled = false;
    this.ready = true;
    this.editing = false;
    this.waiting = false;
    this.limit = 8000;
    this.draft = '';
  }

  get #field() {
    return /** @type {HTMLTextAreaElement | null} */ (this.renderRoot.querySelector('textarea'));
  }

  /** @param {string} text */
  fill(text) {
    this.draft = text;
    void this.updateComplete.then(() => this.#fit());
  }

  /** @param {string} text that is sent once the chat is ready */
  keep(text) {
    this.fill(text);
    this.waiting = true;
  }

  /**
   * Lets the visitor edit a text; what she was writing comes back afterwards.
   *
   * @param {string} text
   */
  edit(text) {
    if (!this.editing) this.#before = this.draft;
    this.editing = true;
    this.fill(text);
    this.focusField();
  }

  endEdit() {
    if (!this.editing) return;
    this.editing = false;
    this.fill(this.#before);
  }

  /** @param {Map<string, unknown>} changes */
  updated(changes) {
    this.#presses.mean(this.running ? 'stop' : 'send');
    if (!changes.has('ready') || !this.ready || !this.waiting) return;
    this.waiting = false;
    this.#say();
  }

  focusField() {
    this.#field?.focus({preventScroll: true});
  }

  #fit() {
    const field = this.#field;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${Math.min(TALLEST, field.scrollHeight)}px`;
  }

  #typed() {
    this.draft = this.#field?.value ?? '';
    this.#fit();
    this.waiting = false;
    if (!this.editing) this.emit('draft', this.draft);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // Safari reports 229 for the Enter that ends a composition.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!event.repeat) this.#say();
    } else if (event.key === 'ArrowUp' && !this.draft && !this.editing) {
      event.preventDefault();
      this.emit('edit-last');
    }
  }

  #say() {
    const text = this.draft.trim();
    if (!text || (this.running && this.editing) || this.disabled || text.length > this.limit) return;
    if (!this.ready) {
      this.waiting = true;
      return;
    }
    if (this.editing) {
      this.endEdit();
      this.emit('edited', text);
    } else {
      // The listener may put the text back: it must not be cleared afterwards.
      this.draft = '';
      this.emit('draft', '');
      this.emit('say', text);
    }
    void this.updateComplete.then(() => {
      this.#fit();
      this.focusField();
    });
  }

  /** @param {MouseEvent} event */
  #press(event) {
    event.preventDefault();
    if (!this.#presses.meant(event)) return;
    if (this.running) this.emit('stop');
    else this.#say();
  }

  render() {
    const left = this.limit - this.draft.trim().length;
    const label = i18n.t(this.running ? 'stop' : 'send');
    const idle = !this.running && (this.disabled || this.waiting || !this.draft.trim() || left < 0);
    return html`
      ${this.editing
        ? html`<div class="editing">${icons.pen}<span>${i18n.t('editing')}</span>
            <button class="icon cancel" title=${i18n.t('cancel')} aria-label=${i18n.t('cancel')} @click=${this.endEdit}>${icons.close}</button>
          </div>`
        : nothing}
      <div class="box" @click=${this.focusField}>
        <textarea
          rows="1"
          dir=${this.draft ? 'auto' : nothing}
          enterkeyhint="send"
          autocomplete="off"
          aria-label=${i18n.t('messageLabel')}
          aria-describedby=${left < WARN_LEFT ? 'count' : nothing}
          placeholder=${i18n.t('placeholder')}
          .value=${this.draft}
          @input=${this.#typed}
          @keydown=${this.#key}></textarea>
        ${this.running && !this.editing && !this.disabled && this.draft.trim() && left >= 0
          ? html`<button class="queue" title=${i18n.t('send')} aria-label=${i18n.t('send')} @click=${this.#say}>${icons.send}</button>`
          : nothing}
        <button class="send ${this.running ? 'stop' : ''}" title=${label} aria-label=${label} ?disabled=${idle}
          @pointerdown=${this.#presses.begin} @keydown=${this.#presses.begin} @click=${this.#press}>
          ${this.running ? icons.stop : icons.send}
        </button>
      </div>
      <div class="foot">
        ${left < WARN_LEFT
          ? html`<span id="count" class=${left < 0 ? 'over' : ''}>${left < 0 ? i18n.t('tooLong', {n: -left}) : i18n.number(left)}</span>`
          : i18n.t(this.waiting ? 'connecting' : 'disclaimer')}
      </div>
    `;
  }

  static styles = [sharedStyle, css`
    :host { display: block; padding: 0 14px; inline-size: 100%; max-inline-size: 760px; margin-inline: auto; }
    .box { display: flex; align-items: flex-end; gap: 8px; border: 1px solid var(--line-2); border-radius: var(--radius); background: var(--surface); padding: 7px; padding-inline-start: 14px; cursor: text; box-shadow: 0 1px 2px rgb(16 24 40 / 0.05); transition: border-color 0.12s, box-shadow 0.12s; }
    .box:focus-within { border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 20%, transparent); }
    textarea { flex: 1; min-inline-size: 0; border: 0; outline: 0; resize: none; background: none; color: inherit; font: inherit; font-size: 16px; line-height: 1.45; padding: 6px 0; min-block-size: 36px; max-block-size: 168px; overflow-y: auto; scrollbar-width: thin; }
    textarea::placeholder { color: var(--ink-3); opacity: 1; }
    .send, .queue { inline-size: 36px; block-size: 36px; padding: 0; border: 0; border-radius: var(--radius-s); background: var(--accent); color: var(--on-accent); display: grid; place-items: center; flex: none; transition: background-color 0.15s, opacity 0.15s, scale 0.1s; }
    .send:disabled { background: var(--surface-3); color: var(--ink-3); }
    .send:active:not(:disabled) { scale: 0.94; }
    .send.stop { background: var(--ink); color: var(--surface); }
    .editing { display: flex; align-items: center; gap: 7px; padding-block-end: 4px; padding-inline: 14px 4px; font-size: 13px; color: var(--ink-2); }
    .editing span { flex: 1; }
    .editing svg { inline-size: 15px; block-size: 15px; }
    .editing .icon { inline-size: 28px; block-size: 28px; }
    .foot { padding: 7px 4px max(10px, env(safe-area-inset-bottom)); text-align: center; font-size: 12px; line-height: 1.35; color: var(--ink-3); min-block-size: 16px; }
    .over { color: var(--danger); font-weight: 600; }
  `];
}

customElements.define('chat-composer', ChatComposer);
