/** @import {MarkedToken, Token, Tokens} from 'marked' */

import {Lexer, Marked} from 'marked';
import {CodeBlock} from './code-block.js';
import {i18n} from '../words/i18n.js';
import {isAmong, links} from './links.js';
import {isHostile, plainText, safeUrl, withoutOverrides} from './markdown-text.js';

const DEEPEST = 24;
const LONGEST_FORMULA = 1000;

const FORMULAS = [
  {open: '$$', pattern: /^\$\$([^$]+)\$\$/, display: true},
  {open: '\\[', pattern: /^\\\[([^]+?)\\\]/, display: true},
  {open: '\\(', pattern: /^\\\(([^\n]+?)\\\)/, display: false},
  {open: '$', pattern: /^\$(?![\s$])([^$\n]*[^\s$])\$(?!\d)/, display: false},
];

const parser = new Marked({
  gfm: true,
  breaks: true,
  extensions: [
    {
      name: 'math',
      level: 'inline',
      start: (source) => {
        const at = source.search(/\$|\\[([]/);
        return at < 0 ? undefined : at;
      },
      tokenizer: (source) => {
        for (const {open, pattern, display} of FORMULAS) {
          if (!source.startsWith(open)) continue;
          const found = pattern.exec(source.slice(0, LONGEST_FORMULA));
          if (found) return {type: 'math', raw: found[0], text: found[1], display};
        }
        return undefined;
      },
    },
  ],
});

/**
 * @typedef {{type: 'math', raw: string, text: string, display: boolean}} MathToken
 * @typedef {{type: 'plain', raw: string, text: string}} PlainToken
 * @typedef {MarkedToken | MathToken | PlainToken} PageToken
 */

/** @typedef {Record<string, {href: string | null, title: string | null | undefined}>} Definitions */

/**
 * Parses a section. Text that would cost a parser too much comes back as one plain token.
 *
 * @param {string} source
 * @param {Definitions} definitions link definitions seen so far; the section's own are added
 * @returns {Token[]}
 */
export function parse(source, definitions) {
  if (!isHostile(source)) {
    try {
      const lexer = new Lexer(parser.defaults);
      Object.assign(lexer.tokens.links, definitions);
      const tokens = lexer.lex(source);
      Object.assign(definitions, tokens.links);
      return [...tokens];
    } catch {
      // Nested too deeply for the stack: shown as plain text.
    }
  }
  return plain(source);
}

/**
 * @param {string} source
 * @returns {Token[]} the source as it is
 */
export function plain(source) {
  return [{type: 'plain', raw: source, text: source}];
}

/**
 * Builds nodes for tokens. Nothing of a token ever becomes markup: text goes into text nodes, and elements and
 * attributes are those named here.
 *
 * @param {Token[]} tokens
 * @param {number} [depth]
 * @returns {Node[]}
 */
export function nodesOf(tokens, depth = 0) {
  if (depth > DEEPEST) return [text(tokens.map((token) => token.raw).join(''))];
  return tokens.flatMap((token) => nodeOf(/** @type {PageToken} */ (token), depth + 1) ?? []);
}

/**
 * @param {PageToken} token
 * @param {number} depth
 * @returns {Node | Node[] | undefined}
 */
function nodeOf(token, depth) {
  switch (token.type) {
    case 'space':
    case 'def':
      return undefined;
    case 'paragraph':
      return directed(element('p', nodesOf(token.tokens, depth)), token.text);
    case 'heading':
      return heading(token, depth);
    case 'list':
      return list(token, depth);
    case 'blockquote':
      return directed(element('blockquote', nodesOf(token.tokens, depth)), token.raw);
    case 'table':
      return table(token, depth);
    case 'code':
      return code(token);
    case 'hr':
      return element('hr');
    case 'text':
      return token.tokens ? nodesOf(token.tokens, depth) : text(plainText(token.text));
    case 'strong':
    case 'em':
    case 'del':
      return element(token.type, nodesOf(token.tokens, depth));
    case 'codespan':
      return element('code', [text(withoutOverrides(token.text))]);
    case 'br':
      return element('br');
    case 'escape':
      return text(plainText(token.text));
    case 'link':
      return link(token, nodesOf(token.tokens, depth));
    case 'image':
      return link(token, [text(plainText(token.text) || i18n.t('image'))], 'image');
    case 'checkbox':
      return checkbox(token.checked);
    case 'math':
      return formula(withoutOverrides(token.text), token.display);
    case 'html':
      return token.block ? element('p', [text(withoutOverrides(token.raw.trim()))]) : text(withoutOverrides(token.raw));
    case 'plain':
      return element('p', [text(withoutOverrides(token.text))], 'plain');
    default:
      return text(withoutOverrides(token.raw));
  }
}

/** @param {string} value */
function text(value) {
  return document.createTextNode(value);
}

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Node[]} [children]
 * @param {string} [className]
 * @returns {HTMLElementTagNameMap[N]}
 */
function element(name, children = [], className) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/**
 * Gives a block the direction of its first letters. `dir="auto"` would do the same, but makes the browser read the whole
 * block again whenever it grows.
 *
 * @template {HTMLElement} T
 * @param {T} node
 * @param {string} source
 */
function directed(node, source) {
  const [strong] = /\p{L}/u.exec(source.slice(0, 400)) ?? [];
  if (strong) node.dir = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(strong) ? 'rtl' : 'ltr';
  return node;
}

/**
 * @param {Tokens.Heading} token
 * @param {number} depth
 */
function heading(token, depth) {
  // The first two heading levels belong to the page.
  const level = /** @type {'h3' | 'h4' | 'h5' | 'h6'} */ (`h${Math.min(6, token.depth + 2)}`);
  return directed(element(level, nodesOf(token.tokens, depth), `h${token.depth}`), token.text);
}

/**
 * @param {Tokens.List} token
 * @param {number} depth
 */
function list(token, depth) {
  const node = directed(element(token.ordered ? 'ol' : 'ul'), token.raw);
  if (node instanceof HTMLOListElement && Number(token.start) !== 1) node.start = Number(token.start) || 0;
  for (const item of token.items) node.append(element('li', nodesOf(item.tokens, depth), item.task ? 'task' : undefined));
  return node;
}

/** @param {boolean} checked */
function checkbox(checked) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.disabled = true;
  box.checked = checked;
  return box;
}

/**
 * @param {Tokens.Table} token
 * @param {number} depth
 */
function table(token, depth) {
  const head = document.createElement('thead');
  head.append(row(token.header, 'th', depth));
  const body = document.createElement('tbody');
  for (const cells of token.rows) body.append(row(cells, 'td', depth));
  const frame = document.createElement('div');
  frame.className = 'table';
  frame.tabIndex = 0;
  frame.append(directed(element('table', [head, body]), token.raw));
  return frame;
}

/**
 * @param {Tokens.TableCell[]} cells
 * @param {'th' | 'td'} name
 * @param {number} depth
 */
function row(cells, name, depth) {
  const node = document.createElement('tr');
  for (const cell of cells) {
    node.append(directed(element(name, nodesOf(cell.tokens, depth), cell.align ?? undefined), cell.text));
  }
  return node;
}

/** @param {Tokens.Code} token */
function code(token) {
  const block = new CodeBlock((token.lang ?? '').split(/\s/, 1)[0].slice(0, 40));
  for (const line of token.text.split('\n')) block.line(line);
  return block.node;
}

/** @type {typeof import('./math.js').write | undefined} what writes formulas, once it has been loaded */
let writeFormula;

/**
 * @param {string} source TeX, which is shown until it can be written
 * @param {boolean} display
 */
function formula(source, display) {
  const node = element(display ? 'div' : 'span', [text(source)], 'math');
  node.dir = 'ltr';
  node.title = source;
  if (writeFormula) writeFormula(node, source);
  else import('./math.js').then(({write}) => (writeFormula = write)(node, source), () => {});
  return node;
}

/**
 * @param {Tokens.Link | Tokens.Image} token
 * @param {Node[]} children
 * @param {string} [className]
 * @returns {Node | Node[]}
 */
function link(token, children, className) {
  const url = safeUrl(token.href);
  if (!url && token.type === 'image') return children;
  const own = url && isAmong(url.hostname, [location.hostname, ...links.site]);
  if (!url || !(own || isAmong(url.hostname, links.others ?? [url.hostname]))) return [...children, text(refused(token))];
  const anchor = element('a', children, className);
  anchor.href = anchor.title = url.href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  // The address as text needs no host beside it; as the browser writes it, no letter of it can look like another.
  if (url.host && !own && bare(token.text) !== bare(url.href)) {
    const host = element('small', [text(`(${url.host})`)]);
    host.dir = 'ltr';
    anchor.append(' ', host);
  }
  return anchor;
}

/** @param {string} address */
const bare = (address) => address.replace(/^https?:\/\/|\/$/g, '');

/**
 * A link that may not be followed shows its address.
 *
 * @param {Tokens.Link | Tokens.Image} token
 */
function refused(token) {
  return token.href && token.href !== token.text ? ` (${withoutOverrides(token.href)})` : '';
}
