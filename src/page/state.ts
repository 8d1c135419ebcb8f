/** What the page shows: signals, filled by the session and by what people do. Components only read them. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import { type EntryId, type Failure, NOTHING_YET, type Session, type Summary } from '../worker/session';
import { isEqual } from './equal';
import { language } from './language';
import { canAsk, canCancel, isWorking, STATUS_PAUSE, type Status, statusOf, statusToSay } from './status';

export const summary = signal(NOTHING_YET);
/** One part of the summary: who shows it is drawn anew only when it changes, and not as often as all the rest. */
export function part<Name extends keyof Summary>(name: Name): ReadonlySignal<Summary[Name]> {
  return computed(() => summary.value[name]);
}
/** Whether the image can be asked for: buttons that do are on. */
export const askable = signal(false);
effect(() => {
  askable.value = canAsk(summary.value, askable.peek());
});
/** Whether work is going on. */
export const working = computed(() => isWorking(summary.value));
/** Whether it can be cancelled. */
export const cancellable = computed(() => canCancel(summary.value));

/** The folder that what is dragged over the tree would go into: 0 is the top. */
export const dropFolder = signal<{ entry: number; name: string } | undefined>(undefined);
/** Files are being dragged over the window. */
export const dragging = signal(false);
/** The image is being checked before it is handed to the browser. */
export const checking = signal(false);
/** The image that was handed to the browser last. */
export const handed = signal<{ revision: number; name: string; byteLength: number } | undefined>(undefined);
/** What went wrong at the click, as opposed to `summary.failure`. */
export const downloadFailure = signal<Failure | undefined>(undefined);
/** The volume name as it is being typed, until the session has it. */
export const volumeNameDraft = signal<string | undefined>(undefined);
/** What was just done, to take back. */
export const lastDone = signal<{ text: string; undoable: boolean; takeBack?: () => void } | undefined>(undefined);
/** An entry that somebody wants to see in the tree, or to give another name there. */
export const sought = signal<{ entry: EntryId; toRename?: boolean } | undefined>(undefined);
/** The title of the document while something else than the tree is worked on. */
export const workTitle = signal<string | undefined>(undefined);
/** The conflict whose question was put off. */
export const putOff = signal<number | undefined>(undefined);
/** What the page says of itself: a new version, a part that is missing, that it works offline. */
export const pageNews = signal<
  { kind: 'offline' } | { kind: 'update' | 'missing' | 'taken'; reload: () => void } | undefined
>(undefined);

export const isEmpty = computed(() => summary.value.phase === 'empty');
/** What went wrong where nobody expected it. */
export const unexpected = signal<Failure | undefined>(undefined);
export const failure = computed(() => summary.value.failure ?? downloadFailure.value ?? unexpected.value);
/** Whether what is told of a failure can be put away: what keeps the image from being made stays. */
export const canDismissFailure = computed(
  () => summary.value.failure === undefined || summary.value.phase !== 'failed',
);
/** The image that was handed over, while it is still the one shown. */
export const handedNow = computed(() =>
  handed.value?.revision === summary.value.revision && summary.value.phase === 'ready' ? handed.value : undefined,
);
export const volumeName = computed(() => volumeNameDraft.value ?? summary.value.volumeName);

const currentStatus = computed(() => {
  const { kind, ...said } = statusOf(summary.value, {
    checking: checking.value,
    handedBytes: handedNow.value?.byteLength,
  });
  return { kind: `${kind} ${language.value}`, ...said };
});
/** The status line as it is said: its numbers change only now and then. */
export const status = signal<Status>(currentStatus.value);

let saidAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const next = currentStatus.value;
  clearTimeout(timer);
  const say = () => {
    saidAt = Date.now();
    status.value = next;
  };
  const said = status.peek();
  if (next.kind === said.kind && next.text === said.text && next.figures === said.figures) return;
  if (statusToSay(said, saidAt, next, Date.now()) === next) say();
  else timer = setTimeout(say, saidAt + STATUS_PAUSE - Date.now());
});

/** Milliseconds between two looks at the figures while work goes on: drawing takes time from the reading. */
const NUMBERS_PAUSE = 180;
/**
 * Milliseconds until work that begins on an empty page is drawn. What is over by then is drawn once, in half the time; and
 * all panels are drawn beside a browser that has begun to read.
 */
const BEGINNING_PAUSE = 100;

let current: Session | undefined;

/** The session that {@link connect} was called with. */
export function session(): Session {
  if (!current) throw new Error('The session was used before it was there.');
  return current;
}

/** Shows a session from now on. */
export function connect(opened: Session) {
  current = opened;
  let shownAt = 0;
  /** When the work began of which nothing is drawn yet. */
  let begunAt: number | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  opened.subscribe((next) => {
    clearTimeout(later);
    const show = () => {
      shownAt = performance.now();
      summary.value = keepEqual(summary.value, next);
    };
    const { view, phase, imageExact } = summary.value;
    // The size that somebody waits for after an edit is not one of the numbers that run.
    const isAlike = next.view === view && next.phase === phase && next.imageExact === imageExact;
    // Nor is the first file that is found where there was none.
    const isFirst = !summary.value.progress?.files && Boolean(next.progress?.files);
    const onlyNumbers = isAlike && isWorking(next) && !isFirst;
    const now = performance.now();
    begunAt = phase === 'empty' && isWorking(next) ? (begunAt ?? now) : undefined;
    let shownFrom = onlyNumbers ? shownAt + NUMBERS_PAUSE : now;
    if (begunAt !== undefined) shownFrom = begunAt + BEGINNING_PAUSE;
    if (shownFrom > now) later = setTimeout(show, shownFrom - now);
    else show();
  });
}

/** A new summary; what is in it as it was before are the very same objects. */
function keepEqual(before: Summary, next: Summary): Summary {
  const kept = Object.entries(before).filter(([name, value]) => isEqual(value, next[name as keyof Summary]));
  return { ...next, ...Object.fromEntries(kept) };
}
