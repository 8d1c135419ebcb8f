import { useSignal, useSignalEffect } from '@preact/signals';
import { formatSize } from './format';
import { part } from './state';
import { STATUS_PAUSE } from './status';
import { texts } from './texts-later';
import { filter } from './tree-look';

const selection = part('selection');
/** Milliseconds that must pass without a change before it is said. */
const QUIET = 400;

/** Says to those who do not see it what the filter found, and how much is selected. */
export function TreeNews() {
  return (
    <div class="visually-hidden" aria-live="polite">
      <Said of={foundText} />
      <Said of={selectedText} />
    </div>
  );
}

function foundText(): string {
  const { text, matches, isSearching } = filter.value;
  return text === '' || isSearching ? '' : texts.filter.found(matches);
}

function selectedText(): string {
  const { count, bytes } = selection.value;
  return count > 1 ? texts.selection.count(count, formatSize(bytes)) : '';
}

/** A sentence, once it stays as it is; a growing number at most every five seconds. */
function Said({ of }: { of: () => string }) {
  const said = useSignal('');
  const saidAt = useSignal(0);
  useSignalEffect(() => {
    const text = of();
    const isGrowing = Date.now() - saidAt.peek() < STATUS_PAUSE && sameButNumbers(text, said.peek());
    const wait = Math.max(QUIET, isGrowing ? saidAt.peek() + STATUS_PAUSE - Date.now() : 0);
    const timer = setTimeout(() => {
      saidAt.value = Date.now();
      said.value = text;
    }, wait);
    return () => clearTimeout(timer);
  });
  return <p>{said.value}</p>;
}

const sameButNumbers = (one: string, other: string) => one.replace(/\d/g, '') === other.replace(/\d/g, '');
