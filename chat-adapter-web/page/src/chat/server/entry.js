/** @import {HostLink} from '../visit/host-link.js' */

import {ROOT} from '../browser/root.js';
import {ApiError, refusal} from './api.js';
import {solved} from './proof.js';

const MOST_ANSWERS = 3;

/** What the server may want before it begins a session. Loaded only when it does. */
export class Entry {
  #assistant;
  #host;
  /** @type {{ticket?: string, proof?: object}} what the next request shows */
  #shown = {};
  #ticketed = false;

  /**
   * @param {string} assistant
   * @param {Pick<HostLink, 'embedded' | 'ask'>} [host]
   */
  constructor(assistant, host) {
    this.#assistant = assistant;
    this.#host = host;
  }

  /** @returns {Promise<object>} what the server has wanted of the session before, and will want of the next */
  async begin() {
    this.#shown = {};
    if (this.#ticketed) await this.#fetchTicket();
    return this.#shown;
  }

  /**
   * @param {Response} response that refuses a session
   * @param {(shown: object) => Promise<Response>} post asks for it again
   * @returns {Promise<Response>} the last
   */
  async answer(response, post) {
    for (let answers = 0; answers < MOST_ANSWERS; answers++) {
      const {code} = await refusal(response.clone());
      if (code.startsWith('ticket-re')) {
        if (!(await this.#fetchTicket())) break;
      } else if (code.startsWith('proof-re')) {
        this.#shown.proof = await solved((await response.json()).challenge);
      } else break;
      response = await post(this.#shown);
    }
    return response;
  }

  /**
   * A page alone in its window fetches the ticket itself, one in a frame asks the loader, which its site has to use.
   *
   * @returns {Promise<boolean>} whether there is a way to get one
   */
  async #fetchTicket() {
    const assistant = this.#assistant;
    if (window.parent === window) {
      const response = await fetch(`${ROOT}embed/${assistant}/ticket`, {method: 'POST', credentials: 'omit'}).catch(() => {
        throw new ApiError('network');
      });
      if (!response.ok) throw await refusal(response);
      this.#shown.ticket = (await response.json()).ticket;
    } else {
      if (!this.#host?.embedded) return false;
      const told = await this.#host.ask('need-ticket', 'ticket', {assistant});
      // It may be there later, as after a network's failure.
      if (!told?.ticket) throw new ApiError('ticket-failed', {reason: told?.reason ?? 'no-answer'});
      this.#shown.ticket = told.ticket;
    }
    this.#ticketed = true;
    return true;
  }
}
