/** @import {Section} from './markdown-sections.js' */
/** @import {Definitions} from './markdown.js' */

import {CodeBlock} from './code-block.js';
import {Footnotes} from './footnotes.js';
import {sectionNodes, wholeNodes} from './markdown.js';
import {mend} from './markdown-mend.js';
import {isHostile} from './markdown-text.js';
import {morph} from './morph.js';
import {SectionSplitter} from './markdown-sections.js';

const LONGEST_LINE = 2048;
/** The longest text that is parsed as a whole when it has ended. */
const LONGEST_WHOLE = 65_536;
const SLOW_PARSE_MS = 250;
const SLOW_PARSES = 4;

/** @typedef {{parent: Element, nodes: ChildNode[]}} Spot */

/**
 * Shows a Markdown text that grows. Closed sections keep the nodes they got; only the open one is parsed again, so
 * a delta costs the same at the end of a long answer as at its beginning. When it has ended it is parsed as a whole, so what is
 * shown does not depend on how it came, and what that changes is changed in place.
 */
export class MarkdownView {
  #root;
  #text = '';
  /** How much of the text the splitter has received. */
  #taken = 0;
  #splitter = this.#newSplitter();
  /** @type {Definitions} */
  #definitions = Object.create(null);
  #view = Footnotes.newView();
  #footnotes = new Footnotes(false, this.#view);
  /** @type {Spot[]} the nodes of the open section: those that continue what was there before, and others */
  #tail = [];
  /** @type {CodeBlock | undefined} */
  #block;
  /** @type {Section['kind'] | undefined} */
  #lastKind;
  #finished = false;
  /** Whether a section was too costly to be parsed, or is a part of one. */
  #broken = false;
  /** Whether the splitter only looks for such sections. */
  #onlyLooks = false;
  /** The number of parses that took far too long; after too many of them the text is no longer parsed. */
  #slow = 0;
  #caret = document.createElement('span');

  /** @param {Element} root */
  constructor(root) {
    this.#root = root;
    this.#caret.className = 'caret';
  }

  /**
   * @param {string} text the whole text so far
   * @param {boolean} live whether more may come
   */
  show(text, live) {
    if (this.#finished && text === this.#text && !live) return;
    if (this.#finished || !text.startsWith(this.#text)) this.#reset();
    this.#text = text;
    this.#caret.remove();
    if (live) {
      this.#takeLines();
      this.#showTail();
      return;
    }
    // What comes whole need not be drawn in sections first.
    this.#onlyLooks = this.#taken === 0 && this.#tail.length === 0;
    const looks = this.#onlyLooks;
    this.#finish();
    this.#onlyLooks = false;
    if (!this.#broken && text.length <= LONGEST_WHOLE) {
      morph(this.#root, [...this.#root.childNodes], wholeNodes(text, this.#view));
      return;
    }
    if (looks) this.#again();
    // A link may stand before its definition.
    if (Object.keys(this.#definitions).length) this.#again();
  }

  #newSplitter() {
    return new SectionSplitter({
      open: (section) => {
        if (section.kind === 'block' && section.joins) this.#broken = true;
        if (section.kind !== 'fence' || this.#onlyLooks) return;
        this.#dropTail();
        this.#block = new CodeBlock(section.language);
        this.#root.append(this.#block.node);
        this.#lastKind = 'fence';
      },
      line: (section, line) => {
        if (section.kind === 'fence') this.#block?.line(line);
      },
      close: (section) => this.#close(section),
    });
  }

  /** @param {Section} section */
  #close(section) {
    if (section.kind !== 'fence') this.#place(section, section.head + section.text);
    this.#tail = [];
    this.#lastKind = section.kind;
    this.#block = undefined;
  }

  #reset() {
    this.#root.replaceChildren();
    this.#taken = 0;
    this.#broken = false;
    this.#footnotes = new Footnotes(false, this.#view);
    this.#splitter = this.#newSplitter();
    this.#tail = [];
    this.#block = undefined;
    this.#lastKind = undefined;
    this.#finished = false;
  }

  #again() {
    const text = this.#text;
    this.#reset();
    this.#text = text;
    this.#finish();
  }

  #takeLines() {
    const text = this.#text;
    for (let end = text.indexOf('\n', this.#taken); end >= 0; end = text.indexOf('\n', this.#taken)) {
      const line = text.slice(this.#taken, text[end - 1] === '\r' && end > this.#taken ? end - 1 : end);
      if (line.length > LONGEST_LINE && !this.#splitter.inFence) {
        this.#takeParts(end);
        continue;
      }
      this.#splitter.push(line);
      this.#taken = end + 1;
    }
    if (text.length - this.#taken > LONGEST_LINE && !this.#splitter.inFence) this.#takeParts(text.length);
  }

  /** @param {number} end of a line too long to be taken at once */
  #takeParts(end) {
    // Its beginning may open a fence, in which lines are taken whole.
    while (end - this.#taken > LONGEST_LINE && !this.#splitter.inFence) {
      const limit = this.#taken + LONGEST_LINE;
      const space = this.#text.lastIndexOf(' ', limit);
      const cut = space > this.#taken ? space + 1 : this.#wholeCharacter(limit);
      this.#splitter.pushPart(this.#text.slice(this.#taken, cut));
      this.#taken = cut;
    }
  }

  /** @param {number} at */
  #wholeCharacter(at) {
    const code = this.#text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  #finish() {
    this.#takeLines();
    const rest = this.#text.slice(this.#taken);
    if (rest && !(this.#splitter.inFence && this.#splitter.closesFence(rest))) this.#splitter.push(rest);
    else if (rest) this.#block?.tail('');
    this.#taken = this.#text.length;
    const section = this.#splitter.current;
    if (section && section.kind !== 'fence') this.#close(section);
    else this.#dropTail();
    this.#finished = true;
  }

  #showTail() {
    const partial = this.#text.slice(this.#taken);
    if (this.#block) {
      const closing = /^ {0,3}[`~]+\s*$/.test(partial);
      this.#block.tail(closing ? '' : this.#splitter.unindent(partial));
      this.#block.end.append(this.#caret);
      return;
    }
    const section = this.#splitter.current ?? {kind: 'block', text: '', head: '', joins: '', language: ''};
    const source = mend(section.head + section.text + partial);
    if (source.trim()) this.#place(section, source, {...this.#definitions});
    else this.#dropTail();
    this.#placeCaret();
  }

  #dropTail() {
    for (const {nodes} of this.#tail) for (const node of nodes) node.remove();
    this.#tail = [];
  }

  /**
   * Shows the open section, in the place of what has been shown of it.
   *
   * @param {Section} section
   * @param {string} source
   * @param {Definitions} [definitions]
   */
  #place(section, source, definitions = this.#definitions) {
    if (isHostile(source)) this.#broken = true;
    if (this.#onlyLooks) return;
    const begun = performance.now();
    const nodes = sectionNodes(source, definitions, this.#footnotes, this.#slow < SLOW_PARSES);
    if (performance.now() - begun > SLOW_PARSE_MS) this.#slow++;
    if (this.#slow >= SLOW_PARSES) this.#broken = true;
    const [first, ...others] = nodes;
    const last = this.#lastBefore();
    const into = first instanceof Element && last ? this.#home(section, first, last) : undefined;
    const spots = into ? [{parent: into.to, nodes: [...into.glue, ...into.from.childNodes]}, {parent: this.#root, nodes: others}] : [{parent: this.#root, nodes}];
    if (spots.some(({parent}, index) => this.#tail[index] && this.#tail[index].parent !== parent)) this.#dropTail();
    this.#tail = spots.map(({parent, nodes: fresh}, index) => ({parent, nodes: morph(parent, this.#tail[index]?.nodes ?? [], fresh)}));
  }

  /** The last of what is shown before the open section. */
  #lastBefore() {
    const own = this.#tail.find(({parent, nodes}) => parent === this.#root && nodes.length > 0)?.nodes[0];
    return /** @type {Element | null} */ (own ? own.previousSibling : this.#root.lastElementChild);
  }

  /**
   * Finds the node that takes the content of a section's first node if that continues what is shown already.
   *
   * @param {Section} section
   * @param {Element} first
   * @param {Element} last
   * @returns {{from: Element, to: Element, glue: Node[]} | undefined}
   */
  #home(section, first, last) {
    const same = first.tagName === last.tagName;
    if (section.kind === 'item' && this.#lastKind === 'item' && same && /^[UO]L$/.test(first.tagName)) {
      return {from: first, to: last, glue: []};
    }
    if (!section.joins || !same) return undefined;
    if (first.className === 'table') {
      const from = first.querySelector('tbody');
      const to = last.querySelector('tbody');
      return from && to ? {from, to, glue: []} : undefined;
    }
    if (first.tagName === 'BLOCKQUOTE') return {from: first, to: last, glue: []};
    if (first.tagName !== 'P') return undefined;
    return {from: first, to: last, glue: section.joins === 'line' ? [document.createTextNode('\n')] : []};
  }

  #placeCaret() {
    const tail = this.#tail.flatMap(({nodes}) => nodes).at(-1);
    /** @type {Element | null | undefined} */
    let home = tail instanceof Element && tail.parentNode ? tail : this.#tail.length ? tail?.parentElement : undefined;
    while (home && /^(UL|OL|LI|BLOCKQUOTE)$/.test(home.tagName)) {
      const inner = home.lastElementChild;
      if (!inner || !/^(UL|OL|LI|BLOCKQUOTE|P|H\d)$/.test(inner.tagName) || inner.nextSibling) break;
      home = inner;
    }
    if (home && /^(P|LI|H\d|BLOCKQUOTE)$/.test(home.tagName)) home.append(this.#caret);
    else if (home && /^(STRONG|EM|DEL|CODE|A|SPAN|BR)$/.test(home.tagName)) home.parentElement?.append(this.#caret);
    else this.#root.append(this.#caret);
  }
}
