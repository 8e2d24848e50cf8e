import {closerOf} from './formulas.js';

const LONGEST_SECTION = 3072;
const FENCE_OPEN = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`{]{0,40})/;
const NESTED_FENCE = /^(\s*)(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}(?=[^`]*$)|~{3,})/;
const MARKER = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|\t|$)/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * A piece of a Markdown text that can be parsed without the text around it.
 *
 * - `block`: paragraphs, quotes, headings, whatever no other kind fits
 * - `item`: one top-level list item; items that follow each other make one list
 * - `row`: rows of a table; `head` holds the table's two first lines, to be parsed with
 * - `fence`: a code block; `lines` are its lines without the fences
 *
 * @typedef {{kind: 'block' | 'item' | 'row' | 'fence', text: string, head: string, joins: '' | 'line' | 'word',
 *     language: string}} Section `joins`: continues the paragraph, quote or table before it, on a new line or the same
 */

/**
 * The splitter's events: sections open, grow by lines and close; only the last one is ever open.
 *
 * @typedef {object} SectionListener
 * @property {(section: Section) => void} open
 * @property {(section: Section, line: string) => void} line a complete line was added
 * @property {(section: Section) => void} close
 */

/**
 * Splits a growing Markdown text into sections, line by line, each line once: the cost of a line depends on the
 * line alone, however long the text before it is.
 */
export class SectionSplitter {
  /** @type {Section | undefined} */
  current;

  #listener;
  #blank = true;
  #fence = '';
  #fenceIndent = 0;
  #nested = '';
  /** What ends the formula that is open. */
  #formula = '';
  #itemIndent = 0;
  #contentIndent = 0;
  #lines = 0;
  #midLine = false;

  /** @param {SectionListener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /** @param {string} line without its line feed */
  push(line) {
    if (this.#fence) {
      this.#fenced(line);
      return;
    }
    const blank = line.trim() === '';
    if (!blank) this.#place(line);
    if (this.current && !this.#fence) this.#add(line);
    this.#blank = blank;
  }

  /**
   * Takes the first part of a line that is too long to be parsed again each time it grows.
   *
   * @param {string} part
   */
  pushPart(part) {
    this.push(part);
    this.#midLine = this.current?.kind === 'block';
  }

  /** What an unfinished last line adds: a line of code if a fence is open, otherwise the line itself. */
  get inFence() {
    return this.#fence !== '';
  }

  /** @param {string} line */
  closesFence(line) {
    const trimmed = line.trim();
    if (!trimmed || trimmed[0] !== this.#fence[0] || line.search(/\S/) > 3) return false;
    return trimmed.length >= this.#fence.length && trimmed === this.#fence[0].repeat(trimmed.length);
  }

  /** @param {string} line */
  unindent(line) {
    let i = 0;
    while (i < this.#fenceIndent && line[i] === ' ') i++;
    return line.slice(i);
  }

  /** @param {string} line */
  #fenced(line) {
    if (this.closesFence(line)) {
      this.#fence = '';
      this.#close();
      this.#blank = true;
      return;
    }
    if (this.current) this.#listener.line(this.current, this.unindent(line));
  }

  /** @param {string} line */
  #place(line) {
    const section = this.current;
    if (this.#formula && section && section.text.length < LONGEST_SECTION) {
      if (line.includes(this.#formula)) this.#formula = '';
      return;
    }
    if (section?.kind !== 'item' || !line.startsWith(' ')) this.#formula = closerOf(line);
    if (this.#midLine) {
      this.#midLine = false;
      this.#close();
      this.#open('block', {joins: 'word'});
      return;
    }
    const indent = line.search(/[^ ]/);
    const inItem = section?.kind === 'item' && indent >= this.#contentIndent;
    if (this.#nested && (inItem || (section?.kind === 'item' && indent > 0))) return;
    this.#nested = '';
    const fence = inItem ? null : FENCE_OPEN.exec(line);
    if (fence) {
      this.#close();
      this.#open('fence', {language: fence[3]});
      this.#fence = fence[2];
      this.#fenceIndent = fence[1].length;
      return;
    }
    const rule = RULE.test(line);
    const marker = rule ? null : MARKER.exec(line);
    if (section?.kind === 'item') this.#inList(line, indent, marker);
    else if (section) this.#inBlock(line, section, marker);
    else if (marker) this.#item(marker);
    else this.#open('block');
  }

  /**
   * @param {string} line
   * @param {number} indent
   * @param {RegExpExecArray | null} marker
   */
  #inList(line, indent, marker) {
    const inside = indent >= this.#contentIndent;
    if (marker && !inside) this.#item(marker);
    else if (!inside && (HEADING.test(line) || RULE.test(line) || (this.#blank && indent <= this.#itemIndent))) {
      this.#close();
      this.#open('block');
    }
  }

  /**
   * @param {string} line
   * @param {Section} section
   * @param {RegExpExecArray | null} marker
   */
  #inBlock(line, section, marker) {
    const table = section.kind === 'row';
    const ends = this.#blank || HEADING.test(line) || HEADING.test(section.text);
    const indented = line.startsWith('    ') || line[0] === '\t';
    const interrupts = marker && (ends || table || !/\d/.test(marker[2]) || marker[2].length === 2) && marker[3] !== '';
    if (marker && (interrupts || (ends && !indented))) {
      this.#item(marker);
    } else if (ends && !(this.#blank && indented)) {
      this.#close();
      this.#open('block');
    } else if (table) {
      const {head} = section;
      this.#close();
      this.#open('row', {head, joins: 'line'});
    } else if (section.text.length > LONGEST_SECTION) {
      this.#close();
      this.#open('block', {joins: 'line'});
    }
  }

  /** @param {RegExpExecArray} marker */
  #item(marker) {
    this.#close();
    this.#open('item');
    this.#itemIndent = marker[1].length;
    this.#contentIndent = marker[1].length + marker[2].length + (marker[3] === '\t' ? 1 : Math.max(1, marker[3].length));
  }

  /** @param {string} line */
  #add(line) {
    const section = /** @type {Section} */ (this.current);
    if (section.kind === 'item') this.#trackNestedFence(line);
    const first = section.text;
    section.text += line + '\n';
    this.#lines++;
    if (section.kind === 'block' && this.#lines === 2 && first.includes('|') && line.includes('-') && TABLE_RULE.test(line)) {
      section.kind = 'row';
      section.head = section.text;
      section.text = '';
    }
    this.#listener.line(section, line);
  }

  /** @param {string} line */
  #trackNestedFence(line) {
    const fence = NESTED_FENCE.exec(line);
    if (!this.#nested) this.#nested = fence ? fence[2] : '';
    else if (line.trim().startsWith(this.#nested) && /^[`~]+$/.test(line.trim())) this.#nested = '';
  }

  /**
   * @param {Section['kind']} kind
   * @param {Partial<Section>} [rest]
   */
  #open(kind, rest) {
    this.current = {kind, text: '', head: '', joins: '', language: '', ...rest};
    this.#lines = 0;
    this.#listener.open(this.current);
  }

  #close() {
    const section = this.current;
    this.current = undefined;
    this.#nested = '';
    if (section) this.#listener.close(section);
  }
}
