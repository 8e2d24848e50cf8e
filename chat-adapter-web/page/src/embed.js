/**
 * The loader a host page includes: a launcher with a panel, `<chat-frame assistant="…">` for a chat inside the page,
 * and `window.Chatframe`. Loads and stores nothing of the chat before the visitor opens it.
 */
(() => {
  'use strict';
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || customElements.get('chat-frame')) return;
  const home = new URL(script.src).origin;
  const page = document.documentElement;

  /** @typedef {{v?: number, type: string, name?: string, unread?: number, visitorKey?: string, assistant?: string}} Heard what the chat says */
  /** @typedef {(heard: Heard) => void} Listener */

  /**
   * @param {Record<string, string | undefined>} options
   * @param {ShadowRoot} root
   * @param {string} css
   * @param {Element} parent of the frame
   * @param {(open: boolean) => void} show
   * @param {Listener} [heard]
   */
  const chat = ({assistant = '', theme, locale, accent}, root, css, parent, show, heard) => {
    // Constructed sheets pass a host's Content-Security-Policy without a nonce.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const place = `chatframe:${home}:${assistant}`;
    /** @param {string} [key] */
    const keep = (key) => {
      try {
        if (key) localStorage[place] = key;
        if (key === '') delete localStorage[place];
        return localStorage[place];
      } catch {}
    };
    /** @type {HTMLIFrameElement | undefined} */
    let frame;
    /** @type {MessagePort | undefined} */
    let port;
    /** @type {object[] | undefined} what waits until the chat is ready */
    let waiting = [];
    // A chat inside the page exists from the start; a launcher, which learns of unread replies, opens one.
    let shown = !heard;
    const events = new EventTarget();
    /** @param {string} type @param {object} [detail] */
    const tell = (type, detail) => events.dispatchEvent(new CustomEvent(type, {detail}));

    /** @param {string} type @param {object} [content] */
    const post = (type, content) => {
      const message = {...content, v: 1, type};
      if (waiting) waiting.push(message);
      else port?.postMessage(message);
    };

    /** @type {unknown} the token that says who the visitor is, or a function that gives one */
    let identity;
    const identified = async () => {
      try {
        const token = typeof identity === 'function' ? await identity() : identity;
        port?.postMessage({v: 1, type: 'identify', identityToken: `${token ?? ''}`});
      } catch (error) {
        // Not told who she is, the chat goes on as before for as long as it may.
        tell('error', {code: 'identity-failed', error});
      }
    };

    /** @param {string} [name] of the assistant, which the site need not know */
    const fetchTicket = async (name) => {
      let ticket, reason = 'network';
      /** @param {SecurityPolicyViolationEvent} event */
      const blocked = ({blockedURI}) => blockedURI.startsWith(home) && (reason = 'content-security-policy');
      addEventListener('securitypolicyviolation', blocked);
      try {
        const response = await fetch(`${home}/embed/${encodeURIComponent(`${name}`)}/ticket`, {method: 'POST', mode: 'cors', credentials: 'omit'});
        reason = `http-${response.status}`;
        ({ticket} = await response.json());
      } catch {
        // The browser says after the failure that a policy was the cause.
        await new Promise((later) => {
          setTimeout(later, 50);
        });
      }
      removeEventListener('securitypolicyviolation', blocked);
      port?.postMessage({v: 1, type: 'ticket', ticket, reason});
    };

    let facts = {};
    // The site's own facts take precedence.
    const context = () => ({url: location.origin + location.pathname, title: document.title, ...facts});
    // The window loses its focus when the visitor moves to the chat.
    const refresh = () => port?.postMessage({v: 1, type: 'context', context: context()});
    addEventListener('blur', refresh);

    const load = () => {
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      waiting ??= [];
      port.onmessage = ({data}) => {
        if (data?.v !== 1) return;
        if (data.type === 'ready') {
          waiting?.forEach((message) => port?.postMessage(message));
          waiting = undefined;
        }
        if (data.type === 'event' && data.name === 'close') api.close();
        if (data.type === 'key') return keep(data.visitorKey);
        if (data.type === 'need-identity') return identified();
        if (data.type === 'need-ticket') return fetchTicket(data.assistant);
        heard?.(data);
        tell(data.type, data);
      };
      const init = {v: 1, type: 'init', theme, locale, accent, visitorKey: keep(), identity: !!identity, pageLocale: page.lang, context: context()};
      frame?.contentWindow?.postMessage(init, home, [channel.port2]);
    };

    const make = () => {
      if (frame) return;
      frame = document.createElement('iframe');
      Object.assign(frame, {name: 'chatframe-loader', title: 'Chat', allow: 'clipboard-write', onload: load});
      // A frame of the page's own origin could remove its sandbox, so a sandbox would protect nothing there.
      if (home !== location.origin) frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads');
      frame.src = `${home}/embed/${encodeURIComponent(assistant)}`;
      parent.append(frame);
    };

    /** @param {boolean} open */
    const turn = (open) => {
      if (open) make(), refresh();
      if (open === shown) return;
      show((shown = open));
      if (open) frame?.focus({preventScroll: true});
      post(open ? 'open' : 'close');
      tell(open ? 'open' : 'close');
    };

    const api = {
      open: () => turn(true),
      close: () => turn(false),
      toggle: () => turn(!shown),
      /** @param {string} text */
      send: (text) => (turn(true), post('send', {text})),
      /** @param {string} text */
      prefill: (text) => (turn(true), post('prefill', {text})),
      /** @param {string} type @param {Listener} listener */
      on: (type, listener) => events.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail)),
      /** @param {object} values of which texts, numbers and truth values are taken */
      setContext: (values) => {
        facts = Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => /^(str|num|boo)/.test(typeof value)));
        refresh();
      },
      /** @param {string | (() => string | Promise<string>) | null} source of identity tokens; null: nobody is signed in */
      identify: (source) => ((identity = source), port && void identified()),
      destroy: () => (post('destroy'), removeEventListener('blur', refresh), root.host.remove()),
    };
    return api;
  };

  const FILL = 'iframe{width:100%;height:100%;border:0;display:block}';

  customElements.define('chat-frame', class extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({mode: 'open'});
      const body = document.createElement('div');
      root.append(body);
      const options = Object.fromEntries([...this.attributes].map(({name, value}) => [name, value]));
      const css = `:host{display:block;height:640px}:host([hidden]){display:none}div{height:100%}${FILL}`;
      const api = chat(options, root, css, body, (open) => (this.hidden = !open));
      Object.assign(this, api);
      new IntersectionObserver(([{isIntersecting}], seen) => {
        if (!isIntersecting) return;
        seen.disconnect();
        api.open();
      }).observe(this);
    }
  });

  const options = script.dataset;
  if (!options.assistant) return;
  const host = document.createElement('div');
  const root = host.attachShadow({mode: 'open'});
  const panel = document.createElement('section');
  const button = document.createElement('button');
  const badge = document.createElement('b');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.append(path);
  button.append(svg, badge);
  root.append(panel, button);

  const words = /** @type {Record<string, string>} */ ({ru: 'Чат', zh: '聊天', ar: 'محادثة'});
  panel.ariaLabel = button.ariaLabel = words[(options.locale || page.lang || navigator.language).slice(0, 2)] ?? 'Chat';
  const side = options.position === 'left' || (!options.position && getComputedStyle(page).direction === 'rtl') ? 'left' : 'right';
  const accent = /^#[\da-f]{6}$/i.exec(options.accent ?? '')?.[0] ?? 'light-dark(#2f5bea,#7c9bff)';
  const scheme = /^(light|dark)$/.exec(options.theme ?? '')?.[0] ?? 'light dark';

  /** @param {boolean} open */
  const show = (open) => {
    panel.className = button.className = open ? 'open' : '';
    button.ariaExpanded = `${open}`;
    path.setAttribute('d', open ? 'M6 9.5l6 6 6-6' : 'M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12z');
    if (!open) button.focus({preventScroll: true});
  };

  const api = chat(options, root, `:host{all:initial;color-scheme:${scheme}}
button,section{position:fixed;z-index:2147483000;${side}:20px;transition:.18s}
button{bottom:max(20px,env(safe-area-inset-bottom));width:58px;height:58px;padding:0;border:0;border-radius:50%;background:${accent};color:lab(from ${accent} calc(999*(66 - l)) 0 0);display:grid;place-items:center;cursor:pointer;box-shadow:0 10px 28px -8px ${accent},0 2px 8px #1018}
button:hover{scale:1.06}
button:focus-visible{outline:3px solid ${accent};outline-offset:3px}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-2px;right:-2px;min-width:8px;padding:0 6px;border-radius:10px;background:#d92d20;color:#fff;font:600 12px/20px system-ui}
b:empty{display:none}
section{bottom:94px;width:420px;height:min(700px,100vh - 114px);border-radius:20px;overflow:hidden;background:light-dark(#fff,#14161b);box-shadow:0 0 0 1px #7892,0 24px 64px -16px #1018}
section:not(.open){opacity:0;visibility:hidden;translate:0 12px}
@media(max-width:520px){section{inset:var(--top,0) 0 auto;width:100%;height:var(--height,100dvh);border-radius:0}button.open{display:none}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}${FILL}`, panel, show, ({type, unread = 0}) => {
    if (type === 'state') badge.textContent = unread > 0 ? `${Math.min(99, unread)}` : '';
  });
  Object.assign(window, {Chatframe: api});

  // A double click is meant to open, not to open and close.
  button.onclick = ({detail}) => detail === 2 || api.toggle();
  addEventListener('keydown', (event) => event.key === 'Escape' && api.close());
  // A phone's keyboard covers the page without resizing it.
  const view = window.visualViewport;
  view?.addEventListener('resize', () => {
    host.style.setProperty('--height', `${view.height}px`);
    host.style.setProperty('--top', `${view.offsetTop}px`);
  });
  const begin = () => {
    show(false);
    button.blur();
    document.body.append(host);
    if ('open' in options && innerWidth > 900) api.open();
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
})();
