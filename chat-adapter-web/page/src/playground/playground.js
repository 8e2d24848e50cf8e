import {snippets} from './snippets.js';

/** @typedef {Record<string, string>} Options attributes of the element, without those that are not set */
/** @typedef {Window & {Chatframe?: {boot: (options: Options) => void}, chatframePlayground?: string}} Site */

const ROOT = new URL(document.documentElement.dataset.root ?? '/', location.href).href;
const COPIED_MS = 2_000;
const SITE_POLL_MS = 100;

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const frames = [...document.querySelectorAll('iframe')];
const tabs = /** @type {HTMLElement} */ (document.querySelector('[role=tablist]'));
const code = /** @type {HTMLElement} */ (document.querySelector('pre code'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
let chosen = 0;
/** Whether the accent was chosen here; a colour field always has a value. */
let colored = false;

/** @returns {Options} */
function options() {
  /** @type {Options} */
  const set = {};
  for (const [name, value] of new FormData(form)) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    if (value && field.checkValidity() && (name !== 'accent' || colored)) set[name] = `${value}`;
  }
  return set;
}

/**
 * Shows the chat on the site of a frame. It is a page of this server, so its functions can be called.
 *
 * @param {HTMLIFrameElement} frame
 * @param {Options} set
 */
function show(frame, set) {
  const site = /** @type {Site | null} */ (frame.contentWindow);
  const chatframe = site?.Chatframe;
  if (!site || !chatframe) {
    setTimeout(() => show(frame, options()), SITE_POLL_MS);
    return;
  }
  const {document: page} = site;
  const {mode} = set;
  for (const each of page.querySelectorAll('chat-frame')) {
    if (each.getAttribute('mode') !== mode) each.remove();
  }
  const element = page.querySelector('chat-frame') ?? page.createElement('chat-frame');
  for (const name of element.getAttributeNames()) {
    if (name !== 'style' && name !== 'popover' && !(name in set)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(set)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (!element.isConnected) (mode === 'inline' ? page.querySelector('main') : page.documentElement)?.append(element);
}

/** @param {Options} set */
function tell(set) {
  const all = snippets(ROOT, set);
  tabs.replaceChildren(
    ...all.map(({name}, at) => {
      const tab = document.createElement('button');
      Object.assign(tab, {type: 'button', role: 'tab', textContent: name, ariaSelected: `${at === chosen}`, tabIndex: at === chosen ? 0 : -1});
      tab.setAttribute('aria-controls', 'snippet');
      tab.onclick = () => choose(at);
      return tab;
    }),
  );
  code.textContent = all[chosen].text;
}

/** @param {number} at */
function choose(at) {
  chosen = at;
  tell(options());
  /** @type {HTMLElement} */ (tabs.children[at]).focus();
}

function update() {
  const {value: mode} = /** @type {HTMLSelectElement} */ (form.elements.namedItem('mode'));
  // What is disabled is not among the options.
  for (const part of form.querySelectorAll('.bubble')) part.toggleAttribute('disabled', mode !== 'bubble');
  const set = options();
  for (const frame of frames) show(frame, set);
  tell(set);
}

const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem('assistant'));
const {assistants = '', assistant = ''} = document.body.dataset;
for (const name of assistants.split(' ')) select.add(new Option(name, name, name === assistant, name === assistant));

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', ({target}) => {
  if (/** @type {HTMLInputElement} */ (target).name === 'accent') colored = true;
  update();
});
/** @type {HTMLButtonElement} */ (form.elements.namedItem('plain')).onclick = () => {
  colored = false;
  update();
};
tabs.addEventListener('keydown', ({key}) => {
  const step = {ArrowRight: 1, ArrowLeft: -1}[key];
  if (step) choose((chosen + step + tabs.children.length) % tabs.children.length);
});
/** @type {HTMLButtonElement} */ (document.querySelector('[name=copy]')).onclick = async () => {
  await navigator.clipboard.writeText(code.textContent ?? '');
  status.textContent = 'Copied';
  setTimeout(() => (status.textContent = ''), COPIED_MS);
};
update();
