/** @import {MarkedToken, Token, Tokens} from 'marked' */

import {Lexer, Tokenizer, getDefaults} from 'marked';
import {CodeBlock} from './code-block.js';
import {i18n} from '../words/i18n.js';
import {emphasis} from './emphasis.js';
import {Footnotes} from './footnotes.js';
import {blockFormula, formulaStart, inlineFormula} from './formulas.js';
import {isAmong, links} from './links.js';
import {isHostile, plainText, safeUrl, withoutOverrides} from './markdown-text.js';
import {isWritten} from './morph.js';

const DEEPEST = 24;
const STRUCK = /^~~(?=[^\s~])((?:\\[^]|[^\\])*?(?:\\[^]|[^\s~\\]))~~(?=[^~]|$)/;

/** One tilde is for "about", and for ranges. Emphasis also beside letters that are written without spaces. */
class PageTokenizer extends Tokenizer {
  /**
   * @param {string} source
   * @param {string} masked
   * @param {string} [before]
   * @returns {Tokens.Em | Tokens.Strong | undefined}
   */
  emStrong(source, masked, before = '') {
    const at = masked.length - source.length;
    let start = at;
    // What is left of a longer run may do what the whole run may.
    while (masked[start - 1] === source[0]) start--;
    const found = emphasis(source, masked.slice(at), start < at ? (masked[start - 1] ?? '') : before);
    return found && {...found, tokens: this.lexer.inlineTokens(found.text)};
  }

  /**
   * @param {string} source
   * @returns {Tokens.Del | undefined}
   */
  del(source) {
    const found = STRUCK.exec(source);
    return found ? {type: 'del', raw: found[0], text: found[1], tokens: this.lexer.inlineTokens(found[1])} : undefined;
  }
}

/** The notes of the text that is being parsed or built: both happen without a pause. */
let notes = new Footnotes(false, 0);

const options = {
  ...getDefaults(),
  tokenizer: new PageTokenizer(),
  extensions: {
    renderers: {},
    childTokens: {},
    /** @type {((this: {lexer: Lexer}, source: string) => Tokens.Generic | undefined)[]} */
    block: [
      blockFormula,
      function (source) {
        return notes.definition(source, (text) => this.lexer.blockTokens(text, []));
      },
    ],
    /** @type {((this: {lexer: Lexer}, source: string, tokens: Token[]) => Tokens.Generic | undefined)[]} */
    inline: [
      (source, tokens) => inlineFormula(source, tokens.at(-1)?.raw.slice(-2) ?? ''),
      (source) => notes.reference(source),
    ],
    startInline: [formulaStart],
  },
};

/**
 * @typedef {{type: 'math', raw: string, text: string, display: boolean}} MathToken
 * @typedef {{type: 'plain', raw: string, text: string}} PlainToken
 * @typedef {MarkedToken | MathToken | PlainToken | import('./footnotes.js').NoteToken | import('./footnotes.js').ReferenceToken} PageToken
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
  return isHostile(source) ? plain(source) : parsed(source, definitions);
}

/**
 * @param {string} source
 * @param {Definitions} definitions
 * @returns {Token[]}
 */
function parsed(source, definitions) {
    try {
      const lexer = new Lexer(/** @type {import('marked').MarkedOptions} */ (options));
      Object.assign(lexer.tokens.links, definitions);
      const tokens = lexer.lex(source);
      Object.assign(definitions, tokens.links);
      return [...tokens];
    } catch {
      // Nested too deeply for the stack: shown as plain text.
      return plain(source);
    }
}

/**
 * @param {string} source
 * @returns {Token[]} the source as it is
 */
export function plain(source) {
  return [{type: 'plain', raw: source, text: source}];
}

/**
 * Builds the nodes of a section. Nothing of a token ever becomes markup: text goes into text nodes, and elements and
 * attributes are those named here.
 *
 * @param {string} source
 * @param {Definitions} definitions link definitions seen so far; the section's own are added
 * @param {Footnotes} footnotes
 * @param {boolean} readable whether it may be parsed at all
 * @returns {Node[]}
 */
export function sectionNodes(source, definitions, footnotes, readable) {
  notes = footnotes;
  return nodesOf(readable ? parse(source, definitions) : plain(source), 0);
}

/**
 * Builds the nodes of a whole text of which each section has been found harmless.
 *
 * @param {string} text
 * @param {number} view
 * @returns {Node[]}
 */
export function wholeNodes(text, view) {
  notes = new Footnotes(true, view);
  const nodes = nodesOf(parsed(text, Object.create(null)), 0);
  return [...nodes, ...notes.section((tokens) => nodesOf(tokens, 1))];
}

/**
 * @param {Token[]} tokens
 * @param {number} depth
 * @returns {Node[]}
 */
function nodesOf(tokens, depth) {
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
      return link(token, [text(element('span', nodesOf(token.tokens, depth)).textContent || i18n.t('image'))], 'image');
    case 'checkbox':
      return checkbox(token.checked);
    case 'math':
      return formula(withoutOverrides(token.text), token.display);
    case 'note':
      return notes.isWhole ? undefined : element('p', [element('sup', [text(`${notes.number(token.label)} `)]), ...nodesOf(token.tokens, depth).flatMap((node) => [...node.childNodes])], 'note');
    case 'noteref':
      return notes.mark(token.label);
    case 'html':
      if (/^<br *\/?>$/i.test(token.raw)) return element('br');
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
  for (const item of token.items) {
    const entry = element('li', nodesOf(item.tokens, depth), item.task ? 'task' : undefined);
    // The first line is what the box is about; what follows below it has boxes of its own.
    if (item.task) entry.querySelector('input')?.setAttribute('aria-label', labelOf(entry));
    node.append(entry);
  }
  return node;
}

/** @param {Element} entry */
function labelOf(entry) {
  let label = '';
  for (const node of entry.childNodes) {
    if (node instanceof Element && /^(UL|OL|DIV|BLOCKQUOTE)$/.test(node.tagName)) break;
    label += node.textContent;
  }
  return label.trim().replace(/\s+/g, ' ');
}

/** @param {boolean} checked */
function checkbox(checked) {
  const box = element('input');
  box.type = 'checkbox';
  box.disabled = true;
  // Not the property, which would be lost where the box is compared with another one.
  box.toggleAttribute('checked', checked);
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
  const block = new CodeBlock(plainText(token.lang ?? '').split(/\s/, 1)[0].slice(0, 40));
  for (const line of token.text ? token.text.split('\n') : []) block.line(line);
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
  isWritten(node, {source});
  // Only what is shown is written: most nodes of a text that grows are only compared.
  const draw = () => node.isConnected && writeFormula?.(node, source, display);
  if (writeFormula) queueMicrotask(draw);
  else import('./math.js').then(({write}) => ((writeFormula = write), draw()), () => {});
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
