/** Where the server is: its pages may be below any path, as behind a proxy. Ends in a slash. */
export const ROOT = new URL(document.documentElement.dataset.root ?? '/', document.baseURI).href;

/**
 * @param {string} address a path at the server, or a whole address
 * @returns {string}
 */
export const atServer = (address) => address.replace(/^\//, ROOT);
