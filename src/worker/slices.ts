/** Long work in slices, so that what is asked of a worker meanwhile is answered. */

/** Milliseconds of a slice: together with an answer it is less than a frame of the page. */
const SLICE = 8;

/** Work that can be interrupted wherever it yields, which it does at least every millisecond or so. */
export type Work<Result = void> = Generator<void, Result>;

/**
 * Does work in slices. What fits into the first one is done, and told, before this returns.
 * @param isWanted asked after each pause
 */
export function inSlices<Result>(
  work: Work<Result>,
  done: (result: Result) => void,
  isWanted: () => boolean = () => true,
): void {
  const end = performance.now() + SLICE;
  do {
    const next = work.next();
    if (next.done) {
      done(next.value);
      return;
    }
  } while (performance.now() < end);
  setTimeout(() => isWanted() && inSlices(work, done, isWanted));
}
