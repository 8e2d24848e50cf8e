const REFRESH_AFTER_MS = 5_000;

/** Whether the visitor is online, and whether the page is visible. */
export class Presence {
  #listener;
  #seenAt = 0;

  /**
   * @param {object} listener
   * @param {() => void} listener.offline
   * @param {() => void} listener.online
   * @param {(stale: boolean) => void} listener.seen the page is looked at again; after a while what it shows is stale
   */
  constructor(listener) {
    this.#listener = listener;
    window.addEventListener('online', () => listener.online());
    window.addEventListener('offline', () => listener.offline());
    document.addEventListener('visibilitychange', () => this.#turned());
  }

  /** Something changed elsewhere: it is looked up as soon as the page is visible. */
  expire() {
    this.#seenAt = 0;
  }

  #turned() {
    if (document.visibilityState !== 'visible') return;
    const stale = Date.now() - this.#seenAt >= REFRESH_AFTER_MS;
    if (stale) this.#seenAt = Date.now();
    this.#listener.seen(stale);
  }
}
