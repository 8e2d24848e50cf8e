const STEADY_MS = 500;

/**
 * Tells presses meant for a control from those meant for the control that was in its place before: the second half of a
 * double click, a tap or key a moment after the change, or a press that began before it.
 */
export class Presses {
  #meaning = '';
  #since = -STEADY_MS;
  /** @type {string | undefined} what the control meant when the press began */
  #begun;
  /** @type {boolean | undefined} whether the first click of a double click was answered; none: it was not made here */
  #answered;
  #now;

  /** @param {() => number} [now] */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** @param {string} meaning of the control from now on */
  mean(meaning) {
    if (meaning === this.#meaning) return;
    // A control that was there from the start replaced nothing.
    if (this.#meaning) this.#since = this.#now();
    this.#meaning = meaning;
  }

  /**
   * A pointer or key goes down on the control.
   *
   * @param {Event} event
   */
  begin = (event) => {
    const key = event instanceof KeyboardEvent;
    // A key that is held down repeats a press that was meant once.
    if (key && event.repeat) this.#begun = 'held';
    else if (!key || event.key === 'Enter' || event.key === ' ') this.#begun = this.#meaning;
  };

  /**
   * @param {Pick<MouseEvent, 'detail'>} click of which the browser counts those that follow each other quickly
   * @returns {boolean} whether it was meant for what the control means now
   */
  meant({detail}) {
    const begun = this.#begun ?? this.#meaning;
    this.#begun = undefined;
    // The second click of a double click counts only if the first was made here and came too early.
    const second = detail === 2 && this.#answered !== false;
    const meant = !second && begun === this.#meaning && this.#now() - this.#since >= STEADY_MS;
    this.#answered = detail === 1 ? meant : undefined;
    return meant;
  }
}
