import {i18n} from '../words/i18n.js';
import {ApiError} from './api.js';

/** How long a visitor waits without being told why. */
const QUIET_MS = 1_000;
const STYLE =
  'position:fixed;inset:auto 0 96px;margin:0 auto;inline-size:fit-content;padding:7px 12px;border-radius:12px;background:var(--surface-2);color:var(--ink-2);font-size:13px';

/**
 * @typedef {object} Challenge
 * @property {string} salt
 * @property {string} challenge
 * @property {number} maxNumber
 */

/** The page may begin this one worker, and no other. */
const address = () => {
  const url = new URL('./proof-worker.js', import.meta.url).href;
  const types = /** @type {{trustedTypes?: {createPolicy(name: string, rules: object): {createScriptURL(url: string): string}}}} */ (window).trustedTypes;
  policy ??= types?.createPolicy('proof-worker', {createScriptURL: () => url});
  return policy?.createScriptURL('') ?? url;
};
/** @type {{createScriptURL(url: string): string} | undefined} */
let policy;

/**
 * Solves a challenge. If that takes long, the page says so.
 *
 * @param {Challenge} challenge
 * @returns {Promise<object>} what proves it
 */
export async function solved(challenge) {
  const status = document.createElement('p');
  status.role = 'status';
  document.body.append(status);
  const late = setTimeout(() => {
    status.style.cssText = STYLE;
    status.textContent = i18n.t('checking');
  }, QUIET_MS);
  /** @type {Worker | undefined} */
  let worker;
  try {
    const number = await new Promise((resolve, reject) => {
      worker = new Worker(address());
      worker.onmessage = ({data}) => resolve(data);
      worker.onerror = reject;
      worker.postMessage(challenge);
    });
    return {...challenge, number};
  } catch {
    throw new ApiError('proof-failed');
  } finally {
    worker?.terminate();
    clearTimeout(late);
    status.remove();
  }
}
