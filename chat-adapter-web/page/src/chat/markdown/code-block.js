import {grammarOf, highlightLine} from './highlight.js';
import {i18n} from '../words/i18n.js';
import {withoutOverrides} from './markdown-text.js';
import {copyText} from '../browser/clipboard.js';

/** A framed code block that grows line by line: a line is coloured once, and never touched again. */
export class CodeBlock {
  node = document.createElement('div');

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
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    this.#code.append(this.#tail);
    pre.append(this.#code);
    this.node.append(bar, pre);
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
