/** Writes an image to a file that somebody chose, and takes its SHA-256 on the way. Loaded when somebody does. */
import { createSHA256 } from 'hash-wasm';
import { ChosenFile } from '../sinks/chosen-file';
import { blobPieces } from '../sources/blob-pieces';
import { errorName } from './failure';
import { PacedProgress } from './paced-progress';
import { say } from './saying';
import { type NotSaved, wordsOf } from './sayings';
import type { Failure } from './session';
import type { SavedImage, Told } from './works';

/** The image could not be read: a file of it is another one by now, or is gone. */
export class SourceError extends Error {
  readonly code = 'image-unreadable';
  readonly says = say('image-unreadable');

  constructor(cause: unknown) {
    super(wordsOf(say('image-unreadable')), { cause });
  }
}

export interface SavingHost {
  signal: AbortSignal;
  told: Told;
  /** Looks once more, as all is written, whether the files are what they were; a failure where one is not. */
  confirm(): Promise<Failure | undefined>;
}

/**
 * Writes an image. The file is what it was before until all is written and found to be right.
 * Throws what is a `Failure`; or as `signal` does.
 */
export async function saveImage(
  image: Blob,
  file: FileSystemFileHandle,
  { signal, told, confirm }: SavingHost,
): Promise<SavedImage> {
  const hash = await createSHA256();
  const writing = <T>(work: Promise<T>) => work.catch((error) => Promise.reject(writeFailure(error, file.name)));
  const output = await writing(ChosenFile.open(file));
  try {
    const progress = new PacedProgress(image.size, told);
    for await (const piece of readable(blobPieces(image))) {
      signal.throwIfAborted();
      hash.update(piece);
      await writing(output.write(piece));
      progress.add(piece.length);
    }
    await writing(output.flush());
    signal.throwIfAborted();
    const failure = await confirm();
    if (failure) throw failure;
    signal.throwIfAborted();
    progress.close();
    await writing(output.close());
  } catch (error) {
    await output.abort();
    throw error;
  }
  return { byteLength: image.size, sha256: hash.digest() };
}

/** The pieces; what fails as they are read says so. */
export async function* readable(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error) => Promise.reject(new SourceError(error)));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Why a file could not be written, by the browser's error. */
export function writeFailure(error: unknown, name: string): Failure {
  const why = notSaved(error);
  const says = say('not-saved', name, why);
  return { code: 'not-saved', message: wordsOf(says), says, log: why === 'unknown' ? String(error) : '' };
}

/** What kept the browser from writing. */
export const notSaved = (error: unknown): NotSaved => REASONS[errorName(error)] ?? 'unknown';

const REASONS: Readonly<Record<string, NotSaved>> = {
  QuotaExceededError: 'full',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NoModificationAllowedError: 'used',
  NotFoundError: 'folder-gone',
  NotReadableError: 'disk',
  AbortError: 'blocked',
};
