import {grammarOf, highlightLine} from './highlight.js';
import {i18n} from '../words/i18n.js';
import {withoutOverrides} from './markdown-text.js';
import {copyText} from '../browser/clipboard.js';

const LINES_TOGETHER = 16;

/**
 * A framed code block that grows line by line: a line is coloured once, and never touched again. The lines are in parts,
 * because where a line grows the browser lays out again all that is in the same block.
 */
export class CodeBlock {
  node = document.createElement('div');

  #pre = document.createElement('pre');
  #code = document.createElement('code');
  #tail = document.createTextNode('');
  #grammar;
  /** @type {import('./highlight.js').CodeState} */
  #state = '';
  /** @type {string[]} */
  #lines = [];

  /** @param {string} language */
  constructor(language) {
    this.#grammar = grammarOf(language);
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
    const {pieces, state} = highlightLine(withoutOverrides(line), this.#grammar, this.#state);
    this.#state = state;
    this.#lines.push(line);
    for (const piece of pieces) {
      if (!piece.kind) {
        this.#tail.before(piece.text);
        continue;
      }
      const span = document.createElement('span');
      span.className = piece.kind;
      span.textContent = piece.text;
      this.#tail.before(span);
    }
    this.#tail.before('\n');
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
