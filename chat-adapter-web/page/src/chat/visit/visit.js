/** @import {HostLink} from './host-link.js' */
/** @import {TabNews} from './tabs.js' */
/** @import {Session, Trouble} from '../server/types.js' */

import {pause} from '../browser/pause.js';
import {Api, ApiError, isPassing} from '../server/api.js';
import {formatRing, merged, parseRing, withoutAll} from '../server/key-ring.js';
import {Memory} from './memory.js';
import {Tabs} from './tabs.js';

const LONGEST_WAIT_MS = 20_000;

/**
 * @typedef {object} VisitListener
 * @property {(session: Session, former: string | undefined) => void} session a session began or was renewed; `former` is
 *     the visitor the page has shown so far, if that was someone else
 * @property {(failure: Trouble | undefined) => void} failure why there is no session yet
 * @property {(news: TabNews) => void} news of another tab
 * @property {() => boolean} holding whether anything of the visitor is shown or being sent
 */

/** The visitor's identity on this page: begins her sessions, keeps her keys, and exchanges news with her other tabs. */
export class Visit {
  visitor = '';
  #host;
  #listener;
  /** @type {Tabs | undefined} */
  #tabs;
  #assistant;
  /** Whether the visitor has any data that her key gives access to. */
  /** @type {boolean | undefined} */
  #closed;
  #returning = false;

  /**
   * @param {string} assistant
   * @param {HostLink} host
   * @param {VisitListener} listener
   */
  constructor(assistant, host, listener) {
    this.#assistant = assistant;
    this.#host = host;
    this.#listener = listener;
    this.memory = new Memory(assistant);
    this.api = new Api(assistant, (session) => this.#begun(session), listener.holding, host);
  }

  /**
   * @param {string | undefined} key that the host page has kept
   * @returns {boolean} whether the visitor has been here before
   */
  recall(key) {
    this.api.ring = parseRing(key ?? this.memory.visitorKey, Date.now());
    this.#returning = this.api.ring.length > 0;
    return this.#returning;
  }

  /** @returns {Promise<boolean>} whether there is a session now; false if trying again cannot help */
  async begin() {
    for (let failures = 0; ; failures++) {
      try {
        await this.api.open();
        this.#listener.failure(this.#closed ? {code: 'assistant-closed'} : undefined);
        return true;
      } catch (error) {
        const {code, status, retryAfter, until, reason} = error instanceof ApiError ? error : new ApiError('internal');
        this.#listener.failure({code: status === 404 ? 'no-assistant' : code, until});
        this.#host.send('error', {code, reason});
        if (!isPassing(status)) return false;
        const wait = (retryAfter ?? 0) * 1000 || Math.min(LONGEST_WAIT_MS, 750 * 2 ** failures);
        await pause(wait * (1 + Math.random() / 2));
      }
    }
  }

  /** @param {Session} session */
  #begun(session) {
    const {visitor, identified, assistant} = session;
    this.#closed = assistant.closed;
    const {memory} = this;
    // What this tab remembers of a visitor whom the host had identified is for nobody else.
    if (memory.owner && memory.owner !== visitor) memory.forget();
    memory.owner = identified ? visitor : undefined;
    const former = this.visitor === visitor ? '' : this.visitor;
    if (this.visitor !== visitor) {
      this.visitor = visitor;
      this.#tabs?.close();
      this.#tabs = new Tabs(this.#assistant, visitor, this.#listener.news);
    }
    this.#listener.session(session, former || undefined);
    if (this.#returning || this.#listener.holding()) this.keep();
  }

  /** A key is worth keeping once the visitor has data. */
  keep() {
    this.#returning = true;
    const {api, memory, visitor} = this;
    const worth = api.recognised || this.#listener.holding();
    const ring = worth ? api.ring : api.ring.filter((known) => known.visitor !== visitor);
    if (this.#host.embedded) this.#host.send('key', {visitorKey: formatRing(ring) ?? ''});
    else memory.visitorKey = formatRing(merged(ring, parseRing(memory.visitorKey, Date.now())));
  }

  /**
   * @param {TabNews['type']} type
   * @param {string} dialog
   */
  tell(type, dialog) {
    this.keep();
    this.#tabs?.tell({type, dialog});
  }

  /**
   * Tells the other tabs of these visitors that they were erased.
   *
   * @param {string[]} visitors
   */
  tellForgotten(visitors) {
    for (const visitor of visitors) {
      // A channel does not deliver to the page that posts, so this page's own visitor needs no message.
      const tabs = visitor === this.visitor && this.#tabs ? this.#tabs : new Tabs(this.#assistant, visitor, () => {});
      tabs.tell({type: 'forgotten', dialog: ''});
      if (tabs !== this.#tabs) tabs.close();
    }
  }

  /**
   * Forgets the visitor and continues with a new one.
   *
   * @param {boolean} [elsewhere] whether another tab has erased her and her keys; this tab may learn of it so late that
   *     the keys now stored belong to visitors who came later
   */
  forget(elsewhere = false) {
    const {api, memory} = this;
    const later = elsewhere && withoutAll(parseRing(memory.visitorKey, Date.now()), api.ring).length > 0;
    this.#returning = false;
    this.close();
    this.visitor = '';
    api.leave();
    memory.forget();
    if (!later) memory.visitorKey = undefined;
    if (!elsewhere) this.#host.send('key', {visitorKey: ''});
  }

  close() {
    this.#tabs?.close();
    this.#tabs = undefined;
  }
}
