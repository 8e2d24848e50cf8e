/** @import {Api, ApiError} from '../server/api.js' */

/** Asks the server to stop replies that the visitor no longer wants: once each, as soon as the server has started it. */
export class Stops {
  #api;
  #failed;
  /** @type {Set<string>} replies the server has been asked to stop */
  #asked = new Set();
  /** @type {Set<string>} drafts of replies to stop; a draft may have the id of its reply */
  #unwanted = new Set();

  /**
   * @param {Api} api
   * @param {(dialog: string, reply: string, error: ApiError) => void} failed a stop failed, and may be asked for again
   */
  constructor(api, failed) {
    this.#api = api;
    this.#failed = failed;
  }

  /** @param {string} draft of a reply that the server may not have started */
  await(draft) {
    this.#unwanted.add(draft);
  }

  /**
   * @param {string} dialog
   * @param {string} draft
   * @param {string} reply
   */
  begun(dialog, draft, reply) {
    if (this.#unwanted.delete(draft)) void this.ask(dialog, reply);
  }

  /** @param {string} draft of a reply that will not exist */
  refused(draft) {
    this.#unwanted.delete(draft);
  }

  clear() {
    this.#unwanted.clear();
  }

  /**
   * @param {string} dialog
   * @param {string} reply
   */
  async ask(dialog, reply) {
    if (this.#asked.has(reply)) return;
    this.#asked.add(reply);
    try {
      await this.#api.stop(reply);
    } catch (error) {
      this.#asked.delete(reply);
      this.#failed(dialog, reply, /** @type {ApiError} */ (error));
    }
  }
}
