/** @import {ChatFrame} from './chat-frame.js' */

const DELAY_S = 5;

const STYLE = `.teaser{bottom:calc(var(--y) + 72px);display:flex;align-items:flex-start;max-width:300px}
.teaser>*{animation:come .25s ease-out}
.teaser button{color:light-dark(#1b1f2a,#e8eaf0);background:light-dark(#fff,#22252d);box-shadow:0 0 0 1px #7892,0 8px 28px -8px #1018}
.say{font-weight:400!important;padding:12px 16px;border-radius:16px;text-align:start}
.away{width:28px;height:28px;padding:0;border-radius:50%;margin:-10px 0 0 -14px}
@keyframes come{from{opacity:0;translate:0 8px}}
@media(prefers-reduced-motion:reduce){.teaser>*{animation:none}}`;

/**
 * @param {string} pages paths, or beginnings of paths with `*` at the end
 * @returns {boolean} whether this page is one of them
 */
function among(pages) {
  const all = pages.split(/[\s,]+/).filter(Boolean);
  const {pathname} = location;
  return all.length === 0 || all.some((page) => (page.endsWith('*') ? pathname.startsWith(page.slice(0, -1)) : pathname === page));
}

/**
 * Shows a few words beside the launcher after a while, until the visitor opens the chat or sends them away; never again
 * after that.
 *
 * @param {ChatFrame} chat
 * @param {HTMLElement} launcher
 * @param {AbortSignal} signal ends it
 */
export function tease(chat, launcher, signal) {
  if (!among(chat.option('teaser-pages') ?? '') || chat.keep('teased')) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const teaser = document.createElement('div');
  const say = document.createElement('button');
  const away = document.createElement('button');
  teaser.className = 'teaser';
  say.className = 'say';
  say.dir = 'auto';
  say.textContent = chat.option('teaser') ?? '';
  away.className = 'away';
  away.textContent = '×';
  away.ariaLabel = chat.served.words.close;
  teaser.append(say, away);
  say.onclick = () => chat.press(true);
  away.onclick = () => {
    done();
    launcher.focus();
  };
  const done = () => {
    chat.keep('teased', 'yes');
    teaser.remove();
  };
  const opened = chat.on('open', done);
  const timer = setTimeout(() => {
    if (chat.shown) return;
    chat.shadowRoot?.adoptedStyleSheets.push(sheet);
    launcher.before(teaser);
  }, 1000 * Number(chat.option('teaser-delay') ?? DELAY_S));
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    opened();
    teaser.remove();
  });
}
