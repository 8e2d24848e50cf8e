/** @typedef {import('./index.js').ChatOptions} ChatOptions */

/** The scripts that were asked for, by their address. */
const loads = new Map();

/**
 * Loads the script of a server, once; it defines `<chat-frame>` and `window.Chatframe`.
 *
 * @param {string} server its address
 * @returns {Promise<void>}
 */
export function load(server) {
  const {href} = new URL('embed.js', server.endsWith('/') ? server : `${server}/`);
  const known = loads.get(href);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = href;
    script.onload = () => resolve(undefined);
    script.onerror = () => {
      // The next one tries again.
      loads.delete(href);
      script.remove();
      reject(new Error(`The chat's script could not be loaded: ${href}`));
    };
    document.head.append(script);
  });
  loads.set(href, loading);
  return loading;
}

/**
 * @param {ChatOptions} options
 * @returns {Promise<import('./index.js').ChatFrame>} the element, in the page
 */
export async function mount({server, parent, mode = 'bubble', ...attributes}) {
  await load(server);
  const element = /** @type {import('./index.js').ChatFrame} */ (document.createElement('chat-frame'));
  element.set({...attributes, mode});
  (parent ?? (mode === 'bubble' ? document.documentElement : document.body)).append(element);
  return element;
}
