/** @import {MessageKey} from './i18n.js' */
/** @import {Message, Trouble} from '../server/types.js' */

import {i18n} from './i18n.js';

/** @type {Record<string, MessageKey>} */
const WORDS = {
  'provider-unavailable': 'errProviderUnavailable',
  'provider-busy': 'errProviderBusy',
  'provider-timeout': 'errProviderTimeout',
  'provider-broken': 'errProviderBroken',
  'request-rejected': 'errRejected',
  'too-long': 'errTooLong',
  'insufficient-resource': 'errProviderBusy',
  'empty-answer': 'errEmptyAnswer',
  'only-thoughts': 'errOnlyThoughts',
  'context-too-long': 'errContextTooLong',
  'content-filtered': 'errContentFiltered',
  internal: 'errInternal',
  interrupted: 'errInterrupted',
  network: 'errNetwork',
  incomplete: 'errIncomplete',
  'reply-running': 'errRunning',
  'text-too-long': 'errTextTooLong',
  'not-found': 'errGone',
  'not-continuable': 'errNotContinuable',
  'identity-required': 'errSignIn',
  'ticket-required': 'errUseScript',
  unrecognised: 'errUnrecognised',
  'id-taken': 'errIdTaken',
  'budget-spent': 'errClosedToday',
  'assistant-closed': 'errClosed',
  'no-assistant': 'errNoAssistant',
};

/** @type {[RegExp, MessageKey][]} */
const KINDS = [
  [/unavailable$|^draining|^overloaded|^ticket-failed|^http-50[234]$/, 'errUnavailable'],
  [/^unauthorized|^identity|^visitor/, 'errNotAllowed'],
  [/too-large$/, 'errTextTooLong'],
  [/^rate|^too-many/, 'errLimited'],
];

/** @param {string} code */
const word = (code) => WORDS[code] ?? KINDS.find(([kind]) => kind.test(code))?.[1];

/**
 * What went wrong, in words for the visitor.
 *
 * @param {Trouble} trouble
 * @param {number} [seconds] that it lasts from now on
 * @returns {string}
 */
export function inWords({code}, seconds) {
  const key = word(code) ?? 'errInternal';
  return key === 'errLimited' && seconds ? i18n.t('errLimitedFor', {n: seconds}) : i18n.t(key);
}

/**
 * @param {string} code
 * @returns {boolean} whether the page has a message for this code
 */
export function hasWords(code) {
  return word(code) !== undefined;
}

/** Invisible characters: spaces, text controls, and characters drawn as blanks. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Z}\u115F\u1160\u2800\u3164\uFFA0]/u;

/**
 * @param {string | undefined} text
 * @returns {boolean} whether any of it is visible
 */
export function showsSomething(text) {
  return VISIBLE.test(text ?? '');
}

/**
 * What the page says about the end of a reply. A completed reply without a visible word counts as failed.
 *
 * @param {Message} reply
 * @returns {{failure?: Trouble, again: boolean, anew: boolean}} what went wrong, whether asking the same
 *     question again may help, and whether only a new dialog helps
 */
export function outcome({status, error, finishReason, text, reasoning}) {
  const thoughts = showsSomething(reasoning);
  /** @type {Trouble | undefined} */
  let failure;
  if (status === 'failed' || status === 'interrupted') failure = error ?? {code: status === 'failed' ? 'internal' : 'interrupted'};
  else if (status === 'completed' && finishReason !== 'length' && !showsSomething(text)) {
    failure = {code: finishReason === 'content_filter' ? 'content-filtered' : 'empty-answer'};
  }
  if (failure?.code === 'empty-answer' && thoughts) failure = {...failure, code: 'only-thoughts'};
  const anew = failure?.code === 'context-too-long';
  return {failure, again: !anew && failure?.code !== 'content-filtered', anew};
}
