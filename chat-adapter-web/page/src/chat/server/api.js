/** @import {KeyRing} from './key-ring.js' */
/** @import {Dialog, MessagePage, Session} from './types.js' */
/** @import {Entry} from './entry.js' */
/** @import {HostLink} from '../visit/host-link.js' */

import {ROOT} from '../browser/root.js';
import {pause} from '../browser/pause.js';
import {accepted} from './key-ring.js';

const API = `${ROOT}api/v1`;
const RENEW_BEFORE_MS = 60_000;
const ERASURE_PAUSE_MS = 1_000;
const LONGEST_ERASURE_PAUSE_MS = 15_000;
const SHORTEST_LIFE_MS = 30_000;
const LEAST_BETWEEN_RENEWALS_MS = 10_000;
/** The longest wait taken from a response. A longer one is a proxy's mistake, and a browser's timers end at 24 days. */
const LONGEST_RETRY_S = 86_400;
/** A connection that died while the machine slept never answers. Streams have a limit of their own. */
const PATIENCE_MS = 30_000;

/** A refused or failed call. `code` is the server's slug, or `network` when no answer came. */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {{status?: number, retryAfter?: number, reply?: string, reason?: string}} [details]
   */
  constructor(code, {status = 0, retryAfter, reply, reason} = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    /** Until when it lasts, by the local clock. */
    this.until = retryAfter === undefined ? undefined : Date.now() + retryAfter * 1000;
    this.reply = reply;
    this.reason = reason;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
export async function refusal(response) {
  /** @type {Record<string, unknown>} */
  let problem = {};
  try {
    const body = await response.json();
    if (body && typeof body === 'object') problem = body;
  } catch {
    // A proxy's HTML page: only the status is useful.
  }
  const wait = Number(problem.retryAfter ?? response.headers.get('Retry-After') ?? NaN);
  return new ApiError(typeof problem.code === 'string' ? problem.code : `http-${response.status}`, {
    status: response.status,
    retryAfter: Number.isFinite(wait) ? Math.min(LONGEST_RETRY_S, Math.max(0, wait)) : undefined,
    reply: typeof problem.reply === 'string' ? problem.reply : undefined,
    reason: typeof problem.reason === 'string' ? problem.reason : undefined,
  });
}

/** @param {Response} response to a visitor key, or to what else was shown beside it */
const refusesKey = async (response) =>
  (response.status === 400 || response.status === 401) && !/^(identity|ticket|proof)/.test((await refusal(response.clone())).code);

/**
 * @param {number} status 0 if no answer came
 * @returns {boolean} whether the same call may succeed later
 */
export function isPassing(status) {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

/**
 * @param {Response} response
 * @param {string} expiresAt
 * @returns {number} local time at which the token expires, even if the local clock is wrong
 */
function localDeadline(response, expiresAt) {
  const serverNow = Date.parse(response.headers.get('Date') ?? '') || Date.now();
  return Date.now() + Math.max(SHORTEST_LIFE_MS, Date.parse(expiresAt) - serverNow || 0);
}

/** The HTTP API. Keeps the visitor token in memory only, and renews it before it expires and when it is refused. */
export class Api {
  /** @type {KeyRing} */
  ring = [];
  /** Whether the visitor is the same as before, or there was none. */
  recognised = true;
  /** @type {Session | undefined} */
  #session;
  #deadline = 0;
  /** @type {Promise<Session> | undefined} */
  #opening;
  /** How many visitors have left. */
  #left = 0;
  /** @type {string | undefined} the token by which the host says who the visitor is */
  identity;
  #assistant;
  #onSession;
  #holding;
  #host;
  /** @type {Entry | undefined} there once the server has wanted more than it is told at first */
  #entry;

  /**
   * @param {string} assistant
   * @param {(session: Session) => void} onSession called after every renewal
   * @param {() => boolean} holding whether something is shown that belongs to the visitor of the session
   * @param {Pick<HostLink, 'embedded' | 'identity' | 'ask'>} [host] gives identity tokens and tickets, if it does
   */
  constructor(assistant, onSession, holding = () => false, host) {
    this.#assistant = assistant;
    this.#onSession = onSession;
    this.#holding = holding;
    this.#host = host;
  }

  /** @returns {Promise<Session>} */
  open() {
    if (this.#opening) return this.#opening;
    const opening = this.#openSession().finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    this.#opening = opening;
    return opening;
  }

  async #openSession() {
    // A session ends with the identity token that it began with.
    if (this.#session?.identified) await this.#renewIdentity();
    try {
      return await this.#tryKeys();
    } catch (error) {
      if (!(error instanceof ApiError && error.code.startsWith('identity-re') && (await this.#renewIdentity()))) throw error;
      return this.#tryKeys();
    }
  }

  /** @returns {Promise<boolean>} whether there is another identity token now */
  async #renewIdentity() {
    const before = this.identity;
    const token = await this.#host?.identity();
    // Whoever was identified in the meantime has a token of her own.
    if (this.identity === before && token) this.identity = token;
    return this.identity !== before;
  }

  /**
   * The oldest key that the server accepts identifies the visitor. A refused key is kept: the server may accept it
   * later. Without a key she is a new visitor, but not while the page shows what she would then no longer see.
   *
   * @returns {Promise<Session>}
   */
  async #tryKeys() {
    const left = this.#left;
    const visitor = this.#holding() ? this.#session?.visitor : undefined;
    const keys = visitor ? this.ring.filter((known) => known.visitor === visitor) : this.ring;
    for (const {key} of keys) {
      const response = await this.#postSession(key);
      if (left !== this.#left || !(await refusesKey(response))) return this.#opened(response, key, left);
    }
    if (visitor && !this.identity) throw new ApiError('unrecognised', {status: 401});
    return this.#opened(await this.#postSession(undefined), undefined, left);
  }

  /**
   * @param {Response} response
   * @param {string | undefined} key
   * @param {number} left how many visitors had left when it was asked for
   * @returns {Promise<Session>}
   */
  async #opened(response, key, left) {
    const session = response.ok ? /** @type {Session} */ (await response.json()) : undefined;
    // A response that was pending must not bring back a visitor who has left.
    if (left !== this.#left) return this.open();
    if (!session) throw await refusal(response);
    this.#session = session;
    this.recognised = key !== undefined || this.ring.length === 0;
    this.ring = accepted(this.ring, key, session, Date.now());
    this.#deadline = Math.max(localDeadline(response, session.expiresAt) - RENEW_BEFORE_MS, Date.now() + LEAST_BETWEEN_RENEWALS_MS);
    this.#onSession(session);
    return session;
  }

  /** @param {string | undefined} visitorKey */
  async #postSession(visitorKey) {
    /** @param {object} [shown] */
    const post = (shown) => {
      // What is absent is left out.
      const body = JSON.stringify({assistant: this.#assistant, visitorKey, identityToken: this.identity, ...shown});
      return this.#fetch('POST', '/sessions', {body, headers: {'Content-Type': 'application/json'}});
    };
    const response = await post(await this.#entry?.begin());
    if (response.status !== 401) return response;
    this.#entry ??= await import('./entry.js').then(({Entry}) => new Entry(this.#assistant, this.#host), () => undefined);
    return this.#entry?.answer(response, post) ?? response;
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
      return await fetch(API + path, {method, cache: 'no-store', credentials: 'omit', ...init, signal});
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
   * @returns {Promise<Dialog & {messages: MessagePage}>}
   */
  async dialog(dialog) {
    return (await this.call('GET', `/dialogs/${dialog}`)).json();
  }

  /**
   * @param {string} dialog
   * @param {{leaf?: string, before?: string}} query
   * @returns {Promise<MessagePage>}
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
   * Erases the visitor and all others whose keys this browser has; the page continues with a new visitor. The others come
   * first: if that fails, all keys are still here for another try.
   *
   * @returns {Promise<{visitors: string[], gone: Promise<void>}>} once their data can no longer be found: who they
   *     were, and when the last of it is deleted
   */
  async forget() {
    const {visitor} = this.#session ?? (await this.open());
    /** @type {Map<string, string | undefined>} the erased, each with her token if something of her is left */
    const erased = new Map();
    for (const {key} of this.ring.filter((known) => known.visitor !== visitor)) {
      const response = await this.#postSession(key);
      if (await refusesKey(response)) continue;
      if (!response.ok) throw await refusal(response);
      const other = /** @type {Session} */ (await response.json());
      if (other.visitor !== visitor) erased.set(other.visitor, await this.#erase(other.visitorToken));
    }
    const response = await this.call('DELETE', '/visitor');
    erased.set(this.#session?.visitor ?? visitor, response.status === 202 ? this.#session?.visitorToken : undefined);
    this.leave();
    const gone = Promise.all([...erased.values()].map((token) => token && this.#awaitErased(token))).then(() => undefined);
    return {visitors: [...erased.keys()], gone};
  }

  /**
   * @param {string} token of a visitor who is not the one of the session
   * @returns {Promise<string | undefined>} the token, if some of her data is still to be deleted
   */
  async #erase(token) {
    const response = await this.#fetch('DELETE', '/visitor', {headers: {Authorization: `Bearer ${token}`}});
    // A token is refused once its visitor is erased.
    if (!response.ok && response.status !== 401) throw await refusal(response);
    return response.status === 202 ? token : undefined;
  }

  /** @param {string} token of an erased visitor; once it has expired nobody can ask */
  async #awaitErased(token) {
    const headers = {Accept: 'application/json', Authorization: `Bearer ${token}`};
    let wait = ERASURE_PAUSE_MS;
    for (let asked = 1; ; asked++) {
      await pause(wait);
      wait = Math.min(LONGEST_ERASURE_PAUSE_MS, ERASURE_PAUSE_MS * 2 ** asked);
      try {
        const response = await this.#fetch('GET', '/visitor/erasure', {headers});
        if (response.ok ? (await response.json()).status !== 'running' : !isPassing(response.status)) return;
        if (!response.ok) wait = Math.max(wait, 1000 * ((await refusal(response)).retryAfter ?? 0));
      } catch {
        // The server continues without us; we ask again.
      }
    }
  }

  /** Ends the session; the next call begins that of a new visitor. */
  leave() {
    this.#left++;
    this.#opening = undefined;
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
