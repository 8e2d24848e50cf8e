/** @import {Api, ApiError} from './api.js' */
/** @import {Message, Trouble} from './types.js' */

import {newId} from './ids.js';
import {ReplyStream} from './reply-stream.js';

/**
 * The dialog on the screen: one branch of its messages and the reply being written. Events: `change` whenever what
 * is shown changed, `began` and `ended` with the reply for whoever tells others, `gone` when the dialog is deleted.
 */
export class Conversation extends EventTarget {
  /** @type {string | undefined} */
  id;
  /** @type {string | undefined} */
  title;
  /** @type {Message[]} */
  messages = [];
  /** @type {string | undefined} where the messages before these begin */
  older;
  loading = false;
  /** @type {'live' | 'reconnecting'} */
  connection = 'live';
  /** @type {Trouble | undefined} */
  trouble;

  #api;
  #facts;
  /** @type {ReplyStream | undefined} */
  #stream;
  #stopWanted = false;
  #thinkingSince = 0;
  /** Raised whenever another dialog or branch is shown, so that late answers for the former are dropped. */
  #view = 0;

  /**
   * @param {Api} api
   * @param {() => Record<string, string> | undefined} [facts] what is told of the moment with a message
   */
  constructor(api, facts = () => undefined) {
    super();
    this.#api = api;
    this.#facts = facts;
  }

  /** @returns {Message | undefined} the reply being written */
  get running() {
    return this.messages.find((message) => message.status === 'generating');
  }

  get unsent() {
    return this.messages.find((message) => message.delivery === 'unsent');
  }

  /** Shows an empty dialog; it exists at the server once its first message does. */
  reset() {
    this.#leave();
    this.id = this.title = undefined;
    this.messages = [];
    this.#changed();
  }

  /**
   * @param {string} id
   * @param {Message} [unsent] a message of this dialog that never reached the server
   */
  async open(id, unsent) {
    this.#leave();
    this.id = id;
    this.title = undefined;
    this.messages = unsent ? [unsent] : [];
    await this.refresh();
  }

  /** Loads what the server has; a message it does not have stays. */
  async refresh() {
    const {id} = this;
    if (!id) return;
    const view = ++this.#view;
    this.loading = this.messages.length === 0;
    this.#changed();
    try {
      const dialog = await this.#api.dialog(id);
      if (view !== this.#view) return;
      this.title = dialog.title;
      this.trouble = undefined;
      this.#adopt(dialog.messages.items, dialog.messages.next);
    } catch (error) {
      if (view === this.#view) this.#loadFailed(/** @type {ApiError} */ (error));
    }
    this.loading = false;
    this.#changed();
  }

  /**
   * Loads again where what is made after a reply may be there by now: a title, suggestions.
   *
   * @param {boolean | undefined} followUps whether suggestions are to be expected
   */
  lookAgain(followUps) {
    const end = this.messages.at(-1);
    const awaited = followUps && end?.status === 'completed' && !end.followUps;
    if (!this.running && (awaited || !this.title || this.messages.length <= 2)) void this.refresh();
  }

  async loadOlder() {
    const {id, older} = this;
    if (!id || !older || this.loading) return;
    const view = this.#view;
    this.loading = true;
    try {
      const page = await this.#api.messages(id, {before: older, leaf: this.#leaf()});
      if (view !== this.#view) return;
      const known = new Set(this.messages.map((message) => message.id));
      this.messages = [...page.items.filter((message) => !known.has(message.id)), ...this.messages];
      this.older = page.next;
    } catch (error) {
      this.#report(/** @type {ApiError} */ (error));
    }
    this.loading = false;
    this.#changed();
  }

  /** @param {string} text */
  send(text) {
    const leaf = this.#leaf();
    const message = this.#local('visitor', {text, parent: leaf, delivery: 'sending'});
    this.id ??= newId();
    this.#post(message);
  }

  /**
   * @param {string} id of a message of the visitor
   * @param {string} text what she asks instead, as another branch
   * @returns {boolean} whether it is on its way
   */
  edit(id, text) {
    const old = this.messages.find((message) => message.id === id);
    if (!old || this.running) return false;
    const message = this.#local('visitor', {text, parent: old.parent, delivery: 'sending', edits: id});
    message.siblings = [...(old.siblings ?? [id]), message.id];
    this.#post(message);
    return true;
  }

  /** @param {string} id of an unsent message; it is sent again as the same message */
  resend(id) {
    const message = this.messages.find((candidate) => candidate.id === id);
    if (!message || this.running) return;
    this.#post({...message, delivery: 'sending', problem: undefined});
  }

  /**
   * @param {string} id of an unsent message
   * @returns {string} its text
   */
  discard(id) {
    const {text = '', edits} = this.messages.find((message) => message.id === id) ?? {};
    this.messages = this.messages.filter((message) => message.id !== id);
    if (this.messages.length === 0 && !edits) this.id = undefined;
    this.trouble = undefined;
    this.#changed();
    if (edits) void this.refresh();
    return text;
  }

  /** @param {Message} message */
  #post(message) {
    const {id, text, parent, edits} = message;
    const draft = this.#local('assistant', {parent: id, status: 'generating'});
    const at = this.messages.findIndex((candidate) => candidate.id === (edits ?? id));
    const above = at < 0 || !edits ? this.messages.filter((candidate) => candidate.id !== id) : this.messages.slice(0, at);
    this.messages = [...above, message, draft];
    this.trouble = undefined;
    const path = edits ? `/messages/${edits}/edit` : `/dialogs/${this.id}/messages`;
    const body = {id, text, context: this.#facts(), ...(parent && !edits ? {parent} : {})};
    this.#follow(draft.id, {
      begin: (signal) => this.#api.begin(path, body, signal),
      refused: (error) => {
        this.messages = this.messages.filter((candidate) => candidate.role !== 'assistant' || candidate.parent !== id);
        this.#update(id, {delivery: 'unsent', problem: {code: error.code, retryAfter: error.retryAfter}});
        if (error.code === 'reply-running' && error.reply) void this.refresh();
      },
    });
    this.#changed();
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
    const at = this.messages.findIndex((message) => message.id === id);
    const old = this.messages[at];
    if (!old || this.running) return;
    const text = how === 'continue' ? old.text : '';
    const anew = this.#local('assistant', {parent: old.parent, status: 'generating', text});
    anew.siblings = [...(old.siblings ?? [id]), anew.id];
    const before = this.messages;
    this.messages = [...before.slice(0, at), anew];
    this.trouble = undefined;
    this.#follow(anew.id, {
      begin: (signal) => this.#api.begin(`/replies/${id}/${how}`, {id: anew.id}, signal),
      refused: (error) => {
        this.messages = before;
        this.#report(error);
      },
    });
    this.#changed();
  }

  /** @param {string} leaf id of the message whose branch is shown instead */
  async branch(leaf) {
    if (!this.id || this.running) return;
    const view = ++this.#view;
    try {
      const page = await this.#api.messages(this.id, {leaf});
      if (view === this.#view) this.#adopt(page.items, page.next);
    } catch (error) {
      this.#report(/** @type {ApiError} */ (error));
    }
    this.#changed();
  }

  async stop() {
    const reply = this.running;
    if (!reply) return;
    if (reply.delivery) {
      this.#stopWanted = true;
      return;
    }
    try {
      await this.#api.stop(reply.id);
    } catch (error) {
      this.#report(/** @type {ApiError} */ (error));
      this.#changed();
    }
  }

  dismiss() {
    this.trouble = undefined;
    this.#changed();
  }

  #leaf() {
    return this.messages.findLast((message) => !message.delivery)?.id;
  }

  #leave() {
    this.#stream?.close();
    this.#stream = undefined;
    this.#view++;
    this.#stopWanted = false;
    this.connection = 'live';
    this.older = this.trouble = undefined;
    this.loading = false;
  }

  /**
   * @param {Message['role']} role
   * @param {Partial<Message>} rest
   * @returns {Message}
   */
  #local(role, rest) {
    return {id: newId(), role, text: '', createdAt: new Date().toISOString(), delivery: 'sending', ...rest};
  }

  /**
   * @param {Message[]} items
   * @param {string | undefined} next
   */
  #adopt(items, next) {
    const known = new Set(items.map((message) => message.id));
    const kept = this.messages.filter((message) => message.delivery === 'unsent' && !known.has(message.id));
    const live = this.running;
    // The stream is ahead of the page that was just loaded.
    const shown = items.map((message) => (live && message.id === live.id && message.status === 'generating' ? live : message));
    this.messages = [...shown, ...kept];
    this.older = next;
    const running = this.running;
    if (running?.id === live?.id && this.#stream) return;
    this.#stream?.close();
    this.#stream = undefined;
    this.connection = 'live';
    if (running) this.#follow(running.id, {reply: running.id, cursor: running.cursor, refused: () => void this.refresh()});
  }

  /**
   * @param {string} shownAs
   * @param {{reply?: string, cursor?: string, begin?: (signal: AbortSignal) => Promise<Response>,
   *     refused: (error: ApiError) => void}} how
   */
  #follow(shownAs, {refused, ...from}) {
    let id = shownAs;
    // The server tells a new reply from its start: what is shown of it goes only when that comes.
    let stale = false;
    this.#thinkingSince = 0;
    /** @param {Partial<Message>} patch */
    const update = (patch) => this.#update(id, patch);
    const now = () => this.messages.find((message) => message.id === id);
    this.#stream?.close();
    this.#stream = new ReplyStream(this.#api, {
      reply: (begun) => {
        const first = now()?.delivery !== undefined;
        this.#rename(id, begun.reply);
        id = begun.reply;
        if (!first) return;
        this.dispatchEvent(new CustomEvent('began', {detail: begun.reply}));
        if (this.#stopWanted) void this.stop();
        this.#stopWanted = false;
      },
      reasoning: (piece) => {
        this.#thinkingSince ||= Date.now();
        update({reasoning: (now()?.reasoning ?? '') + piece, ...(stale ? {text: ''} : {})});
        stale = false;
      },
      text: (piece) => {
        const reply = now();
        const thought = this.#thinkingSince && !reply?.text && !reply?.thinkingMillis;
        const before = stale ? '' : (reply?.text ?? '');
        stale = false;
        update({text: before + piece, ...(thought ? {thinkingMillis: Date.now() - this.#thinkingSince} : {})});
      },
      rewind: (keep) => {
        stale = now()?.delivery !== undefined && keep.text === 0;
        if (!stale) update({text: now()?.text.slice(0, keep.text), reasoning: now()?.reasoning?.slice(0, keep.reasoning)});
      },
      done: ({status, finishReason, error}) => {
        this.#stream = undefined;
        this.connection = 'live';
        update({status, finishReason, error});
        this.dispatchEvent(new CustomEvent('ended', {detail: now()}));
      },
      connection: (state) => {
        this.connection = state;
        this.#changed();
      },
      refused: (error) => {
        this.#stream = undefined;
        this.connection = 'live';
        refused(error);
        this.#changed();
      },
    }, from);
  }

  /**
   * The server has confirmed a reply: it gets its real id, and the message it answers is sent.
   *
   * @param {string} from
   * @param {string} to
   */
  #rename(from, to) {
    const reply = this.messages.find((message) => message.id === from);
    this.messages = this.messages.map((message) => {
      if (message.id === from) return {...message, id: to, delivery: undefined, siblings: message.siblings ?? [to]};
      return reply && message.id === reply.parent ? {...message, delivery: undefined, problem: undefined, edits: undefined} : message;
    });
    this.#changed();
  }

  /**
   * @param {string} id
   * @param {Partial<Message>} patch
   */
  #update(id, patch) {
    this.messages = this.messages.map((message) => (message.id === id ? {...message, ...patch} : message));
    this.#changed();
  }

  /** @param {ApiError} error */
  #loadFailed(error) {
    if (error.status !== 404) {
      this.#report(error);
      return;
    }
    // A dialog whose first message was never sent is unknown to the server, and still ours.
    if (this.messages.some((message) => message.delivery)) return;
    this.reset();
    this.dispatchEvent(new Event('gone'));
  }

  /** @param {ApiError} error */
  #report(error) {
    this.trouble = {code: error.code ?? 'internal', retryAfter: error.retryAfter};
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
