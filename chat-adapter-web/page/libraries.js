import {fileURLToPath} from 'node:url';

/** An import map: where the libraries of the page are, below `node_modules`. The bundle and the browser resolve alike. */
export const LIBRARIES = {
  lit: 'lit/index.js',
  'lit/directives/': 'lit-html/directives/',
  'lit-html': 'lit-html/lit-html.js',
  'lit-html/is-server.js': 'lit-html/is-server.js',
  'lit-element/lit-element.js': 'lit-element/lit-element.js',
  '@lit/reactive-element': '@lit/reactive-element/reactive-element.js',
  marked: 'marked/lib/marked.esm.js',
  temml: 'temml/dist/temml.mjs',
};

/** The packages of which the bundle has code. */
export const PACKAGES = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', 'marked', 'temml'];

export const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url));

/**
 * @param {string} specifier
 * @returns {string | undefined} the file it means, unless it is a path
 */
export function library(specifier) {
  const found = Object.entries(LIBRARIES).find(([name]) => (name.endsWith('/') ? specifier.startsWith(name) : specifier === name));
  return found && MODULES + found[1] + specifier.slice(found[0].length);
}
