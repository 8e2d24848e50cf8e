/** @import {Look} from './look.js' */

const TEXT = 4.5;

/** @param {string} hex `#rrggbb` */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/**
 * @param {string} hex `#rrggbb`
 * @returns {number} relative luminance as WCAG defines it
 */
export function luminance(hex) {
  const [red, green, blue] = channels(hex).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} the contrast ratio as WCAG defines it, from 1 to 21
 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} share of the second
 */
function mixed(from, to, share) {
  const goal = channels(to);
  const mix = channels(from).map((value, i) => Math.round(value + (goal[i] - value) * share));
  return `#${mix.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * @param {string} colour
 * @param {string[]} surfaces that are all light, or all dark
 * @returns {string} the nearest to the colour that is readable on all of them
 */
function readable(colour, surfaces) {
  const end = luminance(surfaces[0]) > 0.179 ? '#000000' : '#ffffff';
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mixed(colour, end, share);
    if (surfaces.every((surface) => contrast(candidate, surface) >= TEXT)) return candidate;
  }
  return end;
}

/**
 * @param {string} accent
 * @returns {string} the colour of text on it; soft black if that is readable
 */
function onAccent(accent) {
  if (contrast(accent, '#ffffff') >= TEXT) return '#ffffff';
  return contrast(accent, '#10131c') >= TEXT ? '#10131c' : '#000000';
}

const LIGHT = {surface: '#ffffff', ink: '#16181d', ok: '#1a8f5a', warn: '#8a5a00', danger: '#b92c26', key: '#7a3fd0', string: '#0a6f4b', number: '#9a4b00'};
const DARK = {surface: '#14161b', ink: '#eceef3', ok: '#4cc38a', warn: '#ffc46b', danger: '#ff8a82', key: '#c297ff', string: '#6ad1a1', number: '#ffb36b'};

/**
 * @param {typeof LIGHT} base
 * @param {string} surface
 * @param {string} accent
 * @returns {Record<string, string>} all colours of the page, by custom property
 */
function palette(base, surface, accent) {
  const {ink} = base;
  /** @param {number} share */
  const shade = (share) => mixed(surface, ink, share);
  const [second, third, code] = [shade(0.04), shade(0.09), shade(0.02)];
  const tint = mixed(surface, accent, 0.12);
  const surfaces = [surface, second, third, tint];
  const [warnBg, dangerBg] = [mixed(surface, base.warn, 0.1), mixed(surface, base.danger, 0.08)];
  return {
    '--surface': surface,
    '--surface-2': second,
    '--surface-3': third,
    '--tint': tint,
    '--ink': ink,
    '--ink-2': readable(shade(0.7), surfaces),
    '--ink-3': readable(shade(0.58), surfaces),
    '--line': shade(0.11),
    '--line-2': shade(0.2),
    '--accent': accent,
    '--on-accent': onAccent(accent),
    '--link': readable(accent, surfaces),
    '--focus': readable(accent, surfaces),
    '--ok': base.ok,
    '--warn': readable(base.warn, [surface, warnBg]),
    '--warn-bg': warnBg,
    '--danger': readable(base.danger, [...surfaces, dangerBg]),
    '--danger-bg': dangerBg,
    '--code': code,
    '--code-key': readable(base.key, [code]),
    '--code-string': readable(base.string, [code]),
    '--code-comment': readable(shade(0.58), [code]),
    '--code-number': readable(base.number, [code]),
  };
}

/**
 * @param {Look} look
 * @returns {[string, string][]} custom properties with a colour for the light page and one for the dark
 */
export function colours({accent, accentDark, surface = LIGHT.surface, surfaceDark = DARK.surface}) {
  const light = palette(LIGHT, surface, accent ?? '#2f5bea');
  const dark = palette(DARK, surfaceDark, accentDark ?? accent ?? '#7c9bff');
  return Object.entries(light).map(([name, value]) => [name, `light-dark(${value}, ${dark[name]})`]);
}
