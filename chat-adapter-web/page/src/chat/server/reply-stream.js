/** @import {Api} from './api.js' */
/** @import {BegunEvent, DoneEvent, RewindEvent} from './reply-events.js' */
/** @import {SseEvent} from './sse.js' */

import {ApiError, isPassing} from './api.js';
import {replyEvent, unhandled} from './reply-events.js';
import {SseParser} from './sse.js';

const SILENCE_MS = 40_000;
/** Generous, for a slow line. Without a limit, a request whose connection died while the machine slept never ends. */
const HEAD_MS = 90_000;
const LONGEST_WAIT_MS = 15_000;
const HIDDEN_GRACE_MS = 2_000;

/**
 * @typedef {object} ReplyListener
 * @property {(begun: BegunEvent) => void} reply
 * @property {(piece: string) => void} reasoning
 * @property {(piece: string) => void} text
 * @property {(keep: Omit<RewindEvent, 'type'>) => void} rewind
 * @property {(end: DoneEvent) => void} done
 * @property {(state: 'live' | 'reconnecting') => void} connection
 * @property {(error: ApiError) => void} refused the reply could not be started, or no longer exists
 */

/**
 * Follows one reply to its end over as many connections as that takes. A lost or silent connection, or one of a hidden
 * page, is closed, and the reply is followed again from the cursor. The listener gets `done` or `refused` once, and
 * nothing after `close`.
 */
export class ReplyStream {
  #api;
  #listener;
  /** @type {string | undefined} */
  #reply;
  /** @type {string | undefined} */
  #cursor;
  #begin;
  #closed = false;
  #progress = false;
  #retry = 1000;
  /** @type {AbortController | undefined} */
  #connection;
  /** @type {(() => void) | undefined} */
  #wake;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hiding;

  /**
   * @param {Api} api
   * @param {ReplyListener} listener
   * @param {{reply?: string, cursor?: string, begin?: (signal: AbortSignal) => Promise<Response>}} from either a
   *     known reply, or the call that starts one and responds with its events
   */
  constructor(api, listener, {reply, cursor, begin}) {
    this.#api = api;
    this.#listener = listener;
    this.#reply = begin ? undefined : reply;
    this.#cursor = cursor;
    this.#begin = begin;
    document.addEventListener('visibilitychange', this.#visibility);
    window.addEventListener('online', this.#hurry);
    void this.#run();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#hiding);
    document.removeEventListener('visibilitychange', this.#visibility);
    window.removeEventListener('online', this.#hurry);
    this.#connection?.abort();
    this.#wake?.();
  }

  #hurry = () => this.#wake?.();

  #visibility = () => {
    clearTimeout(this.#hiding);
    if (document.visibilityState === 'visible') this.#wake?.();
    // Over HTTP/1.1 all tabs of a browser share six connections to a host, so a hidden tab gives up its own.
    else this.#hiding = setTimeout(() => this.#reply && this.#connection?.abort(), HIDDEN_GRACE_MS);
  };

  async #run() {
    let failures = 0;
    while (!this.#closed) {
      if (this.#reply && document.visibilityState === 'hidden') {
        await this.#sleep(undefined);
        continue;
      }
      const outcome = await this.#connect();
      if (outcome === 'end' || this.#closed) break;
      failures = this.#progress || outcome === 'reconnect' ? 0 : failures + 1;
      if (document.visibilityState === 'hidden') continue;
      if (outcome === 'lost') this.#listener.connection('reconnecting');
      await this.#sleep(outcome === 'reconnect' ? Math.random() * 200 : this.#backoff(failures));
    }
    this.close();
  }

  /** @param {number} failures */
  #backoff(failures) {
    const wait = Math.min(LONGEST_WAIT_MS, this.#retry * 2 ** Math.min(failures, 6));
    return wait / 2 + (Math.random() * wait) / 2;
  }

  /** @param {number | undefined} ms */
  #sleep(ms) {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  /** @returns {Promise<'end' | 'lost' | 'reconnect'>} */
  async #connect() {
    const connection = (this.#connection = new AbortController());
    this.#progress = false;
    const patience = setTimeout(() => connection.abort(), HEAD_MS);
    try {
      const response =
        this.#begin && !this.#reply
          ? await this.#begin(connection.signal)
          : await this.#api.follow(String(this.#reply), this.#cursor, connection.signal);
      clearTimeout(patience);
      return await this.#read(response, connection);
    } catch (error) {
      return this.#failed(error);
    } finally {
      clearTimeout(patience);
      connection.abort();
    }
  }

  /**
   * @param {unknown} error
   * @returns {'end' | 'lost'}
   */
  #failed(error) {
    if (this.#closed) return 'end';
    const refusal = error instanceof ApiError ? error : new ApiError('network');
    if (this.#reply && refusal.status === 400 && this.#cursor) {
      this.#cursor = undefined;
      this.#listener.rewind({reasoning: 0, text: 0});
      return 'lost';
    }
    if (this.#reply && isPassing(refusal.status)) {
      if (refusal.retryAfter) this.#retry = Math.min(LONGEST_WAIT_MS, Math.max(this.#retry, refusal.retryAfter * 1000));
      return 'lost';
    }
    this.#listener.refused(refusal);
    return 'end';
  }

  /**
   * @param {Response} response
   * @param {AbortController} connection
   * @returns {Promise<'end' | 'lost' | 'reconnect'>}
   */
  async #read(response, connection) {
    const type = response.headers.get('Content-Type') ?? '';
    if (!response.body || !type.startsWith('text/event-stream')) throw new ApiError('network');
    const reader = response.body.getReader();
    const parser = new SseParser();
    let watchdog = setTimeout(() => connection.abort(), SILENCE_MS);
    try {
      for (;;) {
        const {value, done} = await reader.read();
        clearTimeout(watchdog);
        if (done) break;
        watchdog = setTimeout(() => connection.abort(), SILENCE_MS);
        for (const event of parser.push(value)) {
          const outcome = this.#dispatch(event);
          if (outcome) return outcome;
        }
        this.#retry = parser.retry;
      }
    } finally {
      clearTimeout(watchdog);
    }
    if (!this.#reply) throw new ApiError('network');
    return 'lost';
  }

  /**
   * @param {SseEvent} received
   * @returns {'end' | 'reconnect' | undefined}
   */
  #dispatch(received) {
    if (this.#closed) return 'end';
    if (received.id) this.#cursor = received.id;
    const event = replyEvent(received);
    switch (event?.type) {
      case undefined:
        return undefined;
      case 'reply':
        this.#begun(event);
        return undefined;
      case 'reasoning':
      case 'text':
        this.#progress = true;
        this.#listener[event.type](event.t);
        return undefined;
      case 'rewind':
        this.#listener.rewind(event);
        return undefined;
      case 'done':
        this.#listener.done(event);
        return 'end';
      case 'reconnect':
        return 'reconnect';
      default:
        return unhandled(event);
    }
  }

  /** @param {BegunEvent} event */
  #begun(event) {
    this.#reply = event.reply;
    this.#listener.connection('live');
    this.#listener.reply(event);
  }
}
