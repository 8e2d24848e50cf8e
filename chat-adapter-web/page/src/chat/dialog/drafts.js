/** @import {Message} from '../server/types.js' */

import {newId} from '../browser/ids.js';

/**
 * @param {Message['role']} role
 * @param {Partial<Message>} rest
 * @returns {Message} a message that the server does not have yet
 */
function local(role, rest) {
  return {id: newId(), role, text: '', createdAt: new Date().toISOString(), delivery: 'sending', ...rest};
}

/**
 * @param {string} text
 * @param {string | undefined} parent
 */
export function question(text, parent) {
  return local('visitor', {text, parent});
}

/**
 * @param {Message} old
 * @param {string} text what is asked instead, as another branch
 */
export function edited(old, text) {
  return besides(old, local('visitor', {text, parent: old.parent, instead: old.id}));
}

/** @param {string} asked id of the question */
export function replyTo(asked) {
  return local('assistant', {parent: asked, status: 'generating'});
}

/**
 * @param {Message} old the reply in whose place another is to stand
 * @param {'regenerate' | 'continue'} how
 */
export function replyInstead(old, how) {
  const held = how === 'continue' ? {reasoning: '', text: old.text} : undefined;
  return besides(old, local('assistant', {parent: old.parent, status: 'generating', instead: old.id, held}));
}

/**
 * @param {Message} old
 * @param {Message} message
 * @returns {Message} the same message, as the last of its siblings
 */
function besides(old, message) {
  return {...message, siblings: [...(old.siblings ?? [old.id]), message.id]};
}
