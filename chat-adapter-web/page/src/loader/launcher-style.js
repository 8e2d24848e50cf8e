/** @import {ChatFrame} from './chat-frame.js' */

/**
 * @param {ChatFrame} chat
 * @returns {string} the style of the element and of its launcher; what is in the panel has one of its own
 */
export function style(chat) {
  const scheme = /^(light|dark)$/.exec(chat.option('theme') ?? '')?.[0] ?? 'light dark';
  const color = /^#[\da-f]{6}$/i.exec(chat.option('accent') ?? '')?.[0] ?? 'light-dark(#2f5bea,#7c9bff)';
  const [, x, y] = /^(\d{1,3}) (\d{1,3})$/.exec(chat.option('offset') ?? '') ?? [0, 20, 20];
  const side = chat.option('position') ?? (getComputedStyle(document.documentElement).direction === 'rtl' ? 'left' : 'right');
  const place = chat.bubble ? '' : chat.getAttribute('mode') === 'page' ? 'display:block;position:fixed;inset:0;z-index:2147483000;' : 'display:block;position:relative;height:640px;';
  // White reads better than black on what is darker than a lightness of 49.
  return `:host{${place}color-scheme:${scheme};--x:${x}px;--y:${y}px}
:host([hidden]),[hidden]{display:none!important}
button{border:0;font:600 15px/1.4 system-ui,sans-serif;cursor:pointer}
:focus-visible{outline:3px solid ${color};outline-offset:3px}
.launcher,.teaser,.panel{position:${chat.bubble ? 'fixed' : 'static'};${side === 'left' ? 'left' : 'right'}:var(--x);transition:.18s}
.launcher{bottom:max(var(--y),env(safe-area-inset-bottom));min-width:58px;min-height:58px;padding:6px 16px;border-radius:29px;background:${color};color:lab(from ${color} calc(999*(49.5 - l)) 0 0);display:flex;gap:10px;align-items:center;max-width:80vw;box-shadow:0 8px 28px -8px #1018}
.launcher:hover{scale:1.05}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-4px;inset-inline-end:-4px;padding:0 6px;border-radius:10px;background:#c7291f;color:#fff;font:600 12px/20px system-ui}
:empty:is(b,span){display:none}
@media(forced-colors:active){button,.panel{border:2px solid!important}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}`;
}
