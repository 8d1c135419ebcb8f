/** Extracting what is in the image, from the question where to up to what came of it. */
import { effect } from '@preact/signals-core';
import type { ExtractAnswer, Extracted, ExtractQuestion, ExtractTo } from '../worker/session';
import { offer } from './actions';
import { asked, type Targets } from './edit-state';
import { type About, targetsOf } from './edits';
import {
  canSave,
  chooseFile,
  extracted,
  forgetExtracted,
  removeEmpty,
  running,
  runWork,
  tellUnlessClosed,
} from './image-work';
import { downloadFailure, session, summary } from './state';
import { texts } from './texts-extract';

/** Asks where something, or everything, is to be extracted to. */
export async function askExtract(about?: About): Promise<void> {
  const targets = about && (await targetsOf(about));
  asked.value = { kind: 'extract', targets, name: await nameOf(targets) };
}

/** What is made of it is called as the one thing that it is, or as the image. */
async function nameOf(targets: Targets | undefined): Promise<string> {
  const [only, ...others] = targets?.entries ?? [];
  const details = only === undefined || others.length > 0 ? undefined : await session().entry(only);
  return details?.name ?? summary.value.fileName.replace(/\.iso$/i, '');
}

interface FolderPicker {
  showDirectoryPicker?: (options: {
    id: string;
    mode: 'readwrite';
    startIn: 'downloads';
  }) => Promise<FileSystemDirectoryHandle>;
}

/** Whether this browser lets somebody choose a folder that something is written to. */
export const canChooseFolder = () => (globalThis as FolderPicker).showDirectoryPicker !== undefined;

/** Asks for a folder and extracts to it. @param inside a folder to be made in it */
export async function extractToFolder(targets: Targets | undefined, inside: string | undefined): Promise<void> {
  const { showDirectoryPicker } = globalThis as FolderPicker;
  if (!showDirectoryPicker || running.value) return;
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await showDirectoryPicker.call(window, { id: 'isodrop-extract', mode: 'readwrite', startIn: 'downloads' });
    if (await session().isSource(folder)) {
      downloadFailure.value = { code: 'source-chosen', message: texts.isSource(folder.name), log: '' };
      return;
    }
  } catch (reason) {
    tellUnlessClosed(reason);
    return;
  }
  await extract(targets, { kind: 'folder', folder, inside }, folder.name);
}

const TYPES = { zip: 'application/zip', tar: 'application/x-tar' } as const;

/** Extracts to an archive: a file that somebody chooses, or where there is no choice, a download. */
export async function extractToArchive(targets: Targets | undefined, kind: 'zip' | 'tar', stem: string): Promise<void> {
  if (running.value) return;
  const name = `${stem}.${kind}`;
  if (!canSave()) {
    await extract(targets, { kind, name }, name);
    return;
  }
  const file = await chooseFile(name, texts.fileTypes[kind], { [TYPES[kind]]: [`.${kind}`] });
  if (!file) return;
  const done = await extract(targets, { kind, file, name: file.name }, file.name);
  if (!done) await removeEmpty(file);
}

async function extract(targets: Targets | undefined, to: ExtractTo, name: string): Promise<Extracted | undefined> {
  forgetExtracted();
  const folder = to.kind === 'folder' ? to.folder : undefined;
  const done = await runWork({ kind: 'extract', file: name }, (works, told) =>
    works.extract(targets?.entries, to, {
      told,
      ask: (question) => askOnPage(question, folder),
      isSource: (file) => session().isSource(file),
    }),
  );
  if (!done) return undefined;
  const url = done.blob && URL.createObjectURL(done.blob);
  extracted.value = { ...done, name, url };
  if (url) offer(url, name);
  return done;
}

/** Asks in a dialog, once no other one is open. */
async function askOnPage(
  question: ExtractQuestion,
  folder: FileSystemDirectoryHandle | undefined,
): Promise<ExtractAnswer> {
  if (!(await isFree())) return 'stop';
  const given = await new Promise<ExtractAnswer>((resolve) => {
    asked.value = { kind: 'extract-question', question, answer: resolve };
  });
  // The permission may be what is missing: the browser asks in answer to the press.
  if (given === 'retry') await folder?.requestPermission({ mode: 'readwrite' }).catch(() => {});
  return given;
}

/** Waits until no dialog is open. False where the work has ended meanwhile, and asks nothing any more. */
function isFree(): Promise<boolean> {
  return new Promise((resolve) => {
    let isDone = false;
    let end = () => {};
    end = effect(() => {
      isDone ||= asked.value === undefined || running.value === undefined;
      if (!isDone) return;
      resolve(running.value !== undefined);
      queueMicrotask(() => end());
    });
  });
}
