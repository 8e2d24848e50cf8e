import {LitElement, css} from 'lit';
import {i18n} from '../words/i18n.js';

/** What the parts of the page share: they use the chosen language, and render again when it changes. */
export class ChatElement extends LitElement {
  #retell = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    i18n.addEventListener('change', this.#retell);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    i18n.removeEventListener('change', this.#retell);
  }

  /**
   * @param {string} type
   * @param {unknown} [detail]
   */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail, bubbles: true, composed: true}));
  }
}

/** Buttons look and behave alike everywhere. */
export const sharedStyle = css`
  :host { box-sizing: border-box; }
  *, *::before, *::after { box-sizing: inherit; }
  button { font: inherit; color: inherit; cursor: pointer; }
  button:disabled { cursor: default; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  :is(input, textarea):focus-visible { outline: none; }
  svg { inline-size: 18px; block-size: 18px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
  .icon { inline-size: 36px; block-size: 36px; padding: 0; border: 0; border-radius: var(--radius-s); background: none; color: var(--ink-2); display: grid; place-items: center; flex: none; transition: background-color 0.12s, color 0.12s; }
  .icon:hover { background: var(--surface-2); color: var(--ink); }
  .icon:active { background: var(--surface-3); }
  .flip { display: grid; }
  .flip:dir(rtl) { transform: scaleX(-1); }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (forced-colors: active) { button { border: 1px solid !important; } .dot, .pulse, .waiting i { forced-color-adjust: none; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; } }
`;
