/**
 * Values that the page is drawn from. After any change all of the page is drawn anew, in one go (view.ts), so a value
 * need not know who reads it.
 */

/** Counts every change of every signal. */
let changes = 0;
let isDue = false;
const followers = new Set<() => void>();

export interface Computed<T> {
  readonly value: T;
}

export interface Signal<T> extends Computed<T> {
  value: T;
}

/** A value that tells when it changes. */
export function signal<T>(initial: T): Signal<T> {
  let current = initial;
  return {
    get value() {
      return current;
    },
    set value(next) {
      if (Object.is(next, current)) return;
      current = next;
      changes++;
      if (!isDue) queueMicrotask(tellFollowers);
      isDue = true;
    },
  };
}

/** A value that is worked out from signals, at most once for each change. */
export function computed<T>(work: () => T): Computed<T> {
  let workedOutAt = -1;
  let current: T;
  return {
    get value() {
      if (workedOutAt !== changes) current = work();
      workedOutAt = changes;
      return current;
    },
  };
}

/** Calls `act` now, and once after each run of changes. Returns the function that ends it. */
export function afterChanges(act: () => void): () => void {
  followers.add(act);
  act();
  return () => followers.delete(act);
}

function tellFollowers() {
  isDue = false;
  for (const act of followers) act();
}
