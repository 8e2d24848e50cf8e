/** @import {Api, ApiError} from '../server/api.js' */
/** @import {Message} from '../server/types.js' */

import {ReplyStream} from '../server/reply-stream.js';
import {grown, restarted, rewound} from './reply-text.js';

const LOST_PAUSE_MS = 5_000;

/**
 * @typedef {object} Following one reply that is begun or followed
 * @property {string} dialog
 * @property {string} reply its id, or that of its draft until the server has started it
 * @property {string} [question] the question it answers, while that is still being sent
 * @property {boolean} begun
 * @property {boolean} reconnecting
 * @property {ReplyStream} [stream]
 *
 * @typedef {object} FollowingsListener
 * @property {(dialog: string, draft: string, reply: string) => void} begun
 * @property {(dialog: string, reply: string, change: (reply: Message) => Message) => void} changed the reply grew
 * @property {(dialog: string, reply: string, change: (reply: Message) => Message, deleted: boolean) => void} ended
 * @property {(dialog: string, draft: string, error: ApiError) => void} refused the reply was not started
 * @property {() => void} lost a reply can no longer be followed
 * @property {() => void} connection a connection changed its state, or a lost one may be tried again
 */

/**
 * The connections that start and follow replies. A connection that starts a reply carries the visitor's message, so it
 * stays open until the server has answered, whatever is on the screen. After that it lasts as long as its reply is shown.
 */
export class Followings {
  #api;
  #listener;
  /** @type {Set<Following>} */
  #all = new Set();
  /** @type {Set<string>} replies that could not be followed a moment ago */
  #lost = new Set();

  /**
   * @param {Api} api
   * @param {FollowingsListener} listener
   */
  constructor(api, listener) {
    this.#api = api;
    this.#listener = listener;
  }

  /**
   * @param {string} dialog
   * @param {string} reply
   */
  has(dialog, reply) {
    return [...this.#all].some((each) => each.dialog === dialog && each.reply === reply);
  }

  /** @param {string | undefined} dialog */
  reconnecting(dialog) {
    return [...this.#all].some((each) => each.dialog === dialog && each.reconnecting);
  }

  /**
   * @param {Pick<Following, 'dialog' | 'reply' | 'question'>} what
   * @param {(signal: AbortSignal) => Promise<Response>} call
   */
  begin(what, call) {
    this.#start({...what, begun: false, reconnecting: false}, {begin: call});
  }

  /**
   * @param {string | undefined} dialog the one that is shown
   * @param {Message | undefined} running the reply being written in it
   */
  attend(dialog, running) {
    for (const each of this.#all) {
      if (each.begun && (each.dialog !== dialog || each.reply !== running?.id)) this.#end(each);
    }
    if (!dialog || !running || this.#lost.has(running.id)) return;
    const {id, parent, cursor} = running;
    const attended = [...this.#all].some(
      (each) => each.dialog === dialog && (each.reply === id || (!each.begun && each.question && each.question === parent)),
    );
    if (attended) return;
    this.#start({dialog, reply: id, begun: true, reconnecting: false}, {reply: id, cursor});
    if (!cursor) this.#listener.changed(dialog, id, restarted);
  }

  /** Closes all connections, including those that carry a message. */
  close() {
    for (const each of this.#all) this.#end(each);
  }

  /** @param {Following} following */
  #end(following) {
    this.#all.delete(following);
    following.stream?.close();
  }

  /**
   * @param {Following} following
   * @param {{reply?: string, cursor?: string, begin?: (signal: AbortSignal) => Promise<Response>}} from
   */
  #start(following, from) {
    let thinkingSince = 0;
    const {dialog} = following;
    /** @param {(reply: Message) => Message} change */
    const change = (change) => this.#listener.changed(dialog, following.reply, change);
    this.#all.add(following);
    following.stream = new ReplyStream(this.#api, {
      reply: ({reply}) => {
        if (following.begun) return;
        const draft = following.reply;
        Object.assign(following, {begun: true, reply});
        this.#listener.begun(dialog, draft, reply);
      },
      reasoning: (reasoning) => {
        thinkingSince ||= Date.now();
        change((reply) => ({...grown(reply, {reasoning}), cursor: undefined}));
      },
      text: (text) => {
        const thinkingMillis = thinkingSince && Date.now() - thinkingSince;
        change((reply) => ({
          ...grown(reply, {text}),
          cursor: undefined,
          thinkingMillis: reply.thinkingMillis ?? (reply.text ? undefined : thinkingMillis || undefined),
        }));
      },
      rewind: (keep) => change((reply) => ({...rewound(reply, keep), cursor: undefined})),
      done: ({status, finishReason, error, deleted}) => {
        this.#all.delete(following);
        const end = {status, finishReason, error, held: undefined, cursor: undefined, stop: undefined};
        this.#listener.ended(dialog, following.reply, (reply) => ({...reply, ...end}), deleted === true);
      },
      connection: (state) => {
        if (following.reconnecting === (state === 'reconnecting')) return;
        following.reconnecting = state === 'reconnecting';
        this.#listener.connection();
      },
      refused: (error) => {
        this.#all.delete(following);
        if (following.begun) this.#lose(following.reply);
        else this.#listener.refused(dialog, following.reply, error);
      },
    }, from);
  }

  /** @param {string} reply */
  #lose(reply) {
    this.#lost.add(reply);
    setTimeout(() => {
      this.#lost.delete(reply);
      this.#listener.connection();
    }, LOST_PAUSE_MS);
    this.#listener.lost();
  }
}
