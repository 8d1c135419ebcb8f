/**
 * While somebody scrolls, what comes in waits a moment between two messages: where there are few processors, the page's
 * thread would have to wait for its turn in every frame, since a browser's threads are all alike to the system.
 */

/** Milliseconds after which somebody is thought to have ended. */
const SCROLLS_ON = 250;
/** Milliseconds of a full message and the pause behind it. Who sends those leaves but a few unanswered. */
const PACE = 8;
/** Entries of a full message. One of fewer takes its part of the time: folders of few files come in one message each. */
const FULL = 256;
/** Milliseconds that no timer is worth. */
const NOTHING = 1;

export class Breaths {
  #until = 0;
  #next = 0;

  /** Somebody scrolls, now. */
  scrolled(): void {
    this.#until = performance.now() + SCROLLS_ON;
  }

  /**
   * Resolves when the next message is welcome: at once where nobody scrolls, and no later than when they are thought to
   * have ended, however much came.
   * @param entries in the message that came
   */
  async take(entries: number): Promise<void> {
    const now = performance.now();
    if (now >= this.#until) return;
    const pace = PACE * Math.min(1, entries / FULL);
    this.#next = Math.min(Math.max(this.#next, now) + pace, this.#until);
    if (this.#next - now < NOTHING) return;
    await new Promise((resolve) => setTimeout(resolve, this.#next - now));
  }
}
