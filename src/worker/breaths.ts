/**
 * While somebody scrolls, what comes in waits a moment between two messages: where there are few processors, the page's
 * thread would have to wait for its turn in every frame, since a browser's threads are all alike to the system.
 */

/** Milliseconds after which somebody is thought to have ended. */
const SCROLLS_ON = 250;
/** Milliseconds of a message and the pause behind it. Who sends them leaves but a few unanswered. */
const PACE = 8;

export class Breaths {
  #until = 0;
  #next = 0;

  scrolled(): void {
    this.#until = performance.now() + SCROLLS_ON;
  }

  /** Resolves when the next message is welcome: at once, where nobody scrolls. */
  async take(): Promise<void> {
    const now = performance.now();
    if (now >= this.#until) return;
    this.#next = Math.max(this.#next, now) + PACE;
    await new Promise((resolve) => setTimeout(resolve, this.#next - now));
  }
}
