import {html, svg} from 'lit';

/** @param {unknown} shape */
const icon = (shape) => html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;

/** The pictures that suggestions may have. */
export const promptIcons = /** @type {Record<string, unknown>} */ ({
  bolt: icon(svg`<path d="M13 3L5 13.5h6L11 21l8-10.5h-6z"/>`),
  book: icon(svg`<path d="M12 6.5C10 5 7.5 4.5 4 4.5v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2zM12 6.5v13"/>`),
  box: icon(svg`<path d="M4 8l8-4.5L20 8v8l-8 4.5L4 16zM4 8l8 4.5L20 8M12 12.5v8"/>`),
  bulb: icon(svg`<path d="M9.5 17.5h5M10.5 20.5h3M8.5 14.5a6 6 0 1 1 7 0c-.7.6-1 1.3-1 3h-5c0-1.7-.3-2.4-1-3z"/>`),
  calendar: icon(svg`<rect x="4" y="5.5" width="16" height="14.5" rx="2.5"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>`),
  card: icon(svg`<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M3 10h18M7 15h4"/>`),
  chart: icon(svg`<path d="M4 20h16M7 16.5v-5M12 16.5v-10M17 16.5v-7"/>`),
  chat: icon(svg`<path d="M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12z"/>`),
  code: icon(svg`<path d="M8.5 7.5L4 12l4.5 4.5M15.5 7.5L20 12l-4.5 4.5"/>`),
  globe: icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>`),
  heart: icon(svg`<path d="M12 20S3.5 14.5 3.5 8.8A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 1.8C20.5 14.5 12 20 12 20z"/>`),
  mail: icon(svg`<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M4 7.5l8 6 8-6"/>`),
  pen: icon(svg`<path d="M4 20h4L19 9l-4-4L4 16zM13.5 6.5l4 4"/>`),
  phone: icon(svg`<path d="M5 4h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a1.5 1.5 0 0 1-1.6 1.5A16 16 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/>`),
  pin: icon(svg`<path d="M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>`),
  question: icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.5v.1"/>`),
  return: icon(svg`<path d="M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3"/>`),
  search: icon(svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`),
  shield: icon(svg`<path d="M12 3.5l7.5 2.5v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM9 12l2.2 2.2L15 10.2"/>`),
  spark: icon(svg`<path d="M12 3.5c.6 5 3 7.6 8.5 8.5-5.5.9-7.9 3.5-8.5 8.5-.6-5-3-7.6-8.5-8.5 5.5-.9 7.9-3.5 8.5-8.5z"/>`),
  star: icon(svg`<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"/>`),
  truck: icon(svg`<path d="M3 6.5h10.5v10H3zM13.5 10H18l3 3.5v3h-7.5z"/><circle cx="7.5" cy="17.5" r="1.8"/><circle cx="17" cy="17.5" r="1.8"/>`),
  user: icon(svg`<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>`),
  wrench: icon(svg`<path d="M14.5 6.5a4.5 4.5 0 0 1 5.7-1.2l-3 3 .5 2 2 .5 3-3"/><path d="M20.5 8.5a4.5 4.5 0 0 1-6 5L8 20a2.1 2.1 0 0 1-3-3l6.5-6.5a4.5 4.5 0 0 1 3-4"/>`),
});
