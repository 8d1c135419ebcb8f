import { computed } from '@preact/signals-core';
import { part } from './state';
import { fractionDone } from './status';

const STEPS = 16;

const phase = part('phase');
const progress = part('progress');
/** How much is written: in a few steps, since drawing a disc takes time from the reading. */
const written = computed(() => {
  const isListing = phase.value === 'listing';
  const done = phase.value === 'empty' ? 0 : isListing ? (fractionDone(progress.value) ?? 0) : 1;
  return Math.floor(done * STEPS) / STEPS;
});

/** The disc: blank at first, written from the inside out while the page works, as real ones are. */
export function Disc() {
  return (
    <div class="disc" aria-hidden="true">
      {written.value > 0 && <div class="disc-data" style={{ '--written': String(written.value) }} />}
      <div class="disc-sheen" />
    </div>
  );
}
