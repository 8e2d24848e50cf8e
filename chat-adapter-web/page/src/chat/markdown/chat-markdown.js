import {follow} from './footnotes.js';
import {MarkdownView} from './markdown-view.js';
import {markdownStyle} from './markdown-style.js';

// What others use of the same script is not in one of its own, which would be another request.
export {copyText} from '../browser/clipboard.js';
export {withoutOverrides} from './markdown-text.js';

const BUSY_SHARE = 3;
const SLOW_MS = 12;
const PAUSE_MS = 600;

/** `<chat-markdown>`: a Markdown text, redrawn at most once a frame, and less often on a slow machine. */
export class ChatMarkdown extends HTMLElement {
  #body = document.createElement('div');
  #view = new MarkdownView(this.#body);
  #text = '';
  #live = false;
  #scheduled = false;
  #notBefore = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    const sheet = markdownStyle.styleSheet;
    if (sheet) root.adoptedStyleSheets = [sheet];
    this.#body.className = 'markdown';
    root.append(this.#body);
    this.#body.addEventListener('click', follow);
    // A property set before this class was loaded hides the setter.
    const early = Object.getOwnPropertyDescriptor(this, 'content')?.value;
    if (!early) return;
    Reflect.deleteProperty(this, 'content');
    this.content = early;
  }

  /** @param {{text: string, live: boolean}} content */
  set content({text, live}) {
    if (text === this.#text && live === this.#live) return;
    this.#text = text;
    this.#live = live;
    // A finished text is shown at once, because a hidden panel gets no frames.
    if (!live) this.#draw();
    else this.#schedule();
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const wait = this.#notBefore - performance.now();
    if (wait > 0) setTimeout(() => requestAnimationFrame(this.#frame), wait);
    else requestAnimationFrame(this.#frame);
  }

  #frame = () => {
    if (this.#scheduled) this.#draw();
  };

  #draw() {
    this.#scheduled = false;
    this.#awaitPause();
    const begun = performance.now();
    this.#view.show(this.#text, this.#live);
    const took = performance.now() - begun;
    this.#notBefore = took > SLOW_MS ? performance.now() + took * BUSY_SHARE : 0;
    this.dispatchEvent(new CustomEvent('drawn', {detail: took}));
  }

  /** The caret blinks only while no text comes: an animation that begins anew with every frame costs more than the frame. */
  #awaitPause() {
    clearTimeout(this.#pause);
    this.#body.classList.remove('paused');
    if (this.#live) this.#pause = setTimeout(() => this.#body.classList.add('paused'), PAUSE_MS);
  }
}

customElements.define('chat-markdown', ChatMarkdown);
