/** @import {Api, ApiError} from '../server/api.js' */
/** @import {ConversationState} from './conversation-state.js' */
/** @import {DialogPage} from './dialog-state.js' */

import {adoptPage, alter, ask, awaits, gone, shownDialog, unanswered} from './chat-state.js';
import {prepend} from './dialog-state.js';

/** Loads the dialog on the screen. A response never overwrites a change made here after its request. */
export class DialogLoader {
  #api;
  #talk;
  #followed;
  /** Whether the dialog on the screen is being loaded and nothing of it is shown yet. */
  #opening = false;
  /** @type {object | undefined} the loading of older messages of the dialog on the screen */
  #older;

  /**
   * @param {Api} api
   * @param {ConversationState} talk
   * @param {(dialog: string, reply: string) => boolean} followed whether a stream reports how a reply grows
   */
  constructor(api, talk, followed) {
    this.#api = api;
    this.#talk = talk;
    this.#followed = followed;
  }

  get busy() {
    return this.#opening || this.#older !== undefined;
  }

  /** Another dialog is shown now: the load in progress no longer matters. */
  leave() {
    this.#opening = false;
    this.#older = undefined;
  }

  /** Loads the branch on the screen from the server. */
  async refresh() {
    const {id, chat} = this.#talk;
    if (!id) return;
    const branch = shownDialog(chat)?.branch;
    await this.#load(id, async () => {
      const [dialog, page] = await Promise.all([this.#api.dialog(id), branch && this.#api.messages(id, {leaf: branch})]);
      return {title: dialog.title, ...(page || dialog.messages), branch};
    });
  }

  /** @param {string} leaf id of the last message of the branch to show */
  async branch(leaf) {
    const {id, title, running} = this.#talk;
    if (!id || running) return;
    await this.#load(id, async () => ({...(await this.#api.messages(id, {leaf})), title, branch: leaf}), true);
  }

  /**
   * @param {string} id
   * @param {() => Promise<DialogPage>} load
   * @param {boolean} [instead] whether this replaces a request in progress
   */
  async #load(id, load, instead = false) {
    const talk = this.#talk;
    const [chat, ticket] = ask(talk.chat, id, instead);
    this.#opening = talk.messages.length === 0;
    talk.become(chat);
    if (ticket === undefined) return;
    try {
      const page = await load();
      if (this.#awaits(id, ticket)) this.#loaded();
      talk.become(adoptPage(talk.chat, id, ticket, page, (reply) => this.#followed(id, reply)));
    } catch (error) {
      this.#failed(id, ticket, /** @type {ApiError} */ (error));
    }
    if (talk.id === id && shownDialog(talk.chat)?.missed) void this.refresh();
  }

  /**
   * @param {string} id
   * @param {number} ticket
   * @returns {boolean} whether the answer to this ticket is awaited for the dialog on the screen
   */
  #awaits(id, ticket) {
    return this.#talk.id === id && awaits(this.#talk.chat, id, ticket);
  }

  #loaded() {
    this.#opening = false;
    this.#talk.trouble = undefined;
  }

  /**
   * @param {string} id
   * @param {number} ticket
   * @param {ApiError} error
   */
  #failed(id, ticket, error) {
    const talk = this.#talk;
    const shown = this.#awaits(id, ticket);
    if (shown) this.#opening = false;
    if (shown && error.status !== 404) talk.report(error);
    talk.become((error.status === 404 ? gone : unanswered)(talk.chat, id, ticket));
    if (shown && talk.id !== id) talk.dispatchEvent(new Event('gone'));
  }

  /**
   * Loads again what the server makes after a reply and may have ready by now: a title, suggestions.
   *
   * @param {boolean | undefined} followUps whether to expect suggestions
   */
  lookAgain(followUps) {
    const {chat, messages, running, title} = this.#talk;
    const end = messages.at(-1);
    const awaited = followUps && end?.status === 'completed' && !end.followUps;
    const unproved = shownDialog(chat)?.unproved;
    if (!running && (awaited || unproved || !title || messages.length <= 2)) void this.refresh();
  }

  async loadOlder() {
    const talk = this.#talk;
    const dialog = shownDialog(talk.chat);
    if (!dialog?.older || this.busy) return;
    const {id, older, path} = dialog;
    const loading = (this.#older = {});
    talk.become(talk.chat);
    try {
      const page = await this.#api.messages(id, {before: older, leaf: path.at(-1)?.id});
      if (shownDialog(talk.chat)?.older === older) talk.become(alter(talk.chat, id, (state) => prepend(state, page)));
    } catch (error) {
      if (this.#older === loading) talk.report(/** @type {ApiError} */ (error));
    }
    if (this.#older === loading) this.#older = undefined;
    talk.become(talk.chat);
  }
}
