/**
 * @typedef {object} HostInit
 * @property {string} [theme]
 * @property {string} [locale]
 * @property {string} [pageLocale] the host page's language, for a page without a chosen one
 * @property {string} [accent]
 * @property {string} [visitorKey]
 * @property {boolean} [closable] whether the visitor can close the chat
 * @property {boolean} [identity] whether the host says who the visitor is when asked
 * @property {Record<string, string>} [context] facts about the host page
 * @property {object} [look] how the page is to look, as the host says it
 * @property {boolean} [expandable] whether the host can make the frame larger
 *
 * @typedef {HostInit & {v: 1, type: string, text?: string, identityToken?: string, ticket?: string, reason?: string}} HostMessage
 */

const NAME = 'chatframe-loader';
const PATIENCE_MS = 4_000;
/** How long a host may take to answer a question, as who the visitor is. */
const ANSWER_MS = 15_000;
const LONGEST_TEXT = 64_000;
const LONGEST_FACT = 2_000;
const LONGEST_FACTS = 8_000;
const FACT_TYPES = ['string', 'number', 'boolean'];

/**
 * @param {unknown} data
 * @returns {HostMessage | undefined} a copy with nothing in it but what the protocol names, well typed
 */
function valid(data) {
  if (typeof data !== 'object' || data === null) return undefined;
  const message = /** @type {Record<string, unknown>} */ (data);
  if (message.v !== 1 || typeof message.type !== 'string') return undefined;
  /** @type {Record<string, unknown>} */
  const copy = {v: 1, type: message.type};
  for (const name of ['theme', 'locale', 'pageLocale', 'accent', 'visitorKey', 'text', 'identityToken', 'ticket', 'reason']) {
    const value = message[name];
    if (typeof value === 'string' && value.length <= LONGEST_TEXT) copy[name] = value;
  }
  copy.identity = message.identity === true;
  copy.closable = message.closable === true;
  copy.expandable = message.expandable === true;
  if (typeof message.look === 'object' && message.look !== null) copy.look = message.look;
  if (typeof message.context === 'object' && message.context !== null) copy.context = texts(message.context);
  return /** @type {HostMessage} */ (copy);
}

/**
 * @param {object} facts
 * @returns {Record<string, string>} as the server takes them: without halves of characters, and of bounded length
 */
function texts(facts) {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => FACT_TYPES.includes(typeof value))
      .map(([name, value]) => [name, String(value).replaceAll('\0', '').slice(0, LONGEST_FACT).toWellFormed()]),
  );
}

/**
 * The chat's end of the channel to the host page. The server decides by `frame-ancestors` who may frame the page; this
 * side accepts messages only from the direct parent, and only until the parent has handed over its port.
 */
export class HostLink {
  /** @type {MessagePort | undefined} */
  #port;
  /** @type {Record<string, string>} what the host said last of its page */
  #facts = {};
  /** @type {Map<string, (message: HostMessage) => void>} what waits for a message, by its type */
  #awaited = new Map();
  /** @type {(message: HostMessage) => void} */
  onmessage = () => {};

  /** Whether the loader made the frame; the loader gives its frames a name. */
  embedded = window.parent !== window && window.name === NAME;

  /** Whether the visitor can close the chat, as the host says. */
  closable = false;

  /** @type {Promise<HostInit>} what the host wants of the page; empty when there is no loader */
  init = this.embedded ? this.#handshake() : Promise.resolve({});

  /** @returns {Promise<HostInit>} */
  #handshake() {
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve({}), PATIENCE_MS);
      /** @param {MessageEvent} event */
      const receive = (event) => {
        const message = valid(event.data);
        const port = event.ports[0];
        if (event.source !== window.parent || message?.type !== 'init' || !port) return;
        window.removeEventListener('message', receive);
        clearTimeout(giveUp);
        this.#port = port;
        this.#facts = message.context ?? {};
        this.closable = message.closable === true;
        // By this the host knows that the frame shows a page of ours, and not one that the browser made.
        this.send('hello');
        port.onmessage = ({data}) => {
          const next = valid(data);
          if (next?.type === 'context') this.#facts = next.context ?? {};
          else if (next) this.onmessage(next);
          if (next) this.#awaited.get(next.type)?.(next);
        };
        resolve(message);
      };
      window.addEventListener('message', receive);
    });
  }

  /** @returns {Promise<string | undefined>} the token by which the host says who the visitor is, if it does */
  async identity() {
    return (await this.ask('need-identity', 'identify'))?.identityToken;
  }

  /**
   * @param {string} question
   * @param {string} type of the message that answers it
   * @param {Record<string, unknown>} [content]
   * @returns {Promise<HostMessage | undefined>} nothing if the host does not answer
   */
  ask(question, type, content) {
    if (!this.#port) return Promise.resolve(undefined);
    this.send(question, content);
    return new Promise((resolve) => {
      this.#awaited.set(type, resolve);
      setTimeout(resolve, ANSWER_MS);
    });
  }

  /**
   * @param {string[]} [names] of the facts that the assistant wants
   * @returns {Record<string, string> | undefined} those that the host has given; undefined if it has given none
   */
  facts(names = []) {
    let room = LONGEST_FACTS;
    const said = names
      .filter((name) => Object.hasOwn(this.#facts, name))
      .map((name) => [name, this.#facts[name]])
      .filter(([, value]) => (room -= value.length) >= 0);
    return said.length > 0 ? Object.fromEntries(said) : undefined;
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [content]
   */
  send(type, content = {}) {
    this.#port?.postMessage({...content, v: 1, type});
  }
}
