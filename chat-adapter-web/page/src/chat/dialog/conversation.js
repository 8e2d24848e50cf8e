/** @import {Api, ApiError} from '../server/api.js' */
/** @import {ChatState} from './chat-state.js' */
/** @import {DialogPage} from './dialog-state.js' */
/** @import {Message, Trouble} from '../server/types.js' */

import {EMPTY_CHAT, adoptPage, alter, ask, awaits, forget, gone, replace, show, shownDialog, unanswered, withDialog} from './chat-state.js';
import {admissible, begin, confirm, discard, endedSince, isGenerating, keep, messagesOf, patch, prepend, refuse, stop} from './dialog-state.js';
import {edited, question, replyInstead, replyTo} from './drafts.js';
import {Followings} from './followings.js';
import {newId} from '../browser/ids.js';
import {Stops} from './stops.js';

/**
 * The dialog on the screen: one branch of its messages and the reply being written. What there is to know is a
 * `ChatState`; here it is brought together with the server. Events: `change` whenever what is shown changed, `began`
 * and `ended` with the dialog and the reply for whoever tells others, `gone` when the dialog is deleted.
 */
export class Conversation extends EventTarget {
  /** @type {Trouble | undefined} */
  trouble;
  /** @type {Message[]} */
  messages = [];

  #api;
  #facts;
  #followings;
  #stops;
  /** @type {ChatState} */
  #chat = EMPTY_CHAT;
  /** Whether the dialog on the screen is loaded and nothing of it is shown yet. */
  #opening = false;
  /** @type {object | undefined} the loading of older messages of the dialog on the screen */
  #older;

  /**
   * @param {Api} api
   * @param {() => Record<string, string> | undefined} [facts] what is told of the moment with a message
   */
  constructor(api, facts = () => undefined) {
    super();
    this.#api = api;
    this.#facts = facts;
    this.#stops = new Stops(api, (dialog, reply, error) => this.#notStopped(dialog, reply, error));
    this.#followings = new Followings(api, {
      begun: (dialog, draft, reply) => {
        this.#to(alter(this.#chat, dialog, (state) => confirm(state, draft, reply)));
        this.#stops.begun(dialog, draft, reply);
        this.dispatchEvent(new CustomEvent('began', {detail: {dialog, reply}}));
      },
      changed: (dialog, reply, change) => this.#to(replace(this.#chat, dialog, (state) => patch(state, reply, change))),
      ended: (dialog, reply, change, deleted) => {
        this.#to(alter(this.#chat, dialog, (state) => patch(state, reply, change)));
        if (deleted) void this.refresh();
      },
      refused: (dialog, draft, error) => this.#refused(dialog, draft, error),
      lost: () => void this.refresh(),
      connection: () => this.#to(this.#chat),
    });
  }

  get loading() {
    return this.#opening || this.#older !== undefined;
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

  get reconnecting() {
    return this.#followings.reconnecting(this.id);
  }

  /** @returns {Message | undefined} the reply being written */
  get running() {
    return this.messages.find(isGenerating);
  }

  get unsent() {
    return this.messages.find((message) => message.delivery === 'unsent');
  }

  /** @returns {{dialog: string, message: Message}[]} the questions, in all dialogs, that the server has not confirmed */
  get waiting() {
    return [...this.#chat.dialogs.values()].flatMap(({id, pending}) =>
      pending.filter(({role}) => role === 'visitor').map((message) => ({dialog: id, message})),
    );
  }

  /** Shows an empty dialog; it exists at the server once its first message does. */
  reset() {
    this.#show(undefined);
  }

  /** Forgets all dialogs and whatever is on its way to them. */
  clear() {
    this.#followings.close();
    this.#stops.clear();
    this.#show(undefined, {...EMPTY_CHAT, clock: this.#chat.clock + 1});
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
  #show(id, chat = this.#chat) {
    this.trouble = undefined;
    this.#opening = false;
    this.#older = undefined;
    this.#to(show(chat, id));
  }

  /** @param {{dialog: string, message: Message}[]} questions that are not known to have reached the server */
  restore(questions) {
    let chat = this.#chat;
    for (const {dialog, message} of questions) {
      chat = alter(withDialog(chat, dialog), dialog, (state) => keep(state, message));
    }
    this.#to(chat);
  }

  /** Loads what the server has. It replaces nothing that happened here since it was asked. */
  async refresh() {
    const {id} = this;
    if (!id) return;
    const branch = shownDialog(this.#chat)?.branch;
    await this.#load(id, async () => {
      const [dialog, page] = await Promise.all([this.#api.dialog(id), branch && this.#api.messages(id, {leaf: branch})]);
      return {title: dialog.title, ...(page || dialog.messages), branch};
    });
  }

  /** @param {string} leaf id of the message whose branch is shown instead */
  async branch(leaf) {
    const {id, title} = this;
    if (!id || this.running) return;
    await this.#load(id, async () => ({...(await this.#api.messages(id, {leaf})), title, branch: leaf}), true);
  }

  /**
   * @param {string} id
   * @param {() => Promise<DialogPage>} load
   * @param {boolean} [instead] whether an answer that is under way is not wanted any more
   */
  async #load(id, load, instead = false) {
    const [chat, ticket] = ask(this.#chat, id, instead);
    this.#opening = this.messages.length === 0;
    this.#to(chat);
    if (ticket === undefined) return;
    try {
      const page = await load();
      if (this.id === id && awaits(this.#chat, id, ticket)) this.#loaded();
      this.#to(adoptPage(this.#chat, id, ticket, page, (reply) => this.#followings.has(id, reply)));
    } catch (error) {
      this.#loadFailed(id, ticket, /** @type {ApiError} */ (error));
    }
    if (this.id === id && shownDialog(this.#chat)?.missed) void this.refresh();
  }

  #loaded() {
    this.#opening = false;
    this.trouble = undefined;
  }

  /**
   * @param {string} id
   * @param {number} ticket
   * @param {ApiError} error
   */
  #loadFailed(id, ticket, error) {
    const shown = this.id === id && awaits(this.#chat, id, ticket);
    if (shown) this.#opening = false;
    if (shown && error.status !== 404) this.#report(error);
    this.#to((error.status === 404 ? gone : unanswered)(this.#chat, id, ticket));
    if (shown && this.id !== id) this.dispatchEvent(new Event('gone'));
  }

  /**
   * Loads again where what is made after a reply may be there by now: a title, suggestions.
   *
   * @param {boolean | undefined} followUps whether suggestions are to be expected
   */
  lookAgain(followUps) {
    const end = this.messages.at(-1);
    const awaited = followUps && end?.status === 'completed' && !end.followUps;
    const unproved = shownDialog(this.#chat)?.unproved;
    if (!this.running && (awaited || unproved || !this.title || this.messages.length <= 2)) void this.refresh();
  }

  async loadOlder() {
    const dialog = shownDialog(this.#chat);
    if (!dialog?.older || this.loading) return;
    const {id, older, path} = dialog;
    const loading = (this.#older = {});
    this.#to(this.#chat);
    try {
      const page = await this.#api.messages(id, {before: older, leaf: path.at(-1)?.id});
      if (shownDialog(this.#chat)?.older === older) this.#to(alter(this.#chat, id, (state) => prepend(state, page)));
    } catch (error) {
      if (this.#older === loading) this.#report(/** @type {ApiError} */ (error));
    }
    if (this.#older === loading) this.#older = undefined;
    this.#to(this.#chat);
  }

  /** @param {string} text */
  send(text) {
    const dialog = this.id ?? newId();
    this.#to(show(this.#chat, dialog));
    this.#post(dialog, question(text, this.messages.at(-1)?.id));
  }

  /**
   * @param {string} id of a message of the visitor
   * @param {string} text what she asks instead, as another branch
   * @returns {boolean} whether it is on its way
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

  /** Sends again what could not be sent for want of a network, unless the visitor has stopped it. */
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
    this.#to(alter(this.#chat, dialog, (state) => discard(state, id)));
    if (dialog === this.id && this.messages.length === 0) this.reset();
    return message.text;
  }

  /**
   * @param {string} dialog
   * @param {Message} asked
   */
  #post(dialog, asked) {
    const {id, text, instead} = asked;
    const {branch, path} = this.#chat.dialogs.get(dialog) ?? {};
    // Without a parent a message follows the newest one, also one of another tab that is not known here yet.
    const parent = branch && !instead ? path?.at(-1)?.id : undefined;
    const body = {id, text, context: this.#facts(), ...(parent ? {parent} : {})};
    this.#begin(dialog, asked, replyTo(id), (signal) =>
      this.#api.begin(instead ? `/messages/${instead}/edit` : `/dialogs/${dialog}/messages`, body, signal),
    );
  }

  /** @param {string} id of the reply to be given anew */
  regenerate(id) {
    this.#replace(id, 'regenerate');
  }

  /** @param {string} id of the reply that was cut and is to be gone on with */
  goOn(id) {
    this.#replace(id, 'continue');
  }

  /**
   * @param {string} id of the reply in whose place another is shown
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
    this.#to(alter(this.#chat, dialog, (state) => begin(state, asked, draft)));
    this.#followings.begin({dialog, reply: draft.id, question: asked?.id}, call);
  }

  /**
   * @param {string} dialog
   * @param {string} draft
   * @param {ApiError} error
   */
  #refused(dialog, draft, error) {
    const pending = this.#chat.dialogs.get(dialog)?.pending ?? [];
    const drafted = pending.find(({id}) => id === draft);
    const {code, retryAfter, reply} = error;
    // Without a network it may have been begun, and what was to be stopped is found running.
    if (code !== 'network') this.#stops.refused(draft);
    if (dialog === this.id && drafted && !pending.some(({id}) => id === drafted.parent)) this.#report(error);
    this.#to(alter(this.#chat, dialog, (state) => refuse(state, draft, {code, retryAfter, reply})));
    // The other reply is worth following; and a message may have arrived whose answer did not.
    if ((code === 'reply-running' || code === 'network') && dialog === this.id) void this.refresh();
  }

  /** Stops what is being written, also what the server has not begun yet. */
  stop() {
    if (!this.id) return;
    for (const {id, delivery} of this.messages.filter(isGenerating)) if (delivery) this.#stops.await(id);
    this.#to(replace(this.#chat, this.id, stop));
  }

  /**
   * @param {string} dialog
   * @param {string} reply
   * @param {ApiError} error
   */
  #notStopped(dialog, reply, error) {
    // What has ended by now need not be stopped.
    if (dialog === this.id && this.running?.id === reply) this.#report(error);
    this.#to(replace(this.#chat, dialog, (state) => patch(state, reply, (mine) => ({...mine, stop: undefined}))));
  }

  /**
   * @param {string} id
   * @param {string | undefined} title
   */
  renamed(id, title) {
    this.#to(alter(this.#chat, id, (state) => ({...state, title})));
  }

  /** @param {string} id of a dialog that is deleted */
  forget(id) {
    this.#to(forget(this.#chat, id));
  }

  dismiss() {
    this.trouble = undefined;
    this.#to(this.#chat);
  }

  /** @param {ApiError} error */
  #report(error) {
    this.trouble = {code: typeof error.code === 'string' ? error.code : 'network', retryAfter: error.retryAfter};
  }

  /** @param {ChatState} chat */
  #to(chat) {
    const former = chat.shown === this.#chat.shown ? shownDialog(this.#chat) : undefined;
    const dialog = shownDialog(chat);
    const ended = former === dialog ? [] : endedSince(this.messages, former, dialog);
    this.#chat = chat;
    if (former !== dialog || !dialog) this.messages = dialog ? messagesOf(dialog) : [];
    this.#attend();
    this.dispatchEvent(new Event('change'));
    for (const reply of former ? ended : []) {
      this.dispatchEvent(new CustomEvent('ended', {detail: {dialog: chat.shown, reply}}));
    }
  }

  /** Sees to it that what is shown as being written is followed, and nothing else; and that stops are asked for. */
  #attend() {
    const dialog = shownDialog(this.#chat);
    const running = dialog?.path.find(isGenerating);
    this.#followings.attend(dialog?.id, running);
    if (dialog && running) this.#stops.begun(dialog.id, running.id, running.id);
    if (dialog && running?.stop) void this.#stops.ask(dialog.id, running.id);
    const waits = dialog && admissible(dialog);
    if (waits) queueMicrotask(() => this.resend(waits.id));
  }
}
