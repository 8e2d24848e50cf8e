/** @import {MessageKey} from './i18n.js' */
/** @import {Trouble} from './types.js' */

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
  internal: 'errInternal',
  interrupted: 'errInterrupted',
  network: 'errNetwork',
  'database-unavailable': 'errUnavailable',
  draining: 'errUnavailable',
  overloaded: 'errUnavailable',
  'search-unavailable': 'errUnavailable',
  'too-many-requests': 'errLimited',
  'reply-running': 'errRunning',
  'text-too-long': 'errTextTooLong',
  'payload-too-large': 'errTextTooLong',
  'not-found': 'errGone',
  'not-continuable': 'errNotContinuable',
  unauthorized: 'errNotAllowed',
  'no-assistant': 'errNoAssistant',
};

/**
 * What went wrong, in words for the visitor.
 *
 * @param {Trouble} trouble
 * @returns {string}
 */
export function inWords({code, retryAfter}) {
  if (code === 'too-many-requests' && retryAfter) return i18n.t('errLimitedFor', {n: i18n.number(Math.ceil(retryAfter))});
  const unavailable = /^http-50[234]$/.test(code) ? 'errUnavailable' : 'errInternal';
  return i18n.t(WORDS[code] ?? unavailable);
}
