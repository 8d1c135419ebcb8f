/** Long work, on the finished image and on what is in it: one piece at a time, and what came of it. */
import { signal } from '@preact/signals-core';
import { toFailure } from '../worker/failure';
import {
  CANCELLED,
  type ChecksumKind,
  type Extracted,
  type FinishedImage,
  type ImageCheck,
  type Revision,
  type Summary,
  type Told,
  type Work,
  type WorkProgress,
  type Works,
} from '../worker/session';
import { finishedImage, offer, tellDone } from './actions';
import { checksumFileName, checksumLine } from './checksum-file';
import { tellMissing } from './lazy';
import { downloadFailure, session, summary } from './state';
import { texts } from './texts-saving';

/** A piece of work: what is done, and with which file. */
interface What {
  kind: 'save' | 'check' | 'extract' | ChecksumKind;
  file: string;
}

/** Work that is going on. */
export interface Running extends What {
  progress?: WorkProgress;
  /** Undefined while it cannot be taken back. */
  cancel?: (() => void) | undefined;
  /** What is told of how it ended goes to the person, too. */
  toTell?: boolean;
}

export const running = signal<Running | undefined>(undefined);
/** The file that was saved last. */
export const saved = signal<
  { revision: Revision; name: string; handle: FileSystemFileHandle; byteLength: number; sha256: string } | undefined
>(undefined);
/** The checksums that are shown, of one image. */
export const checksums = signal<
  { revision: Revision; name: string; digests: Partial<Record<ChecksumKind, string>> } | undefined
>(undefined);
/** What came of the last check: of the image, or of a file that it was saved to. */
export const checked = signal<({ revision: Revision; name: string; isFile: boolean } & ImageCheck) | undefined>(
  undefined,
);
/** What was extracted last, and where to; an archive that was downloaded has a URL. */
export const extracted = signal<({ name: string; url?: string | undefined } & Extracted) | undefined>(undefined);
/** How the last piece of work ended, for those who do not see it, or wait elsewhere. */
export const ended = signal<
  { what: What; outcome: 'done' | 'failed' | 'cancelled'; toTell: boolean | undefined } | undefined
>(undefined);

/** What a piece of work is called while it goes on, and how it ended. */
export const wordsOfWork = ({ kind, file }: What) =>
  kind === 'save' || kind === 'check' || kind === 'extract' ? texts.work[kind](file) : texts.work.checksum(kind, file);

interface SavePicker {
  showSaveFilePicker?: (options: {
    id: string;
    startIn: 'downloads';
    suggestedName: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle>;
}

/** Whether this browser lets somebody choose the file that something is written to. */
export const canSave = () => (globalThis as SavePicker).showSaveFilePicker !== undefined;

/**
 * Asks for a file to be written to. Undefined where somebody wants none, or it may not be written to, which is told.
 * First of all in a click's handler: a browser asks only in answer to a click, and soon after it.
 */
export async function chooseFile(
  suggestedName: string,
  description: string,
  accept: Record<string, string[]>,
): Promise<FileSystemFileHandle | undefined> {
  const { showSaveFilePicker } = globalThis as SavePicker;
  if (!showSaveFilePicker) return undefined;
  try {
    const types = [{ description, accept }];
    const asked = { id: 'isodrop-save', startIn: 'downloads', suggestedName, types } as const;
    const file = await showSaveFilePicker.call(window, { ...asked });
    // What the image is made of is neither written to nor removed.
    if (!(await session().isSource(file))) return file;
    downloadFailure.value = { code: 'source-chosen', message: texts.tools.isSource(file.name), log: '' };
  } catch (reason) {
    tellUnlessClosed(reason);
  }
  return undefined;
}

/** Tells why there is nothing to write to. Somebody who closes the picker wants nothing. */
export function tellUnlessClosed(reason: unknown) {
  if (!(reason instanceof DOMException && reason.name === 'AbortError')) downloadFailure.value = toFailure(reason);
}

/** Asks for a file and writes the image to it. */
export async function saveToFile(): Promise<void> {
  if (running.value) return;
  const accept = { 'application/x-iso9660-image': ['.iso'] };
  const file = await chooseFile(suggestedName(summary.value), texts.tools.fileType, accept);
  if (!file) return;
  const image = await finishedImage();
  const what: What = { kind: 'save', file: file.name };
  const done = image && (await runWork(what, (works, told) => works.save(image, file, told)));
  if (!image || !done) {
    await removeEmpty(file);
    return;
  }
  saved.value = { revision: image.revision, name: file.name, handle: file, ...done };
  keepDigest(image.revision, file.name, 'sha256', done.sha256, checksums.value !== undefined);
}

/** The image's name, or where an archive or image that it is made of is called that, another one. */
function suggestedName({ fileName, archives }: Pick<Summary, 'fileName' | 'archives'>): string {
  const isTaken = archives.some(({ name }) => name.toLowerCase() === fileName.toLowerCase());
  return isTaken ? texts.tools.newName(fileName.replace(/\.iso$/i, '')) : fileName;
}

/** The browser makes, or empties, the file that is chosen: what has nothing in it is not left behind. */
export async function removeEmpty(file: FileSystemFileHandle & { remove?: () => Promise<void> }): Promise<void> {
  const { size } = await file.getFile().catch(() => ({ size: 1 }));
  if (size === 0) await file.remove?.().catch(() => {});
}

/** Works out a checksum of the image as it is now. */
export async function workOut(kind: ChecksumKind): Promise<void> {
  if (running.value) return;
  const image = await finishedImage();
  if (!image) return;
  const name = nameOf(image);
  // Those of another image are none of this one's.
  if (checksums.value?.revision !== image.revision) checksums.value = { revision: image.revision, name, digests: {} };
  const done = await runWork({ kind, file: name }, (works, told) => works.checksum(image, kind, told));
  if (done) keepDigest(image.revision, name, kind, done.digest, true);
}

/** Shows checksums of the image as it is now: what is known, and SHA-256 in any case. */
export function showChecksums(): void {
  const { revision, fileName } = summary.value;
  if (checksums.value?.revision === revision) {
    document.getElementById('checksums-heading')?.scrollIntoView({ block: 'nearest' });
    return;
  }
  const { value: file } = saved;
  if (file?.revision === revision) {
    checksums.value = { revision, name: file.name, digests: { sha256: file.sha256 } };
    return;
  }
  checksums.value = { revision, name: fileName, digests: {} };
  void workOut('sha256');
}

/** What the file of an image is called: as it was saved, or as it is downloaded. */
function nameOf({ revision, name }: FinishedImage): string {
  return saved.value?.revision === revision ? saved.value.name : name;
}

/** Reads the image back and compares it with the tree; or a file that somebody saved it to. */
export async function check(file?: File): Promise<void> {
  if (running.value) return;
  forgetCheck();
  const image = await finishedImage();
  if (!image) return;
  const name = file?.name ?? nameOf(image);
  const done = await runWork({ kind: 'check', file: name }, (works, told) => works.check(image, file, told));
  if (done) checked.value = { revision: image.revision, name, isFile: file !== undefined, ...done };
}

/** Reads the file that was saved last back. */
export async function checkSaved(): Promise<void> {
  const { value: file } = saved;
  if (!file) return;
  try {
    await check(await file.handle.getFile());
  } catch (reason) {
    // It is not there any more, or may not be read.
    downloadFailure.value = toFailure(reason);
  }
}

/** Puts away all that came of an image which is no more. */
export function forgetResults(): void {
  saved.value = undefined;
  checksums.value = undefined;
  forgetExtracted();
  forgetCheck();
}

/** Puts away what is told of what was extracted. */
export function forgetExtracted(): void {
  if (extracted.value?.url) URL.revokeObjectURL(extracted.value.url);
  extracted.value = undefined;
}

/** Puts away what came of a check. */
export function forgetCheck(): void {
  checked.value = undefined;
}

function keepDigest(revision: Revision, name: string, kind: ChecksumKind, digest: string, isShown: boolean) {
  const { value } = checksums;
  if (value?.revision === revision) {
    checksums.value = { revision, name, digests: { ...value.digests, [kind]: digest } };
  } else if (isShown) checksums.value = { revision, name, digests: { [kind]: digest } };
}

/** Has the browser download the checksum file. */
export function offerChecksumFile(kind: ChecksumKind, name: string, digest: string): void {
  const url = URL.createObjectURL(new Blob([checksumLine(digest, name)], { type: 'text/plain' }));
  offer(url, checksumFileName(kind, name));
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Does a piece of work. Returns undefined when it failed or was taken back, which is told. */
export async function runWork<Answer extends object>(
  what: What,
  begin: (works: Works, told: Told) => Work<Answer>,
): Promise<Answer | undefined> {
  downloadFailure.value = undefined;
  ended.value = undefined;
  running.value = what;
  let outcome: 'done' | 'failed' | 'cancelled' = 'done';
  try {
    const works = await session().works();
    const work = begin(works, (progress) => {
      const { value } = running;
      if (value) running.value = { ...value, progress, cancel: progress.isClosing ? undefined : value.cancel };
    });
    running.value = { ...running.value, cancel: work.cancel };
    const answer = await work.result;
    if ('isStopped' in answer && answer.isStopped) outcome = 'cancelled';
    return answer;
  } catch (reason) {
    const failure = toFailure(reason);
    if (failure.code === CANCELLED) {
      outcome = 'cancelled';
      tellDone(wordsOfWork(what).cancelled, false);
    } else {
      outcome = 'failed';
      if (failure.code === 'missing-part') tellMissing();
      // A file that has changed is asked about in the list of problems, where it is one of the tree.
      if (failure.code === 'file-changed' && summary.value.problemCount > 0) tellDone(wordsOfWork(what).failed, false);
      else downloadFailure.value = failure;
    }
    return undefined;
  } finally {
    ended.value = { what, outcome, toTell: running.value?.toTell };
    running.value = undefined;
  }
}
