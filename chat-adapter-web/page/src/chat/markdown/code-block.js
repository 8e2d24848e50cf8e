import {i18n} from '../words/i18n.js';
import {withoutOverrides} from './markdown-text.js';
import {isWritten} from './morph.js';
import {copyText} from '../browser/clipboard.js';

const LINES_TOGETHER = 16;

/** @type {typeof import('./highlight.js') | undefined} what colours code, once the first language has been named */
let colours;

/**
 * A framed code block that grows line by line: a line is coloured once, and never touched again. The lines are in parts,
 * because where a line grows the browser lays out again all that is in the same block.
 */
export class CodeBlock {
  node = document.createElement('div');

  #pre = document.createElement('pre');
  #code = document.createElement('code');
  #tail = document.createTextNode('');
  #language;
  /** @type {import('./highlight.js').Grammar | undefined} */
  #grammar;
  /** @type {import('./highlight.js').CodeState} */
  #state = '';
  /** @type {string[]} */
  #lines = [];
  /** @type {{nodes: Node[], state: import('./highlight.js').CodeState}} how the last line was drawn, and what it began inside of */
  #last = {nodes: [], state: ''};

  /** @param {string} language */
  constructor(language) {
    this.#language = language;
    this.node.className = 'code';
    this.node.dir = 'ltr';
    const bar = document.createElement('div');
    bar.className = 'code-bar';
    const label = document.createElement('span');
    label.textContent = withoutOverrides(language) || i18n.t('code');
    bar.append(label, this.#copyButton());
    this.#pre.tabIndex = 0;
    this.#nextPart();
    this.node.append(bar, this.#pre);
    isWritten(this.node, this);
    if (colours) this.#grammar = colours.grammarOf(language);
    else if (/\w/.test(language)) import('./highlight.js').then((loaded) => this.#colour((colours = loaded)), () => {});
  }

  get source() {
    return [this.#language, ...this.#lines].join('\n');
  }

  /**
   * @param {string} source of a block that may be this one, grown
   * @returns {boolean} whether it was, and this one is now like it
   */
  growTo(source) {
    const [language, ...lines] = source.split('\n');
    const whole = this.#lines.length - 1;
    if (language !== this.#language || this.#tail.data || lines.length <= whole || this.#lines.some((line, i) => i < whole && line !== lines[i])) return false;
    if (whole >= 0 && lines[whole] !== this.#lines[whole]) this.#dropLast();
    for (const line of lines.slice(this.#lines.length)) this.line(line);
    return true;
  }

  #dropLast() {
    this.#lines.pop();
    for (const node of this.#last.nodes) node.parentNode?.removeChild(node);
    this.#state = this.#last.state;
  }

  /** @param {typeof import('./highlight.js')} loaded */
  #colour(loaded) {
    this.#grammar = loaded.grammarOf(this.#language);
    if (!this.#grammar) return;
    const caret = this.#tail.nextSibling;
    const tail = this.#tail.data;
    this.#pre.replaceChildren();
    this.#nextPart();
    this.#state = '';
    for (const line of this.#lines.splice(0)) this.line(line);
    this.#tail.data = tail;
    if (caret) this.#code.append(caret);
  }

  #nextPart() {
    const part = document.createElement('div');
    part.className = 'part';
    this.#code = document.createElement('code');
    this.#code.append(this.#tail);
    part.append(this.#code);
    this.#pre.append(part);
  }

  #copyButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'code-copy';
    button.textContent = i18n.t('copy');
    button.addEventListener('click', async () => {
      const copied = await copyText(this.#lines.join('\n') + this.#tail.data);
      button.textContent = i18n.t(copied ? 'copied' : 'copyFailed');
      setTimeout(() => (button.textContent = i18n.t('copy')), 1600);
    });
    return button;
  }

  /** @param {string} line a complete line */
  line(line) {
    const shown = withoutOverrides(line);
    const {pieces, state} = colours?.highlightLine(shown, this.#grammar, this.#state) ?? {pieces: [{kind: '', text: shown}], state: this.#state};
    const nodes = pieces.map((piece) => {
      if (!piece.kind) return document.createTextNode(piece.text);
      const span = document.createElement('span');
      span.className = piece.kind;
      span.textContent = piece.text;
      return span;
    });
    nodes.push(document.createTextNode('\n'));
    this.#last = {nodes, state: this.#state};
    this.#state = state;
    this.#lines.push(line);
    this.#tail.before(...nodes);
    this.#tail.data = '';
    if (this.#lines.length % LINES_TOGETHER === 0) this.#nextPart();
  }

  /** @param {string} text the unfinished last line */
  tail(text) {
    const old = this.#tail.data;
    if (text.startsWith(old)) this.#tail.appendData(text.slice(old.length));
    else this.#tail.data = text;
  }

  /** The node that the caret belongs in. */
  get end() {
    return this.#code;
  }
}
