/** @import {Message} from '../server/types.js' */

import {Storage} from '../browser/storage.js';

/** @typedef {{visitor: string, dialog: string, message: Message}} Waiting a question the server has not confirmed */

/** What the page remembers across a reload, as far as the browser allows. */
export class Memory {
  #session;
  #local;

  /** @param {string} assistant */
  constructor(assistant) {
    this.#session = new Storage('session', `chatframe:${assistant}:`);
    this.#local = new Storage('local', `chatframe:${assistant}:`);
  }

  /** @returns {string | undefined} a key ring as text */
  get visitorKey() {
    return this.#local.get('key');
  }

  set visitorKey(key) {
    this.#local.set('key', key);
  }

  /** @returns {string | undefined} a dialog's id, or '' when the visitor asked for a new one */
  get dialog() {
    return this.#session.get('dialog');
  }

  set dialog(id) {
    this.#session.set('dialog', id);
  }

  /** @returns {string | undefined} the visitor whose this is, if the host had identified her */
  get owner() {
    return this.#session.get('owner');
  }

  set owner(visitor) {
    this.#session.set('owner', visitor);
  }

  get draft() {
    return this.#session.get('draft') ?? '';
  }

  set draft(text) {
    this.#session.set('draft', text || undefined);
  }

  /** Forgets everything the visitor wrote. */
  forget() {
    this.#session.set('waiting', undefined);
    this.dialog = this.draft = '';
  }

  /**
   * @param {string} visitor
   * @returns {Waiting[]} her questions
   */
  waiting(visitor) {
    return this.#waiting.filter((each) => each.visitor === visitor);
  }

  /**
   * If no key could be stored, the visitor is a new one after each reload; the questions are hers all the same.
   *
   * @param {string} visitor
   */
  claimWaiting(visitor) {
    this.#keepAll(this.#waiting.map((each) => ({...each, visitor})));
  }

  /**
   * @param {string} visitor
   * @param {{dialog: string, message: Message}[]} questions all of hers
   */
  keepWaiting(visitor, questions) {
    const others = this.#waiting.filter((each) => each.visitor !== visitor);
    this.#keepAll([...others, ...questions.map((each) => ({...each, visitor}))]);
  }

  /** @param {Waiting[]} all */
  #keepAll(all) {
    this.#session.set('waiting', all.length > 0 ? JSON.stringify(all) : undefined);
  }

  /** @returns {Waiting[]} */
  get #waiting() {
    try {
      /** @type {Waiting[]} */
      const kept = JSON.parse(this.#session.get('waiting') ?? '[]');
      return kept.filter(({visitor, dialog, message}) => [visitor, dialog, message?.id, message?.text].every((each) => typeof each === 'string'));
    } catch {
      return [];
    }
  }
}
