/** @import {DialogPage, DialogState} from './dialog-state.js' */

import {adopt, emptyDialog} from './dialog-state.js';

/**
 * Which dialog is shown, and all known dialogs: the shown one, and those with something not confirmed yet.
 *
 * A response is older than what happened here since its request. So each request takes a ticket from a clock that every
 * change made here advances, and a response is adopted only if its ticket is newer than the dialog's last change. Of
 * two requests the later may be answered first, and with older news: so only one is pending at a time, and the next
 * waits for its response.
 *
 * All functions here are pure.
 *
 * @typedef {object} ChatState
 * @property {number} clock
 * @property {string} [shown] id of the dialog on the screen; if absent, one without a message yet
 * @property {ReadonlyMap<string, DialogState>} dialogs
 */

/** @type {ChatState} */
export const EMPTY_CHAT = {clock: 0, dialogs: new Map()};

/**
 * @param {ChatState} chat
 * @returns {DialogState | undefined}
 */
export function shownDialog({shown, dialogs}) {
  return shown === undefined ? undefined : dialogs.get(shown);
}

/**
 * @param {ChatState} chat
 * @param {string | undefined} id of the dialog to be shown; none: one without messages
 * @returns {ChatState}
 */
export function show(chat, id) {
  return tidy({...withDialog(chat, id), shown: id});
}

/**
 * @param {ChatState} chat
 * @param {string | undefined} id
 * @returns {ChatState} in which there is this dialog
 */
export function withDialog(chat, id) {
  if (id === undefined || chat.dialogs.has(id)) return chat;
  const clock = chat.clock + 1;
  return {...chat, clock, dialogs: new Map(chat.dialogs).set(id, emptyDialog(id, clock))};
}

/**
 * @param {ChatState} chat
 * @param {string} id of the dialog that the server is to tell
 * @param {boolean} [instead] whether the answer under way is not wanted any more
 * @returns {[ChatState, number | undefined]} with a ticket, unless it has to be asked again after the answer under way
 */
export function ask(chat, id, instead = false) {
  if (!instead && answerHolds(chat, id)) return [replace(chat, id, (dialog) => ({...dialog, missed: true})), undefined];
  const clock = chat.clock + 1;
  return [replace({...chat, clock}, id, (dialog) => ({...dialog, awaited: clock, missed: false})), clock];
}

/**
 * @param {ChatState} chat
 * @param {string} id
 * @returns {boolean} whether an answer is under way that will be adopted if nothing happens before it comes
 */
function answerHolds(chat, id) {
  const {awaited = 0, changed = 0} = chat.dialogs.get(id) ?? {};
  return awaited > changed;
}

/**
 * @param {ChatState} chat
 * @param {string} id
 * @param {number} ticket
 * @returns {boolean} whether it is the answer to this ticket that is awaited
 */
export function awaits(chat, id, ticket) {
  return chat.dialogs.get(id)?.awaited === ticket;
}

/**
 * Something happened here that no response to an earlier request can contain.
 *
 * @param {ChatState} chat
 * @param {string} id
 * @param {(dialog: DialogState) => DialogState} change
 * @returns {ChatState}
 */
export function alter(chat, id, change) {
  const clock = chat.clock + 1;
  return replace({...chat, clock}, id, (dialog) => ({...change(dialog), changed: clock}));
}

/**
 * A reply grew, or something else changed that a response may or may not contain.
 *
 * @param {ChatState} chat
 * @param {string} id
 * @param {(dialog: DialogState) => DialogState} change
 * @returns {ChatState}
 */
export function replace(chat, id, change) {
  const dialog = chat.dialogs.get(id);
  return dialog ? tidy({...chat, dialogs: new Map(chat.dialogs).set(id, change(dialog))}) : chat;
}

/**
 * @param {ChatState} chat
 * @param {string} id
 * @param {number} ticket with which the page was asked for
 * @param {DialogPage} page
 * @param {(reply: string) => boolean} followed whether a stream tells how this reply grows
 * @returns {ChatState} with the page, or with the note that it was missed
 */
export function adoptPage(chat, id, ticket, page, followed) {
  if (!awaits(chat, id, ticket)) return chat;
  if (!answerHolds(chat, id)) return replace(chat, id, (dialog) => ({...dialog, awaited: undefined, missed: true}));
  return replace(chat, id, (dialog) => ({...adopt(dialog, page, followed), awaited: undefined}));
}

/**
 * The server could not answer.
 *
 * @param {ChatState} chat
 * @param {string} id
 * @param {number} ticket
 * @returns {ChatState}
 */
export function unanswered(chat, id, ticket) {
  return awaits(chat, id, ticket) ? replace(chat, id, (dialog) => ({...dialog, awaited: undefined})) : chat;
}

/**
 * The server does not know a dialog. If part of it is unconfirmed, it may still be on its way there.
 *
 * @param {ChatState} chat
 * @param {string} id
 * @param {number} ticket
 * @returns {ChatState}
 */
export function gone(chat, id, ticket) {
  if (!awaits(chat, id, ticket) || !answerHolds(chat, id) || chat.dialogs.get(id)?.pending.length) {
    return unanswered(chat, id, ticket);
  }
  return forget(chat, id);
}

/**
 * @param {ChatState} chat
 * @param {string} id of a dialog that is deleted, whatever of it is on its way
 * @returns {ChatState}
 */
export function forget(chat, id) {
  const dialogs = new Map(chat.dialogs);
  dialogs.delete(id);
  return {...chat, dialogs, shown: chat.shown === id ? undefined : chat.shown};
}

/**
 * @param {ChatState} chat
 * @returns {ChatState} without the dialogs that the server can tell as well
 */
function tidy(chat) {
  const kept = [...chat.dialogs].filter(([id, {pending}]) => id === chat.shown || pending.length > 0);
  return kept.length === chat.dialogs.size ? chat : {...chat, dialogs: new Map(kept)};
}
