import {style} from './launcher-style.js';

/** @typedef {Record<string, any>} Served what the server says of a launcher, by the names of the attributes */
/** @typedef {import('./panel.js').Panel} Panel */

/** Replaced by the addresses of what is needed once a chat is opened, and for a teaser. */
const PANEL_SCRIPT = 'PANEL_SCRIPT';
const TEASER_SCRIPT = 'TEASER_SCRIPT';
/** How long a launcher waits for what the server says of it, before it is drawn as the page says. */
const PATIENCE_MS = 3_000;
const WIDE = 900;
const OPEN = 'open';
const SVG = 'http://www.w3.org/2000/svg';
const CHAT_ICON = 'M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12z';
const CLOSE_ICON = 'M6 9.5l6 6 6-6';
const NONE = /** @type {Served} */ ({words: {open: 'Chat', close: 'Close', unread: 'Unread', fault: 'The chat cannot be reached. Try again.'}});

/** `<chat-frame assistant="…" mode="inline | bubble | page">`: a chat in a frame, with a launcher if it is a bubble. */
export class ChatFrame extends HTMLElement {
  static observedAttributes = ['assistant', 'mode', 'theme', 'accent', 'locale', 'position', 'label', 'icon', 'offset', 'size'];
  /** The address of the server, with a slash at its end. */
  static home = '';
  /** Called when a chat has appeared in the page. */
  static appeared = () => {};

  /** @type {object} what the page says of itself */
  facts = {};
  /** @type {unknown} a token that says who the visitor is, or a function that gives one */
  identity;
  /** @type {object} how the chat page should look */
  look = {};
  /** @type {[string, object?][] | undefined} messages until the page of the chat takes them */
  waiting = [];
  served = NONE;
  shown = false;
  unread = 0;
  #ended = false;
  /** @type {Promise<void> | undefined} */
  #asked;
  /** @type {Panel | undefined} */
  #panel;
  /** @type {AbortController | undefined} ends what was begun when the element was inserted */
  #stay;
  #sheet = new CSSStyleSheet();
  #path = document.createElementNS(SVG, 'path');
  #label = document.createElement('span');
  #badge = document.createElement('b');
  #button = document.createElement('button');
  /** What is wrong if a chat could not be opened. */
  #fault = '';

  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [this.#sheet];
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.append(this.#path);
    this.#button.append(svg, this.#label, this.#badge);
    root.append(this.#button);
    // A double click is meant to open, not to open and close.
    this.#button.onclick = ({detail}) => detail === 2 || (this.bubble ? this.press(!this.shown) : this.open());
  }

  get home() {
    return ChatFrame.home;
  }

  get assistant() {
    return this.getAttribute('assistant') ?? '';
  }

  get bubble() {
    return this.getAttribute('mode') === 'bubble';
  }

  connectedCallback() {
    this.#stay = new AbortController();
    const {signal} = this.#stay;
    const {bubble} = this;
    this.#button.hidden = true;
    this.popover = null;
    this.#ask();
    if (bubble) {
      // What the page's styles say of all elements is not said of this one.
      this.style.cssText = 'all:initial!important;position:fixed!important;display:block!important;z-index:2147483647!important';
      this.unread = +(this.keep('unread') ?? 0);
      // Above whatever the page has, wherever it is.
      this.popover = 'manual';
      this.showPopover?.();
      void this.#launch(signal);
    } else {
      if (this.style.all) this.removeAttribute('style');
      const seen = new IntersectionObserver(([{isIntersecting}]) => isIntersecting && (seen.disconnect(), this.open()));
      seen.observe(this);
      signal.onabort = () => seen.disconnect();
    }
    this.draw();
    ChatFrame.appeared();
  }

  disconnectedCallback() {
    this.#stay?.abort();
    this.#end();
  }

  /** What moves within a page goes on as it is. */
  connectedMoveCallback() {}

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (!this.isConnected || before === after) return;
    if (/mode|assistant|locale/.test(name)) {
      this.disconnectedCallback();
      this.connectedCallback();
    } else if (name === 'icon') this.#ask();
    this.draw();
  }

  /** Asks how the launcher looks, and whether the site may embed the assistant. */
  #ask() {
    const {assistant} = this;
    const wishes = new URLSearchParams({page: document.documentElement.lang});
    for (const name of ['locale', 'icon']) wishes.set(name, this.getAttribute(name) ?? '');
    this.#asked = fetch(`${this.home}launcher/${encodeURIComponent(assistant)}?${wishes}`, {credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS)})
      .then(async (response) => {
        const answer = await response.json();
        if (assistant !== this.assistant) return;
        this.served = {...NONE, ...answer};
        this.draw();
      })
      .catch(() => {
        // Whether there is a chat, the frame will show.
      });
  }

  /** @param {AbortSignal} signal */
  async #launch(signal) {
    await this.#asked;
    if (signal.aborted) return;
    this.#button.hidden = false;
    // What the visitor opened or closed stays so on the next page.
    const kept = this.keep('open');
    if (this.shown) this.#load();
    else if (innerWidth > WIDE && (kept ? kept === OPEN : this.hasAttribute('open'))) this.#turn(true, false);
    if (this.option('teaser')) import(this.home + TEASER_SCRIPT).then(({tease}) => tease(this, this.#button, signal), () => {});
  }

  /** @param {boolean} open as the visitor wants it */
  press(open) {
    if (!this.bubble) return;
    this.keep('open', open ? OPEN : 'closed');
    this.#turn(open);
  }

  /**
   * @param {boolean} open
   * @param {boolean} [focus]
   */
  #turn(open, focus = true) {
    const before = this.shown;
    this.shown = open;
    if (open) this.#load();
    if (open === before || this.#ended) return;
    if (!this.bubble) this.hidden = !open;
    this.draw();
    this.#panel?.turned(open, focus);
    const type = open ? 'open' : 'close';
    this.post(type);
    this.tell(type);
    if (!open && this.shadowRoot?.activeElement) this.#button.focus({preventScroll: true});
  }

  #load() {
    if (this.#panel || !this.isConnected) return;
    const {words} = this.served;
    this.#fault = '';
    const stay = this.#stay;
    import(this.home + PANEL_SCRIPT).then(
      (/** @type {typeof import('./panel.js')} */ {Panel}) => {
        if (this.#panel || stay !== this.#stay || stay?.signal.aborted) return;
        this.#panel = new Panel(this, () => this.#asked);
        this.#panel.turned(this.shown, this.bubble);
      },
      () => {
        this.#fault = words.fault;
        this.#button.hidden = this.shown = false;
        this.draw();
        this.tell('error', {code: 'unreachable', reason: 'script'});
      },
    );
  }

  #end() {
    this.#panel?.end();
    this.#panel = undefined;
    this.waiting ??= [];
  }

  /** Draws the launcher as all that it depends on says. */
  draw() {
    const {bubble, shown, unread} = this;
    const {words, icon} = this.served;
    const label = this.#fault || this.option('label') || '';
    this.#sheet.replaceSync(style(this));
    this.#label.textContent = label;
    this.#badge.textContent = unread > 0 ? `${Math.min(99, unread)}` : '';
    const button = this.#button;
    button.ariaLabel = (shown ? words.close : label || words.open) + (unread ? `. ${words.unread}: ${unread}` : '');
    button.ariaExpanded = `${shown}`;
    button.className = `launcher${shown ? ' open' : ''}`;
    this.#path.setAttribute('d', shown ? CLOSE_ICON : (icon ?? CHAT_ICON));
    if (bubble) this.#panel?.dress();
  }

  /**
   * @param {string} name of an attribute
   * @returns {string | undefined} what the page says, or else the assistant's file
   */
  option(name) {
    return this.getAttribute(name) ?? this.served[name];
  }

  /**
   * @param {string} name
   * @param {string} [value] `''` forgets it
   * @returns {string | undefined} what the browser keeps, if it may
   */
  keep(name, value) {
    const place = `chatframe:${this.home.slice(0, -1)}:${this.assistant}${name === 'key' ? '' : `:${name}`}`;
    try {
      // An open panel is one of this tab.
      const store = window[name === 'open' ? 'sessionStorage' : 'localStorage'];
      if (value) store[place] = value;
      if (value === '') delete store[place];
      return store[place];
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} type
   * @param {object} [detail]
   * @returns {boolean} whether nobody has prevented what follows
   */
  tell(type, detail) {
    return this.dispatchEvent(new CustomEvent(`chatframe:${type}`, {detail, bubbles: true, cancelable: true}));
  }

  /**
   * @param {string} type
   * @param {object} [content]
   */
  post(type, content) {
    if (this.waiting) this.waiting.push([type, content]);
    else this.#panel?.post(type, content);
  }

  open() {
    this.#turn(true);
  }

  close() {
    this.#turn(false);
  }

  toggle() {
    this.#turn(!this.shown);
  }

  /** @param {string} text */
  send(text) {
    this.open();
    this.post('send', {text: `${text}`});
  }

  /** @param {string} text */
  prefill(text) {
    this.open();
    this.post('prefill', {text: `${text}`});
  }

  /**
   * @param {string} type
   * @param {(detail: any, event: Event) => void} listener
   * @returns {() => void} takes the listener away
   */
  on(type, listener) {
    /** @param {Event} event */
    const each = (event) => listener(/** @type {CustomEvent} */ (event).detail ?? {}, event);
    this.addEventListener(`chatframe:${type}`, each);
    return () => this.removeEventListener(`chatframe:${type}`, each);
  }

  /** @param {DOMStringMap | Record<string, string | true | undefined>} attributes to set; `undefined` removes one */
  set(attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value === true ? '' : value);
    }
  }

  /** @param {object} look of the chat page, as the assistant's file describes it */
  setLook(look) {
    this.look = look;
    this.#panel?.dress();
  }

  /** @param {object} values of which texts, numbers and truth values are taken */
  setContext(values) {
    this.facts = values;
    this.#panel?.refresh();
  }

  /** @param {string | (() => string | Promise<string>) | null} source of identity tokens; null: nobody is signed in */
  identify(source) {
    this.identity = source;
    void this.#panel?.identified();
  }

  destroy() {
    this.post('destroy');
    this.#ended = true;
    this.remove();
  }
}
