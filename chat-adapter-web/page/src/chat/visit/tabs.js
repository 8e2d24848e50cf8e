/**
 * @typedef {{type: 'began' | 'changed' | 'deleted' | 'forgotten', dialog: string}} TabNews `forgotten`: the visitor
 *     was erased, and all her dialogs with her
 */

/** Tells the other tabs of the same visitor what happened to a dialog, if the browser supports it. */
export class Tabs {
  /** @type {BroadcastChannel | undefined} */
  #channel;

  /**
   * @param {string} assistant
   * @param {string} visitor
   * @param {(news: TabNews) => void} onNews
   */
  constructor(assistant, visitor, onNews) {
    try {
      this.#channel = new BroadcastChannel(`chatframe:${assistant}:${visitor}`);
      this.#channel.onmessage = ({data}) => {
        if (data && typeof data.type === 'string' && typeof data.dialog === 'string') onNews(data);
      };
    } catch {
      // Blocked storage blocks channels too: tabs then learn of changes when they become visible.
    }
  }

  /** @param {TabNews} news */
  tell(news) {
    this.#channel?.postMessage(news);
  }

  close() {
    this.#channel?.close();
  }
}
