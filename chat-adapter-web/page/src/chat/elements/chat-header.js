import {css, html, nothing} from 'lit';
import {atServer} from '../browser/root.js';
import {ChatElement, sharedStyle} from './chat-element.js';
import {i18n} from '../words/i18n.js';
import {icons} from './icons.js';

/** `<chat-header>`: who is talking. Emits `list`, `new` and, in a frame of the loader, `close` and `expand` with whether it is to be
 * larger. */
export class ChatHeader extends ChatElement {
  static properties = {
    name: {},
    subtitle: {},
    state: {},
    demo: {type: Boolean},
    closable: {type: Boolean},
    logo: {},
    expandable: {type: Boolean},
    expanded: {state: true},
    explained: {state: true},
  };

  constructor() {
    super();
    this.name = '';
    this.subtitle = '';
    /** @type {'ready' | 'busy' | 'down'} */
    this.state = 'ready';
    this.demo = false;
    this.closable = false;
    /** @type {string | undefined} the address of a picture in place of the first letter */
    this.logo = undefined;
    this.expandable = false;
    this.expanded = false;
    this.explained = false;
  }

  #explain() {
    this.explained = !this.explained;
  }

  #expand() {
    this.expanded = !this.expanded;
    this.emit('expand', this.expanded);
  }

  render() {
    const size = i18n.t(this.expanded ? 'shrink' : 'expand');
    return html`
      <header>
        <div class="mark ${this.logo ? 'logo' : ''}" aria-hidden="true">${this.logo
          ? html`<img src=${atServer(this.logo)} alt="" />`
          : ([...this.name.trim()][0]?.toUpperCase() ?? '')}</div>
        <div class="who">
          <h1><bdi>${this.name}</bdi></h1>
          <p><span class="dot ${this.state}"></span><span class="sub"><bdi>${this.subtitle || i18n.t('subtitle')}</bdi></span></p>
        </div>
        ${this.demo
          ? html`<button class="demo" aria-expanded=${this.explained} aria-controls="demo-how" @click=${this.#explain}>${i18n.t('demo')}</button>`
          : nothing}
        ${this.#button('list', 'dialogs', icons.list)}
        ${this.#button('new', 'newDialog', icons.plus)}
        ${this.expandable
          ? html`<button class="icon expand" title=${size} aria-label=${size} @click=${this.#expand}>${this.expanded ? icons.shrink : icons.expand}</button>`
          : nothing}
        ${this.closable ? this.#button('close', 'close', icons.close) : nothing}
      </header>
      ${this.demo && this.explained ? html`<p id="demo-how" class="how">${i18n.t('demoHow')}</p>` : nothing}
    `;
  }

  /**
   * @param {string} event
   * @param {import('../words/i18n.js').MessageKey} label
   * @param {unknown} icon
   */
  #button(event, label, icon) {
    return html`<button class="icon ${event}" title=${i18n.t(label)} aria-label=${i18n.t(label)} @click=${() => this.emit(event)}>${icon}</button>`;
  }

  static styles = [sharedStyle, css`
    :host { display: block; border-block-end: 1px solid var(--line); }
    header { display: flex; align-items: center; gap: 4px; padding: 11px 12px 11px 16px; padding-block-start: max(11px, env(safe-area-inset-top)); }
    :host(:dir(rtl)) header { padding-inline: 16px 12px; }
    .mark { inline-size: 34px; block-size: 34px; border-radius: var(--radius-s); background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-weight: 700; font-size: 15px; flex: none; }
    .mark.logo { background: none; }
    img { inline-size: 100%; block-size: 100%; object-fit: contain; border-radius: inherit; }
    .who { flex: 1; min-inline-size: 0; margin-inline-start: 8px; }
    h1 { margin: 0; font-size: 15px; font-weight: 650; line-height: 1.25; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; text-align: start; }
    p { margin: 1px 0 0; color: var(--ink-2); font-size: 12.5px; line-height: 1.3; display: flex; align-items: center; gap: 6px; min-inline-size: 0; }
    .sub { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .dot { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--ok); flex: none; }
    .dot.busy { background: var(--accent); animation: breathe 1.4s ease-in-out infinite; }
    .dot.down { background: var(--warn); }
    @keyframes breathe { 50% { opacity: 0.35; } }
    .demo { border: 0; border-radius: var(--pill); background: var(--warn-bg); color: var(--warn); font-size: 12px; font-weight: 650; padding: 3px 10px; margin-inline-end: 4px; min-block-size: 24px; }
    .how { display: block; margin: 0; padding: 10px 16px; background: var(--warn-bg); color: var(--warn); font-size: 13px; line-height: 1.45; }
  `];
}

customElements.define('chat-header', ChatHeader);
