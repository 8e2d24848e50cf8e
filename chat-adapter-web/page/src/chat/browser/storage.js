/** Storage that never throws. With third-party cookies blocked, merely reading `localStorage` does. */
export class Storage {
  /** @type {Map<string, string>} */
  #memory = new Map();
  /** @type {() => globalThis.Storage} */
  #area;
  #prefix;

  /**
   * @param {'local' | 'session'} area
   * @param {string} prefix
   */
  constructor(area, prefix) {
    this.#area = area === 'local' ? () => window.localStorage : () => window.sessionStorage;
    this.#prefix = prefix;
  }

  /**
   * @param {string} name
   * @returns {string | undefined}
   */
  get(name) {
    try {
      return this.#area().getItem(this.#prefix + name) ?? this.#memory.get(name);
    } catch {
      return this.#memory.get(name);
    }
  }

  /**
   * @param {string} name
   * @param {string | undefined} value
   */
  set(name, value) {
    if (value === undefined) this.#memory.delete(name);
    else this.#memory.set(name, value);
    try {
      if (value === undefined) this.#area().removeItem(this.#prefix + name);
      else this.#area().setItem(this.#prefix + name, value);
    } catch {
      // Blocked or full: the value stays in memory while the page lives.
    }
  }
}
