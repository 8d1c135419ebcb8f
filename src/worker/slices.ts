/** Long work in slices, so that what is asked of a worker meanwhile is answered. */

/** Milliseconds of a slice: together with an answer it is less than a frame of the page. */
const SLICE = 8;

/** Work that can be interrupted wherever it yields, which it does at least every millisecond or so. */
export type Work<Result = void> = Generator<void, Result>;

/** Does work to its end in slices. Undefined: it was not wanted any more. */
export async function inSlices<Result>(work: Work<Result>, isWanted = () => true): Promise<Result | undefined> {
  for (;;) {
    const end = performance.now() + SLICE;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
  }
}

/** Does work to its end at once. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
