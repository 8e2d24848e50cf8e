/** @import {Token} from 'marked' */

const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*([^\n]*(?:\n(?!\s*\[\^[^\]\s]{1,40}\]:)(?: {0,3}[^\s#>*+\-`~|\d][^\n]*|\n*(?: {2,}|\t)[^\n]+))*)(?:\n+|$)/;
const REFERENCE = /^\[\^([^\]\s]{1,40})\](?![(:])/;

let views = 0;

/**
 * The footnotes of one text: numbered as they are first referred to.
 *
 * @typedef {{type: 'note', raw: string, label: string, tokens: Token[]}} NoteToken
 * @typedef {{type: 'noteref', raw: string, label: string}} ReferenceToken
 */
export class Footnotes {
  /** @type {Map<string, Token[]>} */
  defined = new Map();

  /** @type {Map<string, number>} how often a label has been referred to, in the order of the numbers */
  #references = new Map();
  /** Whether all definitions are known before the references. */
  isWhole;

  #prefix;

  /**
   * @param {boolean} whole
   * @param {number} view which text of the page it is
   */
  constructor(whole, view) {
    this.isWhole = whole;
    this.#prefix = `note-${view}-`;
  }

  /** @returns {number} another one for each text of the page */
  static newView() {
    return ++views;
  }

  /**
   * @param {string} source
   * @param {(text: string) => Token[]} blocks
   * @returns {NoteToken | undefined}
   */
  definition(source, blocks) {
    const found = DEFINITION.exec(source);
    if (!found) return undefined;
    const label = found[1].toLowerCase();
    const tokens = blocks(found[2].replace(/\n(?: {1,4}|\t)/g, '\n'));
    if (!this.defined.has(label)) this.defined.set(label, tokens);
    return {type: 'note', raw: found[0], label, tokens};
  }

  /**
   * @param {string} source
   * @returns {ReferenceToken | undefined}
   */
  reference(source) {
    const found = REFERENCE.exec(source);
    const label = found?.[1].toLowerCase() ?? '';
    return found && (!this.isWhole || this.defined.has(label)) ? {type: 'noteref', raw: found[0], label} : undefined;
  }

  /** @param {string} label */
  number(label) {
    if (!this.#references.has(label)) this.#references.set(label, 0);
    return [...this.#references.keys()].indexOf(label) + 1;
  }

  /** @param {string} label */
  mark(label) {
    const number = this.number(label);
    const times = (this.#references.get(label) ?? 0) + 1;
    this.#references.set(label, times);
    const sup = document.createElement('sup');
    const id = `${this.#prefix}ref-${number}${times > 1 ? `-${times}` : ''}`;
    sup.append(this.#link(`${this.#prefix}${number}`, `${number}`, 'doc-noteref', id));
    return sup;
  }

  /**
   * The notes that are referred to, in their order, each with its ways back.
   *
   * @param {(tokens: Token[]) => Node[]} nodes
   * @returns {Node[]}
   */
  section(nodes) {
    if (!this.#references.size) return [];
    const list = document.createElement('ol');
    // A note may refer to further ones, which then follow.
    for (const label of this.#references.keys()) {
      const item = document.createElement('li');
      item.id = `${this.#prefix}${this.number(label)}`;
      item.tabIndex = -1;
      item.append(...nodes(this.defined.get(label) ?? []));
      list.append(item);
    }
    [...this.#references.values()].forEach((times, index) => {
      const item = list.children[index];
      const home = item.lastElementChild?.tagName === 'P' ? item.lastElementChild : item;
      for (let time = 1; time <= times; time++) {
        const id = `${this.#prefix}ref-${index + 1}${time > 1 ? `-${time}` : ''}`;
        const back = this.#link(id, time > 1 ? `↩${time}` : '↩', 'doc-backlink');
        back.setAttribute('aria-label', `↩ ${index + 1}`);
        home.append(' ', back);
      }
    });
    const section = document.createElement('section');
    section.className = 'footnotes';
    section.setAttribute('role', 'doc-endnotes');
    section.append(list);
    return [section];
  }

  /**
   * @param {string} target
   * @param {string} words
   * @param {string} role
   * @param {string} [id]
   */
  #link(target, words, role, id) {
    const link = document.createElement('a');
    link.href = `#${target}`;
    link.setAttribute('role', role);
    if (id) link.id = id;
    link.append(words);
    return link;
  }
}

/**
 * Goes where a link of a footnote leads: the page's address must not change, and does not know what is in a shadow tree.
 *
 * @param {MouseEvent} event
 */
export function follow(event) {
  const link = event.target instanceof Element ? event.target.closest('a[role^=doc-]') : null;
  const root = link?.getRootNode();
  if (!link || !(root instanceof ShadowRoot)) return;
  event.preventDefault();
  const target = root.getElementById((link.getAttribute('href') ?? '').slice(1));
  target?.focus({preventScroll: true});
  target?.scrollIntoView({block: 'nearest'});
}
