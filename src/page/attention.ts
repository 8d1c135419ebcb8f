/** What long work asks of the browser, and gives back after it: title, badge, a screen that stays on, a word at the end. */
import { computed, effect } from '@preact/signals-core';
import { formatFraction } from './format';
import { ended, forgetResults, running, wordsOfWork } from './image-work';
import { keepRoom, roomOfRecent } from './recent-room';
import { isEmpty, summary, working, workTitle } from './state';
import { fractionDone } from './status';
import { texts } from './texts-saving';

/** Milliseconds after which work is long. */
export const LONG = 3000;

const isBusy = computed(() => working.value || running.value !== undefined);
const fraction = computed(() => {
  const { value: work } = running;
  if (!work) return working.value ? fractionDone(summary.value.progress) : undefined;
  return work.progress && work.progress.bytes > 0 ? work.progress.bytesDone / work.progress.bytes : undefined;
});
const percent = computed(() => (fraction.value === undefined ? undefined : Math.floor(fraction.value * 100)));

/** Begins to attend to it, once for the page. */
export function attend() {
  effect(() => {
    const done = percent.value;
    if (!running.value) workTitle.value = undefined;
    else
      workTitle.value = done === undefined ? texts.work.titleStarting : texts.titleWorking(formatFraction(done / 100));
  });
  effect(() => {
    // At the next visit this disc is a recent one.
    if (!isEmpty.value && roomOfRecent() === undefined) keepRoom(0);
  });
  effect(() => {
    // What begins now is another disc.
    if (isEmpty.value) forgetResults();
  });
  effect(() => showBadge(isBusy.value ? percent.value : undefined));
  effect(() => {
    if (!isBusy.value) return undefined;
    const timer = setTimeout(stayAwake, LONG);
    return () => {
      clearTimeout(timer);
      letSleep();
    };
  });
  // Somebody who closes the page by mistake would lose what is half written.
  effect(() => {
    if (running.value?.kind !== 'save' && running.value?.kind !== 'extract') return undefined;
    const ask = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  });
  effect(() => {
    const { value: last } = ended;
    if (last?.toTell) void tell(wordsOfWork(last.what)[last.outcome]);
  });
  document.addEventListener('visibilitychange', () => {
    // The browser lets go of it when the page is hidden.
    if (document.visibilityState === 'visible' && wanted) void lock();
  });
}

interface Badges {
  setAppBadge?: (count?: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

/** Milliseconds between two figures. */
const BADGE_PAUSE = 1000;

let isBadged = false;
let badgedAt = 0;
/** The figure on the icon of a page that is installed. */
function showBadge(done: number | undefined) {
  const { setAppBadge, clearAppBadge } = navigator as Badges;
  if (done !== undefined && done > 0) {
    if (Date.now() < badgedAt + BADGE_PAUSE) return;
    badgedAt = Date.now();
    isBadged = true;
    setAppBadge?.call(navigator, done).catch(() => {});
  } else if (isBadged && done === undefined) {
    isBadged = false;
    clearAppBadge?.call(navigator).catch(() => {});
  }
}

let wanted = false;
let held: WakeLockSentinel | undefined;

function stayAwake() {
  wanted = true;
  void lock();
}

function letSleep() {
  wanted = false;
  void held?.release();
  held = undefined;
}

/** Asks that the screen stays on. A browser may refuse, as when its battery is low: then it does not. */
async function lock() {
  const sentinel = await navigator.wakeLock?.request('screen').catch(() => undefined);
  if (!sentinel) return;
  // It may be over by now.
  if (wanted && (!held || held.released)) held = sentinel;
  else void sentinel.release();
}

/** Whether somebody can be told in another way than on the page. */
export const canTell = () => 'Notification' in globalThis && isSecureContext;

/** Asks, in answer to a press, whether the person may be told how the work that is going on ends. */
export async function askToTell(): Promise<void> {
  const answer = await Notification.requestPermission();
  if (running.value) running.value = { ...running.value, toTell: answer === 'granted' };
}

async function tell(text: string) {
  const options = { icon: 'icon-192.png', tag: 'isodrop' };
  try {
    const note = new Notification(text, options);
    note.onclick = () => {
      window.focus();
      note.close();
    };
  } catch {
    // Chrome for Android has them of a service worker alone.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(text, options).catch(() => {});
  }
}
