const MAX_LINE = 1 << 20;

/**
 * @typedef {{type: string, data: string, id: string}} SseEvent
 */

/**
 * Turns bytes into events by the rules of the WHATWG event stream format. Bytes may be cut anywhere, also inside a
 * character or between CR and LF. An event that the end of the stream cuts off is dropped, as the format demands.
 */
export class SseParser {
  /** Milliseconds the server asks to wait before connecting again. */
  retry = 1000;

  #decoder = new TextDecoder();
  #rest = '';
  #skipLineFeed = false;
  #data = '';
  #hasData = false;
  #type = '';
  #id = '';

  /**
   * @param {Uint8Array} bytes
   * @returns {SseEvent[]}
   */
  push(bytes) {
    const chunk = this.#decoder.decode(bytes, {stream: true});
    /** @type {SseEvent[]} */
    const events = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      if (code !== 10 && code !== 13) {
        this.#skipLineFeed = false;
        continue;
      }
      if (code === 10 && this.#skipLineFeed) {
        this.#skipLineFeed = false;
        start = i + 1;
        continue;
      }
      this.#skipLineFeed = code === 13;
      this.#line(this.#rest + chunk.slice(start, i), events);
      this.#rest = '';
      start = i + 1;
    }
    this.#rest += chunk.slice(start);
    if (this.#rest.length > MAX_LINE) throw new RangeError('event stream line too long');
    return events;
  }

  /**
   * @param {string} line
   * @param {SseEvent[]} events
   */
  #line(line, events) {
    if (line === '') {
      if (this.#hasData) events.push({type: this.#type || 'message', data: this.#data, id: this.#id});
      this.#data = '';
      this.#hasData = false;
      this.#type = '';
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    this.#field(field, value);
  }

  /**
   * @param {string} field
   * @param {string} value
   */
  #field(field, value) {
    if (field === 'data') {
      this.#data = this.#hasData ? this.#data + '\n' + value : value;
      this.#hasData = true;
    } else if (field === 'event') {
      this.#type = value;
    } else if (field === 'id') {
      if (!value.includes('\0')) this.#id = value;
    } else if (field === 'retry' && /^\d{1,9}$/.test(value)) {
      this.retry = Number(value);
    }
  }
}
