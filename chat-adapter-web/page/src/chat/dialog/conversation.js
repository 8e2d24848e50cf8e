/** @import {Api, ApiError} from '../server/api.js' */
/** @import {Message} from '../server/types.js' */
/** @import {ChatState} from './chat-state.js' */

import {newId} from '../browser/ids.js';
import {EMPTY_CHAT, alter, replace, show, shownDialog, withDialog} from './chat-state.js';
import {ConversationState} from './conversation-state.js';
import {DialogLoader} from './dialog-loader.js';
import {admissible, begin, confirm, discard, enqueue, isGenerating, keep, patch, refuse, stop} from './dialog-state.js';
import {edited, question, replyInstead, replyTo} from './drafts.js';
import {Followings} from './followings.js';
import {Stops} from './stops.js';

/**
 * The dialog on the screen: one branch of its messages and the reply being written, and what the visitor does with it.
 * Besides the events of its state it emits `began` with the dialog and the reply when the server has started a reply, and
 * `gone` when the dialog is deleted.
 */
export class Conversation extends ConversationState {
  #api;
  #facts;
  #followings;
  #stops;
  #loader;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #due;

  /**
   * @param {Api} api
   * @param {() => Record<string, string> | undefined} [facts] the page context sent with a message
   */
  constructor(api, facts = () => undefined) {
    super();
    this.#api = api;
    this.#facts = facts;
    this.#stops = new Stops(api, (dialog, reply, error) => this.#notStopped(dialog, reply, error));
    this.#followings = new Followings(api, {
      begun: (dialog, draft, reply) => {
        this.become(alter(this.chat, dialog, (state) => confirm(state, draft, reply)));
        this.#stops.begun(dialog, draft, reply);
        this.dispatchEvent(new CustomEvent('began', {detail: {dialog, reply}}));
      },
      changed: (dialog, reply, change) => this.become(replace(this.chat, dialog, (state) => patch(state, reply, change))),
      ended: (dialog, reply, change, deleted) => {
        this.become(alter(this.chat, dialog, (state) => patch(state, reply, change)));
        if (deleted) void this.refresh();
      },
      refused: (dialog, draft, error) => this.#refused(dialog, draft, error),
      lost: () => void this.refresh(),
      connection: () => this.become(this.chat),
    });
    this.#loader = new DialogLoader(api, this, (dialog, reply) => this.#followings.has(dialog, reply));
  }

  get loading() {
    return this.#loader.busy;
  }

  get reconnecting() {
    return this.#followings.reconnecting(this.id);
  }

  /** Shows an empty dialog; the server creates it with its first message. */
  reset() {
    this.#show(undefined);
  }

  /** Forgets all dialogs and everything being sent to them. */
  clear() {
    this.#followings.close();
    this.#stops.clear();
    this.#show(undefined, {...EMPTY_CHAT, clock: this.chat.clock + 1});
  }

  /** @param {string} id */
  async open(id) {
    this.#show(id);
    await this.refresh();
  }

  /**
   * @param {string | undefined} id
   * @param {ChatState} [chat]
   */
  #show(id, chat = this.chat) {
    this.trouble = undefined;
    this.#loader.leave();
    this.become(show(chat, id));
  }

  refresh() {
    return this.#loader.refresh();
  }

  /** @param {string} leaf id of the last message of the branch to show */
  branch(leaf) {
    return this.#loader.branch(leaf);
  }

  loadOlder() {
    return this.#loader.loadOlder();
  }

  /** @param {boolean | undefined} followUps whether to expect suggestions */
  lookAgain(followUps) {
    this.#loader.lookAgain(followUps);
  }

  /** @param {{dialog: string, message: Message}[]} questions that may not have reached the server */
  restore(questions) {
    let chat = this.chat;
    for (const {dialog, message} of questions) {
      chat = alter(withDialog(chat, dialog), dialog, (state) => keep(state, message));
    }
    this.become(chat);
  }

  /** @param {string} text that is sent now, or once all that was asked before is answered */
  send(text) {
    const dialog = this.id ?? newId();
    if (this.busy) {
      // What it follows is decided when it is sent.
      this.become(alter(this.chat, dialog, (state) => enqueue(state, question(text, undefined))));
      return;
    }
    this.become(show(this.chat, dialog));
    this.#post(dialog, question(text, this.messages.at(-1)?.id));
  }

  /**
   * @param {string} id of a message of the visitor
   * @param {string} text the question to ask instead, as another branch
   * @returns {boolean} whether it is being sent
   */
  edit(id, text) {
    const old = this.messages.find((message) => message.id === id);
    if (!this.id || !old || this.running) return false;
    this.#post(this.id, edited(old, text));
    return true;
  }

  /** @param {string} id of an unsent message; it is sent again as the same message */
  resend(id) {
    const {dialog, message} = this.waiting.find((waiting) => waiting.message.id === id) ?? {};
    if (message?.delivery !== 'unsent' || (dialog === this.id && this.running)) return;
    this.#post(/** @type {string} */ (dialog), {...message, delivery: 'sending', problem: undefined, stop: undefined});
  }

  /** Sends again what could not be sent without a network, unless the visitor has stopped it. */
  resendAll() {
    for (const {message} of this.waiting) {
      if (message.problem?.code === 'network' && !message.stop) this.resend(message.id);
    }
  }

  /**
   * @param {string} id of an unsent message
   * @returns {string} its text
   */
  discard(id) {
    const {dialog, message} = this.waiting.find((waiting) => waiting.message.id === id) ?? {};
    if (!dialog || !message) return '';
    this.trouble = undefined;
    this.become(alter(this.chat, dialog, (state) => discard(state, id)));
    if (dialog === this.id && this.messages.length === 0) this.reset();
    return message.text;
  }

  /**
   * @param {string} dialog
   * @param {Message} asked
   */
  #post(dialog, asked) {
    const {id, text, instead} = asked;
    const {branch, path} = this.chat.dialogs.get(dialog) ?? {};
    // Without a parent, a message follows the newest one, even one of another tab that is not known here yet.
    const parent = branch && !instead ? path?.at(-1)?.id : undefined;
    const body = {id, text, context: this.#facts(), ...(parent ? {parent} : {})};
    this.#begin(dialog, asked, replyTo(id), (signal) =>
      this.#api.begin(instead ? `/messages/${instead}/edit` : `/dialogs/${dialog}/messages`, body, signal),
    );
  }

  /** @param {string} id of the reply to replace with a new one */
  regenerate(id) {
    this.#replace(id, 'regenerate');
  }

  /** @param {string} id of the truncated reply to continue */
  goOn(id) {
    this.#replace(id, 'continue');
  }

  /**
   * @param {string} id of the reply that the new one replaces
   * @param {'regenerate' | 'continue'} how
   */
  #replace(id, how) {
    const old = this.messages.find((message) => message.id === id);
    if (!this.id || !old || this.running) return;
    const draft = replyInstead(old, how);
    this.#begin(this.id, undefined, draft, (signal) => this.#api.begin(`/replies/${id}/${how}`, {id: draft.id}, signal));
  }

  /**
   * @param {string} dialog
   * @param {Message | undefined} asked
   * @param {Message} draft
   * @param {(signal: AbortSignal) => Promise<Response>} call
   */
  #begin(dialog, asked, draft, call) {
    this.trouble = undefined;
    this.become(alter(this.chat, dialog, (state) => begin(state, asked, draft)));
    this.#followings.begin({dialog, reply: draft.id, question: asked?.id}, call);
  }

  /**
   * @param {string} dialog
   * @param {string} draft
   * @param {ApiError} error
   */
  #refused(dialog, draft, error) {
    const pending = this.chat.dialogs.get(dialog)?.pending ?? [];
    const drafted = pending.find(({id}) => id === draft);
    const {code, until, reply} = error;
    // Without a network the reply may have started all the same; then it is stopped when found running.
    if (code !== 'network') this.#stops.refused(draft);
    if (dialog === this.id && drafted && !pending.some(({id}) => id === drafted.parent)) this.report(error);
    this.become(alter(this.chat, dialog, (state) => refuse(state, draft, {code, until, reply})));
    // The reply that is running can be followed; and a message may have arrived although its response did not.
    if ((code === 'reply-running' || code === 'network') && dialog === this.id) void this.refresh();
  }

  /** Stops the reply being written, even before the server has started it. */
  stop() {
    if (!this.id) return;
    for (const {id, delivery} of this.messages.filter(isGenerating)) if (delivery) this.#stops.await(id);
    this.become(replace(this.chat, this.id, stop));
  }

  /**
   * @param {string} dialog
   * @param {string} reply
   * @param {ApiError} error
   */
  #notStopped(dialog, reply, error) {
    // A reply that has ended by now need not be stopped.
    if (dialog === this.id && this.running?.id === reply) this.report(error);
    this.become(replace(this.chat, dialog, (state) => patch(state, reply, (mine) => ({...mine, stop: undefined}))));
  }

  /** Follows the reply shown as being written, and no other, asks for the stops that are due, and sends what had to wait. */
  attend() {
    const dialog = shownDialog(this.chat);
    const running = dialog?.path.find(isGenerating);
    this.#followings.attend(dialog?.id, running);
    if (dialog && running) this.#stops.begun(dialog.id, running.id, running.id);
    if (dialog && running?.stop) void this.#stops.ask(dialog.id, running.id);
    const waits = dialog && admissible(dialog);
    clearTimeout(this.#due);
    if (waits) this.#due = setTimeout(() => this.resend(waits.id), (waits.problem?.until ?? 0) - Date.now());
  }
}
