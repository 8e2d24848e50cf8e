/** @import {ApiError} from '../server/api.js' */
/** @import {Message, Trouble} from '../server/types.js' */
/** @import {ChatState} from './chat-state.js' */

import {EMPTY_CHAT, alter, forget, shownDialog} from './chat-state.js';
import {endedSince, isGenerating, isQueued, messagesOf} from './dialog-state.js';

/**
 * The state of all known dialogs, and which of them is shown. Emits `change` when what is shown has changed, and `ended`
 * with the dialog and the reply when a reply that was shown as being written has ended.
 */
export class ConversationState extends EventTarget {
  /** @type {Trouble | undefined} */
  trouble;
  /** @type {Message[]} those of the dialog on the screen */
  messages = [];
  /** @type {ChatState} */
  #chat = EMPTY_CHAT;

  get chat() {
    return this.#chat;
  }

  get id() {
    return this.#chat.shown;
  }

  get title() {
    return shownDialog(this.#chat)?.title;
  }

  /** @returns {boolean} whether there are messages before these */
  get hasOlder() {
    return shownDialog(this.#chat)?.older !== undefined;
  }

  /** @returns {Message | undefined} the reply being written */
  get running() {
    return this.messages.find(isGenerating);
  }

  get unsent() {
    return this.messages.find((message) => message.delivery === 'unsent' && !isQueued(message));
  }

  /** @returns {boolean} whether a new message has to wait for its turn */
  get busy() {
    return this.messages.some((message) => isGenerating(message) || isQueued(message));
  }

  /** @returns {{dialog: string, message: Message}[]} the questions, in all dialogs, that the server has not confirmed */
  get waiting() {
    return [...this.#chat.dialogs.values()].flatMap(({id, pending}) =>
      pending.filter(({role}) => role === 'visitor').map((message) => ({dialog: id, message})),
    );
  }

  /** @param {ChatState} chat */
  become(chat) {
    const former = chat.shown === this.#chat.shown ? shownDialog(this.#chat) : undefined;
    const dialog = shownDialog(chat);
    const ended = former === dialog ? [] : endedSince(this.messages, former, dialog);
    this.#chat = chat;
    if (former !== dialog || !dialog) this.messages = dialog ? messagesOf(dialog) : [];
    this.attend();
    this.dispatchEvent(new Event('change'));
    for (const reply of former ? ended : []) {
      this.dispatchEvent(new CustomEvent('ended', {detail: {dialog: chat.shown, reply}}));
    }
  }

  /** Called after each change, before its event. */
  attend() {}

  /** @param {ApiError} error */
  report(error) {
    this.trouble = {code: typeof error.code === 'string' ? error.code : 'network', until: error.until};
  }

  dismiss() {
    this.trouble = undefined;
    this.become(this.#chat);
  }

  /**
   * @param {string} id
   * @param {string | undefined} title
   */
  renamed(id, title) {
    this.become(alter(this.#chat, id, (state) => ({...state, title})));
  }

  /** @param {string} id of a dialog that is deleted */
  forget(id) {
    this.become(forget(this.#chat, id));
  }
}
