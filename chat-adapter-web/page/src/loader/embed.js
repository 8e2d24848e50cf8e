/**
 * The loader a host page includes: `<chat-frame>`, the launcher of a script with `data-assistant`, and `window.Chatframe`,
 * which calls that launcher, or else the first `<chat-frame>`. Loads and stores nothing of the chat before the visitor
 * opens it.
 */
import {ChatFrame} from './chat-frame.js';

/** @typedef {[name: string, values: any[], undo?: () => void]} Call that waits for somebody to take it */

const CALLS = /** @type {const} */ (['open', 'close', 'toggle', 'send', 'prefill', 'on', 'set', 'setLook', 'setContext', 'identify', 'destroy']);

const BUBBLE = 'chat-frame[mode=bubble]';

// Scripts of type "module" do not say which one runs.
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript ?? document.querySelector('script[src*="/embed.js"]'));

/**
 * @param {DOMStringMap | Record<string, string | true>} options attributes of the element, as `assistant`
 * @returns {ChatFrame} the launcher; there is one of a page at most
 */
function boot(options) {
  const element = /** @type {ChatFrame} */ (document.querySelector(BUBBLE) ?? document.createElement('chat-frame'));
  element.set({...options, mode: 'bubble'});
  // Beside the body, which some sites replace or transform.
  if (!element.isConnected) document.documentElement.append(element);
  return element;
}

if (!script) throw new Error('Chatframe: load embed.js by a script element');
if (!customElements.get('chat-frame')) {
  /** @type {Call[]} made before there was a chat, also by the stub of a page */
  const waiting = /** @type {any} */ (window).Chatframe?.q ?? [];
  const chat = () => /** @type {ChatFrame | null} */ (document.querySelector(BUBBLE) ?? document.querySelector('chat-frame'));
  const serve = () => {
    const taker = chat();
    for (const call of taker ? waiting.splice(0) : []) call[2] = /** @type {any} */ (taker)[call[0]]?.(...call[1]);
  };
  // A launcher of the same script comes before other chats.
  ChatFrame.home = new URL('.', script.src).href;
  ChatFrame.appeared = () => queueMicrotask(serve);
  const api = {
    boot,
    get element() {
      return chat();
    },
  };
  for (const name of CALLS) {
    /** @param {any[]} values */
    const call = (...values) => {
      const taker = chat();
      if (taker) return /** @type {any} */ (taker)[name](...values);
      /** @type {Call} */
      const late = [name, values];
      waiting.push(late);
      return () => (late[2] ? late[2]() : void waiting.splice(waiting.indexOf(late), 1));
    };
    Object.assign(api, {[name]: call});
  }
  Object.assign(window, {Chatframe: api});
  customElements.define('chat-frame', ChatFrame);
}
if (script.dataset.assistant !== undefined) boot(script.dataset);
