/**
 * Makes of some nodes others, and keeps what is the same: a text that grows stays the node it is, so that what is selected in it
 * stays selected, and what has not changed is not laid out again.
 *
 * @param {Element} parent
 * @param {ChildNode[]} old children of the parent, one after the other
 * @param {Node[]} fresh what they become
 * @returns {ChildNode[]} those that are there now
 */
export function morph(parent, old, fresh) {
  const end = old.at(-1)?.nextSibling ?? null;
  const now = fresh.map((node, index) => {
    const before = old[index];
    if (before && become(before, node)) return before;
    if (before) before.replaceWith(node);
    else parent.insertBefore(node, end);
    return /** @type {ChildNode} */ (node);
  });
  for (const left of old.slice(fresh.length)) left.remove();
  return now;
}

/**
 * @param {Node} old
 * @param {Node} fresh
 * @returns {boolean} whether the old one is now like the new one
 */
function become(old, fresh) {
  if (old instanceof Text && fresh instanceof Text) {
    if (fresh.data.startsWith(old.data)) old.appendData(fresh.data.slice(old.length));
    else if (old.data.startsWith(fresh.data)) old.deleteData(fresh.length, old.length - fresh.length);
    else old.data = fresh.data;
    return true;
  }
  if (!(old instanceof Element && fresh instanceof Element) || old.tagName !== fresh.tagName) return false;
  const [was, is] = [written.get(old), written.get(fresh)];
  if (was || is) return !!was && !!is && (was.source === is.source || !!was.growTo?.(is.source));
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  morph(old, [...old.childNodes], [...fresh.childNodes]);
  return true;
}

/**
 * What elements that write their content themselves, as code and formulas do, were written from.
 *
 * @typedef {{source: string, growTo?: (source: string) => boolean}} Written
 */

/** @type {WeakMap<Element, Written>} */
const written = new WeakMap();

/**
 * @param {Element} element
 * @param {Written} by
 */
export const isWritten = (element, by) => written.set(element, by);
