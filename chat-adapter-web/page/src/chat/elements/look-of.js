/** @import {Look} from './look.js' */

import {luminance} from './palette.js';

const HEX = /^#[\da-f]{6}$/i;
const FONTS = /^[a-z][\w -]{0,39}(, *[a-z][\w -]{0,39}){0,3}$/i;
const PICTURE = /^data:image\/(png|jpeg|webp|svg\+xml)[;,]/;
const LONGEST_PICTURE = 90_000;

/** @typedef {(value: unknown) => boolean} Rule */

/** @param {number} longest @returns {Rule} */
const text = (longest) => (value) => typeof value === 'string' && value.length <= longest;

/** @param {number} most @param {Rule} each @returns {Rule} */
const list = (most, each) => (value) => Array.isArray(value) && value.length <= most && value.every(each);

/** @param {Rule} each @returns {Rule} */
const table = (each) => (value) => typeof value === 'object' && value !== null && Object.values(value).every(each);

/** @param {(lightness: number) => boolean} fits @returns {Rule} */
const colour = (fits) => (value) => typeof value === 'string' && HEX.test(value) && fits(luminance(value));

/** @type {Record<keyof Look, Rule>} */
const RULES = {
  theme: (value) => ['auto', 'light', 'dark'].includes(String(value)),
  accent: colour(() => true),
  accentDark: colour(() => true),
  surface: colour((lightness) => lightness >= 0.6),
  surfaceDark: colour((lightness) => lightness <= 0.08),
  radius: (value) => typeof value === 'number' && value >= 0 && value <= 28,
  font: (value) => typeof value === 'string' && FONTS.test(value),
  density: (value) => ['comfortable', 'compact'].includes(String(value)),
  logo: (value) => text(LONGEST_PICTURE)(value) && PICTURE.test(String(value)),
  greeting: text(2_000),
  suggestions: list(6, text(200)),
  icons: list(6, text(40)),
  texts: table(table(text(600))),
};

/**
 * @param {unknown} wanted by the host page
 * @returns {Look} the part of it that is valid, as an assistant's file may say it; a logo is a picture in the URL itself, so that
 *     the page fetches nothing from elsewhere
 */
export function lookOf(wanted) {
  const known = Object.entries(RULES).map(([name, rule]) => [name, rule, /** @type {Record<string, unknown>} */ (wanted)[name]]);
  return Object.fromEntries(known.filter(([, rule, value]) => value !== undefined && /** @type {Rule} */ (rule)(value)).map(([name, , value]) => [name, value]));
}
