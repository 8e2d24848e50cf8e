/** @import {Conversation} from '../dialog/conversation.js' */
/** @import {Visit} from './visit.js' */

const RECENT_MS = 30 * 60_000;
const RESEND_WITHIN_MS = 10 * 60_000;

/**
 * Shows what the visitor saw before the page was reloaded, or her newest dialog if it is recent, and resends what was
 * being sent.
 *
 * @param {Visit} visit that has begun
 * @param {Conversation} talk
 * @param {boolean} returning whether the visitor has been here before
 */
export async function resume({api, memory, visitor}, talk, returning) {
  // If the visitor is not recognised now, what she had open waits until she is.
  if (!api.recognised) return;
  if (!returning) memory.claimWaiting(visitor);
  const waiting = memory.waiting(visitor);
  const wanted = memory.dialog;
  talk.restore(waiting);
  for (const {message} of waiting) {
    const lately = Date.now() - Date.parse(message.createdAt) < RESEND_WITHIN_MS;
    if (lately && (message.delivery === 'sending' || message.problem?.code === 'network')) talk.resend(message.id);
  }
  const dialog = wanted ?? waiting.at(-1)?.dialog;
  if (dialog) await talk.open(dialog);
  if (talk.id || wanted === '' || !returning) return;
  try {
    const [newest] = (await api.dialogs({limit: 1})).items;
    const lately = newest && Date.now() - Date.parse(newest.updatedAt) < RECENT_MS;
    if (newest && (newest.running || lately)) await talk.open(newest.id);
  } catch {
    // The visitor can still start a new dialog, and find the earlier ones in the list.
  }
}
