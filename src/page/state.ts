/** What the page shows: signals, filled by the session and by what people do. Components only read them. */
import type { Failure, Session, Summary } from '../worker/session';
import { afterChanges, computed, signal } from './signal';
import { isWorking, STATUS_PAUSE, type Status, statusOf, statusToSay, titleOf } from './status';

export const summary = signal<Summary>({
  revision: 0,
  phase: 'empty',
  files: 0,
  folders: 0,
  contentBytes: 0,
  imageBytes: 0,
  imageExact: false,
  volumeName: '',
  duplicatesOnce: false,
  isComparing: false,
  fileName: '',
  joliet: true,
  rockRidge: true,
  noticeGroups: [],
  regions: [],
  problems: [],
  problemCount: 0,
  unreadableLeftOut: 0,
  changedCount: 0,
  canUndo: false,
  canRedo: false,
});

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
export const lastDone = signal<{ text: string; undoable: boolean } | undefined>(undefined);
/** The conflict whose question was put off. */
export const putOff = signal<number | undefined>(undefined);
/** What the page says of itself: a new version, a part that is missing, that it works offline. */
export const pageNews = signal<{ kind: 'offline' } | { kind: 'update' | 'missing'; reload: () => void } | undefined>(
  undefined,
);

export const isEmpty = computed(() => summary.value.phase === 'empty');
export const failure = computed(() => summary.value.failure ?? downloadFailure.value);
/** The image that was handed over, while it is still the one shown. */
export const handedNow = computed(() =>
  handed.value?.revision === summary.value.revision && summary.value.phase === 'ready' ? handed.value : undefined,
);
export const volumeName = computed(() => volumeNameDraft.value ?? summary.value.volumeName);

const currentStatus = computed(() =>
  statusOf(summary.value, { checking: checking.value, handedBytes: handedNow.value?.byteLength }),
);
/** The status line as it is said: its numbers change only now and then. */
export const status = signal<Status>(currentStatus.value);

let saidAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
afterChanges(() => {
  const next = currentStatus.value;
  clearTimeout(timer);
  const say = () => {
    saidAt = Date.now();
    status.value = next;
  };
  const said = status.value;
  if (next.kind === said.kind && next.text === said.text) return;
  if (statusToSay(said, saidAt, next, Date.now()) === next) say();
  else timer = setTimeout(say, saidAt + STATUS_PAUSE - Date.now());
});

/** Milliseconds between two looks at the figures while work goes on: drawing takes time from the reading. */
const NUMBERS_PAUSE = 250;

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
  let later: ReturnType<typeof setTimeout> | undefined;
  opened.subscribe((next) => {
    clearTimeout(later);
    const show = () => {
      shownAt = Date.now();
      summary.value = next;
    };
    const onlyNumbers = next.phase === summary.value.phase && isWorking(next);
    const wait = onlyNumbers ? shownAt + NUMBERS_PAUSE - Date.now() : 0;
    if (wait > 0) later = setTimeout(show, wait);
    else show();
  });
  afterChanges(() => {
    document.title = titleOf(summary.value);
  });
}
