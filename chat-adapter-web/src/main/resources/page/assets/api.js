/** @import {KeyRing} from './key-ring.js' */
/** @import {Session, Dialog, Message} from './types.js' */

import {accepted} from './key-ring.js';

const ROOT = '/api/v1';
const RENEW_BEFORE_MS = 60_000;
const ERASURE_PAUSE_MS = 1_000;
const SHORTEST_LIFE_MS = 30_000;
/** A connection that died with the machine asleep answers never; what carries a stream has its own patience. */
const PATIENCE_MS = 30_000;

/** A refused or failed call. `code` is the server's slug, or `network` when no answer came. */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {{status?: number, retryAfter?: number, reply?: string}} [details]
   */
  constructor(code, {status = 0, retryAfter, reply} = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.reply = reply;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function refusal(response) {
  /** @type {Record<string, unknown>} */
  let problem = {};
  try {
    const body = await response.json();
    if (body && typeof body === 'object') problem = body;
  } catch {
    // A proxy's HTML page: the status has to do.
  }
  const wait = Number(problem.retryAfter ?? response.headers.get('Retry-After') ?? NaN);
  return new ApiError(typeof problem.code === 'string' ? problem.code : `http-${response.status}`, {
    status: response.status,
    retryAfter: Number.isFinite(wait) ? wait : undefined,
    reply: typeof problem.reply === 'string' ? problem.reply : undefined,
  });
}

/**
 * @param {Response} response
 * @param {string} expiresAt
 * @returns {number} local time at which the token ends, also when the local clock is wrong
 */
function localDeadline(response, expiresAt) {
  const serverNow = Date.parse(response.headers.get('Date') ?? '') || Date.now();
  return Date.now() + Math.max(SHORTEST_LIFE_MS, Date.parse(expiresAt) - serverNow || 0);
}

/** The HTTP API. Holds the visitor token in memory only and renews it before it ends and when it is refused. */
export class Api {
  /** @type {KeyRing} */
  ring = [];
  /** Whether the visitor is who she was before, or was nobody. */
  recognised = true;
  /** @type {Session | undefined} */
  #session;
  #deadline = 0;
  /** @type {Promise<Session> | undefined} */
  #opening;
  #assistant;
  #onSession;
  #holding;

  /**
   * @param {string} assistant
   * @param {(session: Session) => void} onSession called after every renewal
   * @param {() => boolean} holding whether something is shown that belongs to the visitor of the session
   */
  constructor(assistant, onSession, holding = () => false) {
    this.#assistant = assistant;
    this.#onSession = onSession;
    this.#holding = holding;
  }

  /** @returns {Promise<Session>} */
  open() {
    this.#opening ??= this.#openSession().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /**
   * The eldest key that is taken says who the visitor is. A key that is refused is kept: the server may take it
   * another time. Without one she is met as a stranger, but not while the page shows what she would lose sight of.
   *
   * @returns {Promise<Session>}
   */
  async #openSession() {
    const visitor = this.#holding() ? this.#session?.visitor : undefined;
    const keys = visitor ? this.ring.filter((known) => known.visitor === visitor) : this.ring;
    for (const {key} of keys) {
      const response = await this.#postSession(key);
      if (response.status !== 400 && response.status !== 401) return this.#opened(response, key);
    }
    if (visitor) throw new ApiError('unrecognised', {status: 401});
    return this.#opened(await this.#postSession(undefined), undefined);
  }

  /**
   * @param {Response} response
   * @param {string | undefined} key
   */
  async #opened(response, key) {
    if (!response.ok) throw await refusal(response);
    const session = /** @type {Session} */ (await response.json());
    this.#session = session;
    this.recognised = key !== undefined || this.ring.length === 0;
    this.ring = accepted(this.ring, key, session, Date.now());
    this.#deadline = localDeadline(response, session.expiresAt) - RENEW_BEFORE_MS;
    this.#onSession(session);
    return session;
  }

  /** @param {string | undefined} visitorKey */
  #postSession(visitorKey) {
    const body = JSON.stringify({assistant: this.#assistant, ...(visitorKey ? {visitorKey} : {})});
    return this.#fetch('POST', '/sessions', {body, headers: {'Content-Type': 'application/json'}});
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: unknown, accept?: string, headers?: Record<string, string>, signal?: AbortSignal}} [options]
   * @returns {Promise<Response>} always a 2xx
   */
  async call(method, path, {body, accept = 'application/json', headers = {}, signal} = {}) {
    for (let renewed = false; ; renewed = true) {
      if (!this.#session || Date.now() > this.#deadline) await this.open();
      const response = await this.#fetch(method, path, {
        signal,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: {
          Accept: accept,
          Authorization: `Bearer ${this.#session?.visitorToken}`,
          ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
          ...headers,
        },
      });
      if (response.ok) return response;
      if (response.status !== 401 || renewed) throw await refusal(response);
      this.#deadline = 0;
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {RequestInit} init
   */
  async #fetch(method, path, init) {
    const signal = init.signal ?? AbortSignal.timeout(PATIENCE_MS);
    try {
      return await fetch(ROOT + path, {method, cache: 'no-store', credentials: 'omit', ...init, signal});
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ApiError('network');
    }
  }

  /**
   * @param {{before?: string, q?: string, limit?: number}} [query]
   * @returns {Promise<{items: Dialog[], next?: string}>}
   */
  async dialogs(query = {}) {
    return (await this.call('GET', '/dialogs' + queryString(query))).json();
  }

  /**
   * @param {string} dialog
   * @returns {Promise<Dialog & {messages: {items: Message[], next?: string}}>}
   */
  async dialog(dialog) {
    return (await this.call('GET', `/dialogs/${dialog}`)).json();
  }

  /**
   * @param {string} dialog
   * @param {{leaf?: string, before?: string}} query
   * @returns {Promise<{items: Message[], next?: string}>}
   */
  async messages(dialog, query) {
    return (await this.call('GET', `/dialogs/${dialog}/messages` + queryString(query))).json();
  }

  /**
   * @param {string} dialog
   * @param {string} title
   * @returns {Promise<Dialog>}
   */
  async rename(dialog, title) {
    return (await this.call('PATCH', `/dialogs/${dialog}`, {body: {title}})).json();
  }

  /** @param {string} dialog */
  async erase(dialog) {
    await this.call('DELETE', `/dialogs/${dialog}`);
  }

  /**
   * Erases the visitor, and whoever else the keys of this browser name; whoever goes on is another one.
   *
   * @returns {Promise<{gone: Promise<void>}>} once nothing of her is found any more; `gone` once nothing is left
   */
  async forget() {
    const response = await this.call('DELETE', '/visitor');
    const token = this.#session?.visitorToken;
    const others = this.ring.filter(({visitor}) => visitor !== this.#session?.visitor);
    await Promise.allSettled(others.map(({key}) => this.#eraseHolder(key)));
    this.leave();
    return {gone: response.status === 202 ? this.#awaitErased(token) : Promise.resolve()};
  }

  /** @param {string | undefined} token the erased visitor's; once it has expired nobody can ask */
  async #awaitErased(token) {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, ERASURE_PAUSE_MS));
      try {
        const headers = {Accept: 'application/json', Authorization: `Bearer ${token}`};
        const response = await this.#fetch('GET', '/visitor/erasure', {headers});
        if (response.status === 401) return;
        if (response.ok && (await response.json()).status !== 'running') return;
      } catch {
        // The server goes on without us; we ask again.
      }
    }
  }

  /** @param {string} key */
  async #eraseHolder(key) {
    const response = await this.#postSession(key);
    if (!response.ok) return;
    const {visitorToken} = await response.json();
    await this.#fetch('DELETE', '/visitor', {headers: {Authorization: `Bearer ${visitorToken}`}});
  }

  /** Ends the session; the next call begins that of a new visitor. */
  leave() {
    this.#session = undefined;
    this.ring = [];
  }

  /** @param {string} reply */
  async stop(reply) {
    await this.call('POST', `/replies/${reply}/stop`);
  }

  /**
   * @param {string} reply
   * @param {string | undefined} cursor
   * @param {AbortSignal} signal
   */
  follow(reply, cursor, signal) {
    const headers = /** @type {Record<string, string>} */ (cursor ? {'Last-Event-ID': cursor} : {});
    return this.call('GET', `/replies/${reply}/events`, {accept: 'text/event-stream', headers, signal});
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {AbortSignal} signal
   */
  begin(path, body, signal) {
    return this.call('POST', path, {body, accept: 'text/event-stream', signal});
  }
}

/** @param {Record<string, string | number | undefined>} query */
function queryString(query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text && '?' + text;
}
