/** @import {Session} from './types.js' */

/**
 * The keys that identify the visitor of this browser, oldest first. There is more than one only after a server with
 * another secret or a wrong clock refused a key: the visitor then became a new one, and the refused key was kept. The
 * oldest key that the server accepts identifies her. A key leaves the ring when the visitor is erased, or when it is so
 * old that no server accepts it.
 *
 * @typedef {object} KnownKey
 * @property {string} key
 * @property {string} [visitor] the visitor it belongs to, if known
 * @property {number} at when it was given, or seen for the first time
 *
 * @typedef {readonly KnownKey[]} KeyRing
 */

const KEY_LIFE_MS = 180 * 24 * 3_600_000;
const MOST_KEYS = 4;

/**
 * @param {string | undefined} text what was kept: one key as it is, more as JSON
 * @param {number} now
 * @returns {KeyRing}
 */
export function parseRing(text, now) {
  if (!text) return [];
  if (!text.startsWith('[')) return [{key: text, at: now}];
  try {
    /** @type {Partial<KnownKey>[]} */
    const kept = JSON.parse(text);
    return kept
      .filter((known) => typeof known?.key === 'string' && known.key !== '')
      .map(({key, visitor, at}) => ({
        key: String(key),
        visitor: typeof visitor === 'string' ? visitor : undefined,
        at: typeof at === 'number' && at <= now ? at : now,
      }))
      .filter(({at}) => now - at < KEY_LIFE_MS);
  } catch {
    return [];
  }
}

/**
 * @param {KeyRing} ring
 * @returns {string | undefined}
 */
export function formatRing(ring) {
  return ring.length > 1 ? JSON.stringify(ring) : ring[0]?.key;
}

/**
 * @param {KeyRing} ring
 * @param {string | undefined} key that was taken; none: all were refused
 * @param {Pick<Session, 'visitor' | 'visitorKey'>} session without a key if it is that of an identified visitor, whose
 *     dialogs of before have moved to her
 * @param {number} now
 * @returns {KeyRing}
 */
export function accepted(ring, key, {visitor, visitorKey}, now) {
  if (!visitorKey) return ring.filter((known) => known.key !== key);
  const given = {key: visitorKey, visitor, at: now};
  const renewed = ring.map((known) => (known.key === key ? given : known));
  return bounded(key === undefined ? [...ring, given] : renewed);
}

/**
 * @param {KeyRing} ring of this tab
 * @param {KeyRing} kept what another tab may have written in the meantime
 * @returns {KeyRing}
 */
export function merged(ring, kept) {
  // A single key is only another tab's renewal of the same one.
  if (ring.length < 2 && kept.length < 2) return ring;
  return bounded([...ring, ...withoutAll(kept, ring)]);
}

/**
 * @param {KeyRing} ring
 * @param {KeyRing} others
 * @returns {KeyRing} without these keys, and without others of the same visitors
 */
export function withoutAll(ring, others) {
  return ring.filter(({key, visitor}) => !others.some((other) => other.key === key || (visitor && other.visitor === visitor)));
}

/** @param {KeyRing} ring */
function bounded(ring) {
  return ring.filter((_, i) => i < MOST_KEYS - 1 || i === ring.length - 1);
}
