/** @import {SseEvent} from './sse.js' */
/** @import {ReplyError, ReplyStatus} from './types.js' */

/**
 * The events of a reply. A test of the server compares the names with its own, so that none is added there alone.
 *
 * @typedef {{type: 'reply', reply: string, message: string, dialog: string, status: ReplyStatus}} BegunEvent
 * @typedef {{type: 'reasoning', t: string}} ReasoningEvent
 * @typedef {{type: 'text', t: string}} TextEvent
 * @typedef {{type: 'rewind', reasoning: number, text: number}} RewindEvent keeps so many code units of each
 * @typedef {{type: 'done', status: ReplyStatus, finishReason?: string, error?: ReplyError, deleted?: boolean}} DoneEvent
 * @typedef {{type: 'reconnect'}} ReconnectEvent
 *
 * @typedef {BegunEvent | ReasoningEvent | TextEvent | RewindEvent | DoneEvent | ReconnectEvent} ReplyEvent
 */

/** @type {Record<ReplyEvent['type'], true>} */
const KNOWN = {reply: true, reasoning: true, text: true, rewind: true, done: true, reconnect: true};

/**
 * @param {SseEvent} event
 * @returns {ReplyEvent | undefined} undefined for one that only newer pages know
 */
export function replyEvent({type, data}) {
  return Object.hasOwn(KNOWN, type) ? {...JSON.parse(data), type} : undefined;
}

/**
 * The last case of a `switch` over all events: does not type-check while an event is missing from it.
 *
 * @param {never} event
 * @returns {never}
 */
export function unhandled(event) {
  throw new TypeError(`unhandled event ${JSON.stringify(event)}`);
}
