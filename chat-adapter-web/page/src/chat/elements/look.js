/** @import {OwnTexts} from '../words/i18n.js' */

/**
 * How the page looks, as the assistant's file and the host page say.
 *
 * @typedef {object} Look
 * @property {string} [theme] `light`, `dark`, or by the visitor's system
 * @property {string} [accent] colours are as `#2f5bea`
 * @property {string} [accentDark] on dark surfaces
 * @property {string} [surface] the background of the light page
 * @property {string} [surfaceDark] that of the dark page
 * @property {number} [radius]
 * @property {string} [font]
 * @property {string} [density]
 * @property {string} [logo]
 * @property {string} [greeting]
 * @property {string[]} [suggestions]
 * @property {string[]} [icons] of the suggestions
 * @property {OwnTexts} [texts]
 */

const STACKS = /** @type {Record<string, string>} */ ({
  serif: "ui-serif, 'Iowan Old Style', 'Source Serif 4', Georgia, 'Noto Serif', serif",
  rounded: "ui-rounded, 'SF Pro Rounded', 'Hiragino Maru Gothic ProN', Quicksand, 'Varela Round', 'Noto Sans', sans-serif",
  mono: 'var(--mono)',
});
const SYSTEM = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'PingFang SC', 'Microsoft YaHei', sans-serif";
const COLOURS = ['accent', 'accentDark', 'surface', 'surfaceDark'];

/** What has been asked for last: an older palette that arrives later does not count. */
let turn = 0;

/** @param {string} font */
function stack(font) {
  const names = font.split(',').map((name) => `'${name.trim()}'`);
  return font === 'system' ? SYSTEM : (STACKS[font] ?? `${names.join()}, ${SYSTEM}`);
}

/**
 * Gives the page a look; what is absent is the page's own. Colours are computed only if there are any, so that text on them is
 * always readable.
 *
 * @param {Look} look
 */
export async function dress(look) {
  const {theme, radius, font, density} = look;
  const mine = ++turn;
  const {dataset, style} = document.documentElement;
  for (const [name, value] of Object.entries({theme: theme === 'light' || theme === 'dark' ? theme : undefined, density})) {
    if (value) dataset[name] = value;
    else delete dataset[name];
  }
  const coloured = COLOURS.some((name) => name in look);
  const {colours} = coloured ? await import('./dressing.js') : {colours: () => []};
  if (mine !== turn) return;
  style.cssText = '';
  if (radius !== undefined) style.setProperty('--radius', `${radius}px`);
  if (font) style.setProperty('--font', stack(font));
  for (const [name, value] of colours(look)) style.setProperty(name, value);
}
