/** @import {ReactiveController, ReactiveControllerHost} from 'lit' */
/** @import {Trouble} from '../server/types.js' */

/** Counts down the seconds that a trouble lasts. */
export class Countdown {
  /** Seconds left, or undefined if that is not known or none are. */
  left = /** @type {number | undefined} */ (undefined);
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  #host;
  #trouble;
  #over;

  /**
   * @param {ReactiveControllerHost} host that shows it
   * @param {() => Trouble | undefined} trouble that the host shows now
   * @param {() => void} [over] called when the time is over
   */
  constructor(host, trouble, over) {
    this.#host = host;
    this.#trouble = trouble;
    this.#over = over;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostUpdate() {
    const seconds = Math.ceil(((this.#trouble()?.until ?? 0) - Date.now()) / 1000);
    this.left = seconds > 0 ? seconds : undefined;
    if (this.left) this.#clock ??= setInterval(() => this.#tick(), 1000);
    else this.hostDisconnected();
  }

  #tick() {
    this.#host.requestUpdate();
    if (this.left === 1) this.#over?.();
  }

  hostDisconnected() {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }
}
