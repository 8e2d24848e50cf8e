/** @import {Message} from './types.js' */

import {Storage} from './storage.js';

/** @typedef {{dialog: string, message: Message}} Unsent */

/** What the page remembers about itself across a reload, as far as the browser lets it. */
export class Memory {
  #session;
  #local;

  /** @param {string} assistant */
  constructor(assistant) {
    this.#session = new Storage('session', `chatframe:${assistant}:`);
    this.#local = new Storage('local', `chatframe:${assistant}:`);
  }

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

  get draft() {
    return this.#session.get('draft') ?? '';
  }

  set draft(text) {
    this.#session.set('draft', text || undefined);
  }

  /** Forgets the visitor and all she wrote. */
  forget() {
    this.visitorKey = this.unsent = undefined;
    this.dialog = this.draft = '';
  }

  /** @returns {Unsent | undefined} */
  get unsent() {
    try {
      const kept = JSON.parse(this.#session.get('unsent') ?? 'null');
      return typeof kept?.dialog === 'string' && typeof kept.message?.text === 'string' ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  set unsent(unsent) {
    this.#session.set('unsent', unsent && JSON.stringify(unsent));
  }
}
