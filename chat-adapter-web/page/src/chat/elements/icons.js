import {svg, html} from 'lit';

/** @param {unknown} shape */
export const icon = (shape) => html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;

export const icons = {
  list: icon(svg`<path d="M4 7h16M4 12h16M4 17h10"/>`),
  plus: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`),
  send: icon(svg`<path d="M12 19V5M6 11l6-6 6 6"/>`),
  stop: icon(svg`<rect x="7" y="7" width="10" height="10" rx="2.5" fill="currentColor" stroke="none"/>`),
  copy: icon(svg`<rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M5 15V6.5A2.5 2.5 0 0 1 7.5 4H15"/>`),
  check: icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`),
  again: icon(svg`<path d="M20 12a8 8 0 1 1-2.3-5.6M20 4v4h-4"/>`),
  down: icon(svg`<path d="M12 5v14M6 13l6 6 6-6"/>`),
  forth: icon(svg`<path d="M9 6l6 6-6 6"/>`),
  back: icon(svg`<path d="M15 6l-6 6 6 6"/>`),
  pen: icon(svg`<path d="M4 20h4L19 9l-4-4L4 16zM13.5 6.5l4 4"/>`),
  bin: icon(svg`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`),
  warn: icon(svg`<path d="M12 4l9 16H3zM12 10v4M12 17v.1"/>`),
  off: icon(svg`<path d="M3 3l18 18M8.5 8.7A9 9 0 0 0 5 11M2 7.5a14 14 0 0 1 3.4-2.2M12 5c3.7 0 7 1.2 10 2.5M19 11a9 9 0 0 0-4-2.5M9 15a4.5 4.5 0 0 1 6 0M12 19v.1"/>`),
  expand: icon(svg`<path d="M14 5h5v5M19 5l-6 6M10 19H5v-5M5 19l6-6"/>`),
  shrink: icon(svg`<path d="M13 6v5h5M13 11l6-6M11 18v-5H6M11 13l-6 6"/>`),
  talk: icon(svg`<path d="M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12z"/>`),
  find: icon(svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`),
};
