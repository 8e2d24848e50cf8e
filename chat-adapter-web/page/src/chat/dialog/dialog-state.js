/** @import {Message, Trouble} from '../server/types.js' */

import {restarted} from './reply-text.js';

/**
 * The state of one dialog. `path` is the branch as the server sent it. `pending` is what was asked here and is not
 * confirmed yet: questions, each followed by the draft of its reply while it is being sent, and drafts of replies that
 * replace another. Because the two are separate, nothing the server sends can remove what has not reached it.
 *
 * All functions here are pure: they return the next state and leave their argument unchanged.
 *
 * @typedef {object} DialogState
 * @property {string} id
 * @property {string} [title]
 * @property {readonly Message[]} path
 * @property {readonly Message[]} pending
 * @property {string} [older] cursor of the messages before the path
 * @property {string} [branch] the message whose branch the visitor has chosen; if absent, the newest
 * @property {boolean} unproved whether a message was confirmed whose place among messages of other tabs is unknown
 * @property {boolean} missed whether there may be news that no pending response contains
 * @property {number} changed when it last changed here, by the chat's clock
 * @property {number} [awaited] the ticket of the request whose response will be adopted
 *
 * @typedef {object} DialogPage what the server tells of a dialog
 * @property {string} [title]
 * @property {readonly Message[]} items
 * @property {string} [next]
 * @property {string} [branch] the message whose branch was asked for
 */

/**
 * @param {string} id
 * @param {number} changed
 * @returns {DialogState}
 */
export function emptyDialog(id, changed) {
  return {id, path: [], pending: [], unproved: false, missed: false, changed};
}

/**
 * @param {DialogState} dialog
 * @returns {Message[]} what is shown of it
 */
export function messagesOf({path, pending}) {
  return pending.reduce(place, [...path]);
}

/**
 * @param {readonly Message[]} messages
 * @param {Message} message
 * @returns {Message[]} with the message at the end, or instead of the one it replaces and all below that
 */
function place(messages, message) {
  const {instead, parent} = message;
  if (!instead) return [...messages, message];
  let at = messages.findIndex(({id}) => id === instead);
  if (at < 0 && parent) at = messages.findIndex(({id}) => id === parent) + 1 || messages.length;
  return [...messages.slice(0, Math.max(at, 0)), message];
}

/** @param {Message} message */
const isQuestion = ({role}) => role === 'visitor';

const QUEUED = 'queued';

/** @param {Message} message */
export const isQueued = ({problem}) => problem?.code === QUEUED;

/** @param {Message} message */
export const isGenerating = ({status}) => status === 'generating';

/**
 * @param {DialogState} dialog
 * @param {Message | undefined} question new, or one that was not sent and is sent again
 * @param {Message} draft of its reply, or of one in place of another
 * @returns {DialogState}
 */
export function begin(dialog, question, draft) {
  if (!question) return {...dialog, pending: [...dialog.pending, draft]};
  const others = dialog.pending.filter(({id, parent}) => id !== question.id && parent !== question.id);
  return {...dialog, pending: [...others.filter((each) => !isQueued(each)), question, draft, ...others.filter(isQueued)]};
}

/**
 * @param {DialogState} dialog
 * @param {Message} question to be sent once nothing is being written any more, after those that wait already
 * @returns {DialogState}
 */
export function enqueue(dialog, question) {
  return {...dialog, pending: [...dialog.pending, {...question, delivery: 'unsent', problem: {code: QUEUED}}]};
}

/**
 * The server has started a reply and is about to send it from its beginning.
 *
 * @param {DialogState} dialog
 * @param {string} draft the id by which it was shown so far
 * @param {string} reply
 * @returns {DialogState}
 */
export function confirm(dialog, draft, reply) {
  const drafted = dialog.pending.find(({id}) => id === draft);
  // The dialog may have been loaded in the meantime and contain both already.
  if (!drafted) return patch(dialog, reply, restarted);
  const question = dialog.pending.find((message) => isQuestion(message) && message.id === drafted.parent);
  const confirmed = question ? [question, {...drafted, id: reply}] : [{...drafted, id: reply}];
  const path = confirmed.reduce(place, [...dialog.path]).map(settled);
  const pending = dialog.pending.filter((message) => message !== drafted && message !== question);
  return patch({...dialog, path, pending, branch: undefined, unproved: true}, reply, restarted);
}

/**
 * @param {Message} message
 * @returns {Message} one the server has
 */
function settled(message) {
  if (!message.delivery) return message;
  const {delivery, problem, instead, ...rest} = message;
  return {...rest, siblings: rest.siblings ?? [rest.id]};
}

/**
 * @param {DialogState} dialog
 * @param {string} draft of the reply that is not to be
 * @param {Trouble} problem
 * @returns {DialogState}
 */
export function refuse(dialog, draft, problem) {
  const drafted = dialog.pending.find(({id}) => id === draft);
  if (!drafted) return dialog;
  const pending = dialog.pending
    .filter((message) => message !== drafted)
    .map((message) =>
      isQuestion(message) && message.id === drafted.parent
        ? {...message, delivery: /** @type {const} */ ('unsent'), problem, stop: drafted.stop}
        : message,
    );
  return {...dialog, pending};
}

/**
 * @param {DialogState} dialog
 * @param {Message} question one that never reached the server, as far as is known
 * @returns {DialogState}
 */
export function keep(dialog, question) {
  const known = [...dialog.path, ...dialog.pending].some(({id}) => id === question.id);
  return known ? dialog : {...dialog, pending: [...dialog.pending, {...question, delivery: 'unsent'}]};
}

/**
 * @param {DialogState} dialog
 * @param {string} id of an unsent question
 * @returns {DialogState}
 */
export function discard(dialog, id) {
  return {...dialog, pending: dialog.pending.filter((message) => message.id !== id || message.delivery !== 'unsent')};
}

/**
 * Marks the reply being written as one to stop, at once or as soon as the server has started it.
 *
 * @param {DialogState} dialog
 * @returns {DialogState}
 */
export function stop(dialog) {
  /** @param {Message} message */
  const wanted = (message) => (isGenerating(message) ? {...message, stop: true} : message);
  return {...dialog, path: dialog.path.map(wanted), pending: dialog.pending.map(wanted)};
}

/**
 * Adopts the server's state of the dialog, which must have been requested after the last change made here.
 *
 * @param {DialogState} dialog
 * @param {DialogPage} page
 * @param {(reply: string) => boolean} followed whether a stream tells how this reply grows
 * @returns {DialogState}
 */
export function adopt(dialog, {title, items, next, branch}, followed) {
  const known = new Set(items.map(({id}) => id));
  const confirmed = dialog.pending.filter((message) => isQuestion(message) && known.has(message.id));
  /** @param {Message} message */
  const asked = (message) => confirmed.find(({id}) => id === message.parent);
  const drafts = dialog.pending.filter((message) => !isQuestion(message) && (known.has(message.id) || asked(message)));
  const stopped = drafts.filter((draft) => draft.stop);
  /** @param {Message} item */
  const merged = (item) => {
    const mine = dialog.path.find(({id}) => id === item.id);
    const stopping = mine?.stop || asked(item)?.stop || stopped.some(({id, parent}) => id === item.id || (asked(item) && parent === item.parent));
    if (!isGenerating(item)) return item;
    const shown = mine && isGenerating(mine) && followed(item.id) ? {...mine, siblings: item.siblings} : item;
    return stopping ? {...shown, stop: true} : shown;
  };
  const joint = dialog.path.findIndex(({id}) => id === items[0]?.id);
  return {
    ...dialog,
    title,
    path: [...dialog.path.slice(0, Math.max(joint, 0)), ...items.map(merged)],
    older: joint < 0 ? next : dialog.older,
    pending: dialog.pending.filter((message) => !confirmed.includes(message) && !drafts.includes(message)),
    branch,
    unproved: false,
  };
}

/**
 * @param {readonly Message[]} shown what was shown of a dialog
 * @param {DialogState | undefined} before
 * @param {DialogState | undefined} now the same dialog
 * @returns {Message[]} the replies that ended between the two states
 */
export function endedSince(shown, before, now) {
  const asked = shown.filter(isGenerating).map(({parent}) => parent);
  const known = new Set(before?.path.filter((message) => !isGenerating(message)).map(({id}) => id));
  const ended = now?.path.filter((message) => !isQuestion(message) && !isGenerating(message) && !known.has(message.id));
  return ended?.filter(({parent}) => asked.includes(parent)) ?? [];
}

/**
 * @param {DialogState} dialog
 * @returns {Message | undefined} a question that will be accepted, as soon as its problem is over: it was refused because
 *     of a limit, or of another reply, which has ended by now; or it waits for its turn
 */
export function admissible({path, pending}) {
  if ([...path, ...pending].some(isGenerating)) return undefined;
  return pending.find(
    ({problem: {code, until, reply} = {}, stop}, at) =>
      !stop && (code === QUEUED ? path.length > 0 || at === 0 : code === 'rate-limited' ? until : code === 'reply-running' && path.some(({id}) => id === reply)),
  );
}

/**
 * @param {DialogState} dialog
 * @param {DialogPage} page the one before the path
 * @returns {DialogState}
 */
export function prepend(dialog, {items, next}) {
  const known = new Set(dialog.path.map(({id}) => id));
  return {...dialog, path: [...items.filter(({id}) => !known.has(id)), ...dialog.path], older: next};
}

/**
 * @param {DialogState} dialog
 * @param {string} reply
 * @param {(reply: Message) => Message} change made to it while it is being written, and no more afterwards
 * @returns {DialogState}
 */
export function patch(dialog, reply, change) {
  const path = dialog.path.map((message) => (message.id === reply && isGenerating(message) ? change(message) : message));
  return {...dialog, path};
}
