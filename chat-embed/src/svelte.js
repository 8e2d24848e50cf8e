import {mount} from './index.js';

/**
 * An action that puts a chat into an element, for as long as the element is there.
 *
 * @param {HTMLElement} node
 * @param {import('./index.js').ChatOptions & {on?: Record<string, (detail: any, event: Event) => void>}} options
 */
export function chat(node, {on = {}, mode = 'inline', ...options}) {
  let wanted = true;
  /** @type {import('./index.js').ChatFrame | undefined} */
  let element;
  mount({parent: mode === 'bubble' ? undefined : node, mode, ...options}).then((mounted) => {
    if (!wanted) return mounted.destroy();
    element = mounted;
    for (const [name, listener] of Object.entries(on)) element.on(/** @type {any} */ (name), listener);
    return undefined;
  }, (error) => on.error?.({code: 'unreachable', reason: 'script', error}, new Event('error')));
  return {
    /** @param {import('./index.js').ChatOptions} changed */
    update({server, parent, mode: ignored, on: listeners, ...attributes}) {
      element?.set(attributes);
    },
    destroy() {
      wanted = false;
      element?.destroy();
    },
  };
}
