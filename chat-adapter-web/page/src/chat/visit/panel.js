/** @import {HostLink} from './host-link.js' */

/** The panel of the host page that shows the chat. Tells the host whether it is open, and how much is unread. */
export class Panel {
  #host;
  #dialog;
  #open = true;
  #unread = 0;

  /**
   * @param {HostLink} host
   * @param {() => string | undefined} dialog the one on the screen
   */
  constructor(host, dialog) {
    this.#host = host;
    this.#dialog = dialog;
  }

  get closable() {
    return this.#host.closable;
  }

  /** @param {boolean} open as the host has made it */
  turned(open) {
    this.#open = open;
    if (open) this.#unread = 0;
    this.tell();
  }

  /** @param {string | undefined} status of a reply that has ended */
  ended(status) {
    if (!this.#open) this.#unread++;
    this.#host.send('event', {name: 'reply', status});
    this.tell();
  }

  ready() {
    this.#host.send('ready', {capabilities: ['open', 'close', 'send', 'prefill', 'context', 'identify', 'look', 'destroy']});
    this.tell();
  }

  /** A message was sent. */
  sent() {
    this.#host.send('event', {name: 'message'});
  }

  /**
   * Asks the host to make it larger, or as large as before.
   *
   * @param {boolean} expanded
   */
  expand(expanded) {
    this.#host.send('event', {name: 'expand', expanded});
  }

  /** Asks the host to close it. */
  close() {
    this.#host.send('event', {name: 'close'});
  }

  tell() {
    this.#host.send('state', {open: this.#open, unread: this.#unread, dialog: this.#dialog() ?? null});
  }
}
