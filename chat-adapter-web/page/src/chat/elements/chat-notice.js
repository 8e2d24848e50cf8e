/** @import {Trouble} from '../server/types.js' */

import {css, html, nothing} from 'lit';
import {ChatElement, sharedStyle} from './chat-element.js';
import {Countdown} from './countdown.js';
import {inWords} from '../words/errors.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';

/**
 * `<chat-notice>`: the one line that says why the chat does not work: offline, reconnecting, or a problem, with a
 * countdown if the server said how long it lasts. Emits `dismiss`.
 */
export class ChatNotice extends ChatElement {
  static properties = {
    large: {type: Boolean},
    offline: {type: Boolean},
    reconnecting: {type: Boolean},
    trouble: {attribute: false},
  };

  #countdown = new Countdown(this, () => this.trouble, () => this.emit('dismiss'));

  constructor() {
    super();
    /** Whether there is nothing else to show. */
    this.large = false;
    this.offline = false;
    this.reconnecting = false;
    /** @type {Trouble | undefined} */
    this.trouble = undefined;
  }

  render() {
    const {offline, reconnecting, trouble} = this;
    return html`<div role="status">${
      offline ? this.#line('off', icons.off, i18n.t('offline'))
      : reconnecting ? this.#line('wait', html`<span class="spin"></span>`, i18n.t('reconnecting'))
      : trouble ? this.#line('bad', icons.warn, inWords(trouble, this.#countdown.left), trouble)
      : nothing
    }</div>`;
  }

  /**
   * @param {string} kind
   * @param {unknown} icon
   * @param {string} text
   * @param {Trouble} [trouble] that can be dismissed
   */
  #line(kind, icon, text, trouble) {
    return html`<div class="note ${kind}">
      ${icon}<span aria-live=${trouble?.until ? 'off' : nothing}>${text}</span>
      ${trouble?.code === 'incomplete' ? html`<button class="link reload" @click=${() => location.reload()}>${i18n.t('reload')}</button>` : nothing}
      ${trouble && !this.large ? html`<button class="icon" aria-label=${i18n.t('dismiss')} @click=${() => this.emit('dismiss')}>${icons.close}</button>` : nothing}
    </div>`;
  }

  static styles = [sharedStyle, css`
    :host { display: block; inline-size: 100%; max-inline-size: 760px; margin-inline: auto; padding: 0 14px; }
    .note { display: flex; gap: 9px; align-items: center; margin-block-end: 8px; padding: 7px 12px; border-radius: var(--radius-s); background: var(--surface-2); color: var(--ink-2); font-size: 13px; line-height: 1.4; min-block-size: 36px; animation: in 0.18s ease-out; }
    .note span:not(.spin) { flex: 1; }
    :host([large]) { flex: 1; display: grid; place-content: center; }
    :host([large]) .note { flex-direction: column; padding: 24px; background: none; color: var(--ink-2); font-size: 15px; text-align: center; text-wrap: balance; }
    :host([large]) svg { inline-size: 44px; block-size: 44px; stroke-width: 1.2; color: var(--ink-3); }
    .off, .wait { background: var(--warn-bg); color: var(--warn); }
    .bad { background: var(--danger-bg); color: var(--danger); }
    .bad .icon { inline-size: 26px; block-size: 26px; color: inherit; margin-inline-end: -6px; }
    .bad svg { inline-size: 16px; block-size: 16px; }
    .link { border: 0; background: none; padding: 2px 4px; border-radius: 6px; font-weight: 650; text-decoration: underline; flex: none; }
    .spin { inline-size: 14px; block-size: 14px; border-radius: 50%; border: 2px solid currentColor; border-inline-end-color: transparent; animation: spin 0.9s linear infinite; flex: none; }
    @keyframes spin { to { rotate: 360deg; } }
    @keyframes in { from { opacity: 0; translate: 0 4px; } }
  `];
}

customElements.define('chat-notice', ChatNotice);
