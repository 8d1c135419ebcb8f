import { summary } from './state';
import { fractionDone } from './status';

const STEPS = 16;

/** The disc: blank at first, written from the inside out while the page works, as real ones are. */
export function Disc() {
  const { phase, progress } = summary.value;
  const done = phase === 'empty' ? 0 : phase === 'listing' ? (fractionDone(progress) ?? 0) : 1;
  // In a few steps: drawing a disc takes time from the reading.
  const written = Math.floor(done * STEPS) / STEPS;
  return (
    <div class="disc" aria-hidden="true">
      {written > 0 && <div class="disc-data" style={{ '--written': String(written) }} />}
      <div class="disc-sheen" />
    </div>
  );
}
