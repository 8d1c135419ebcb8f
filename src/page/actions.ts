/** What a person can do. Each ends in the session; what it changes comes back in the summary. */
import { toFailure } from '../worker/failure';
import type {
  Command,
  EntryId,
  FinishedImage,
  Matter,
  OptionsCommand,
  Revision,
  Row,
  Selecting,
} from '../worker/session';
import { checking, downloadFailure, handed, lastDone, session, summary, unexpected, volumeNameDraft } from './state';
import { isWorking } from './status';
import { texts } from './texts';

/** Milliseconds without a key after which a typed volume name is taken. */
const TYPING_PAUSE = 300;
/** Milliseconds that a click on Download waits for the image to be known again. */
const SETTLING_LIMIT = 30_000;
/** How often a click on Download is taken up again when the image changes under it. */
const DOWNLOAD_TRIES = 3;
const LAST_DONE_TIME = 10_000;

/** Waits for the session's answer. Returns whether there was one: a session that fails says so in its summary. */
export function answered(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}

let typing: ReturnType<typeof setTimeout> | undefined;
let lastDoneTimer: ReturnType<typeof setTimeout> | undefined;
let handedUrl: string | undefined;

/** Shows what was done and offers to take it back, for a while. */
export function tellDone(text: string, undoable: boolean, takeBack?: () => void) {
  clearTimeout(lastDoneTimer);
  lastDone.value = { text, undoable, ...(takeBack ? { takeBack } : {}) };
  lastDoneTimer = setTimeout(forgetDone, LAST_DONE_TIME);
}

/** Does a command, and offers to take it back where it did something. */
async function doAndTell(command: Command, text: string) {
  const done = await session()
    .do(command)
    .catch(() => undefined);
  if (done?.isDone) tellDone(text, true);
}

/** Takes the offer of {@link tellDone} away; `keep` puts that off while somebody points at it. */
export function forgetDone() {
  clearTimeout(lastDoneTimer);
  lastDone.value = undefined;
}
export function keepDone() {
  clearTimeout(lastDoneTimer);
}

/** Puts away what is told of a failure. */
export function dismissFailure() {
  if (summary.value.failure) session().dismissFailure();
  downloadFailure.value = undefined;
  unexpected.value = undefined;
}

/** Adds the files of an input and empties it, so that the same can be chosen again. */
export function addFromInput(input: HTMLInputElement) {
  const files = Array.from(input.files ?? []);
  input.value = '';
  if (files.length > 0) add(() => session().addFiles(files));
}

/** Adds with one of the session's methods; what failed before is forgotten. */
export function add(start: () => void) {
  forgetDone();
  downloadFailure.value = undefined;
  start();
}

/** Asks for a folder. Somebody who closes the picker wants nothing. */
export async function pickFolder(pick: () => Promise<FileSystemDirectoryHandle>) {
  try {
    const handle = await pick();
    add(() => session().addFolder(handle));
  } catch (reason) {
    if (!(reason instanceof DOMException && reason.name === 'AbortError')) downloadFailure.value = toFailure(reason);
  }
}

/** Takes what is typed as the volume name, once typing pauses. */
export function typeVolumeName(name: string) {
  volumeNameDraft.value = name;
  clearTimeout(typing);
  typing = setTimeout(endVolumeName, TYPING_PAUSE);
}

/** Takes the typed volume name at once. Rejects with the session's failure. */
async function takeVolumeName(): Promise<void> {
  clearTimeout(typing);
  const name = volumeNameDraft.value;
  if (name === undefined) return;
  if (name !== summary.value.volumeName) await settled((await session().do({ do: 'volume-name', name })).revision);
  if (volumeNameDraft.value === name) volumeNameDraft.value = undefined;
}

/** Takes the typed volume name, as somebody leaves its field. */
export function endVolumeName() {
  void answered(takeVolumeName());
}

/** Calls the disc something else. */
export function nameVolume(name: string): Promise<boolean> {
  volumeNameDraft.value = undefined;
  return answered(session().do({ do: 'volume-name', name }));
}

/** Sets options in one step. @param title what that is called */
export async function setOptions(title: string, options: OptionsCommand['options']) {
  await doAndTell({ do: 'options', title, options }, title);
}

/** Leaves out all that a notice or a finding is about, in one step. @param text says that it is done */
export async function leaveOutAll(what: Matter, text: (count: number) => string) {
  const entries = await session()
    .entriesOf(what)
    .catch(() => []);
  if (entries.length === 0) return;
  await doAndTell({ do: 'leave-out', entries }, text(entries.length));
}

/** Leaves out an entry. @param text says that it is done */
export async function leaveOutEntry(entry: EntryId, text: string) {
  await doAndTell({ do: 'leave-out', entries: [entry] }, text);
}

export async function dissolve(entry: number, dissolved: boolean) {
  forgetDone();
  await answered(session().do({ do: 'dissolve', entry, dissolved }));
}

/** Opens or closes a folder of the preview. */
export function expand(row: Row, expanded: boolean): Promise<boolean> {
  return answered(session().expand(row.entry, expanded));
}

/** Opens the folders beside a row. */
export function expandSiblings(row: Row): Promise<boolean> {
  return answered(session().expandSiblings(row.entry));
}

/** Selects rows of the preview. */
export function select(selecting: Selecting): Promise<boolean> {
  return answered(session().select(selecting));
}

export async function startOver() {
  downloadFailure.value = undefined;
  await doAndTell({ do: 'start-over' }, texts.startedOver);
}

/** Takes up what an earlier visit left. */
export function takeUp(id: string) {
  add(() => session().takeUp(id));
}

/** Discards what earlier visits left; that can be taken back for a while. @param text says that it is done */
export async function discard(ids: readonly string[], text: string) {
  if (!(await session().discard(ids, true))) return;
  tellDone(text, false, () => {
    forgetDone();
    void session().discard(ids, false);
  });
}

/** Takes back what is going on. Where that is the search for equal files, it is switched off. */
export async function cancel() {
  if (summary.value.phase === 'preparing' && summary.value.isComparing) {
    void answered(session().do({ do: 'options', options: { duplicatesOnce: false }, title: texts.notStoredOnce }));
    // The button that was pressed goes.
    document.getElementById('open-options')?.focus();
    return;
  }
  // All may have been ready before the press came there.
  const isTakenBack = await session()
    .cancel()
    .catch(() => false);
  if (isTakenBack) tellDone(texts.cancelled, false);
}

export async function undo() {
  forgetDone();
  volumeNameDraft.value = undefined;
  if (summary.value.canUndo) await answered(session().undo());
}

export async function redo() {
  forgetDone();
  volumeNameDraft.value = undefined;
  if (summary.value.canRedo) await answered(session().redo());
}

/** Hands the image to the browser's downloads. */
export async function download(): Promise<void> {
  const image = await finishedImage();
  if (!image) return;
  save(image.blob, image.name);
  handed.value = { revision: image.revision, name: image.name, byteLength: image.byteLength };
}

/** The image as it is now, its large files found to be what they were. Undefined where the page says why there is none. */
export async function finishedImage(): Promise<FinishedImage | undefined> {
  if (checking.value) return undefined;
  checking.value = true;
  downloadFailure.value = undefined;
  try {
    await takeVolumeName();
    for (let tries = 0; tries < DOWNLOAD_TRIES; tries++) {
      await settled(summary.value.revision);
      // The status line says why not.
      if (summary.value.phase !== 'ready') return undefined;
      const image = await imageNow();
      if (image !== 'changing') return image;
    }
  } catch (reason) {
    downloadFailure.value = toFailure(reason);
  } finally {
    checking.value = false;
  }
  return undefined;
}

/** The image, which may change at this very moment; undefined where a file of it has. */
async function imageNow(): Promise<FinishedImage | 'changing' | undefined> {
  try {
    return await session().image();
  } catch (reason) {
    const { code } = toFailure(reason);
    if (code === 'not-ready') return 'changing';
    // It is asked about in the list of problems.
    if (code === 'file-changed') return undefined;
    throw reason;
  }
}

/** Waits until `revision` or a newer one is shown and nothing is being worked out any more. */
function settled(revision: Revision): Promise<void> {
  const started = Date.now();
  return new Promise((resolve) => {
    const check = () => {
      const waiting = summary.value.revision < revision || isWorking(summary.value);
      if (!waiting || Date.now() - started > SETTLING_LIMIT) resolve();
      else setTimeout(check, 20);
    };
    check();
  });
}

/** The URL stays until the next image takes its place: a browser may ask for the file's name for minutes. */
function save(blob: Blob, name: string) {
  if (handedUrl) URL.revokeObjectURL(handedUrl);
  handedUrl = URL.createObjectURL(blob);
  offer(handedUrl, name);
}

/** Has the browser download what a URL leads to. */
export function offer(url: string, name: string) {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.hidden = true;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
