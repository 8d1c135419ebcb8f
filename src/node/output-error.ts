import type { ImageOutput } from '../sinks/node-file';
import { errorCode, errorReason } from '../sources/node-reason';

/** An image that could not be written. The message is a sentence for a person. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Why nothing can be written to a path. */
export function cannotOpen(path: string, error: unknown): OutputError {
  return new OutputError(`“${path}” cannot be written: ${openingReason(error)}.`);
}

/** Why nothing can be written to a path, as the end of a sentence. */
export function openingReason(error: unknown): string {
  return errorCode(error) === 'ENOENT' ? 'its folder is not there' : errorReason(error);
}

/** Why a text for standard output did not go there. */
export function cannotPrint(error: unknown): OutputError {
  return new OutputError(`Standard output cannot be written: ${errorReason(error)}.`);
}

/**
 * Why writing failed half-way.
 * @param place a path, or what stands for it in a sentence
 * @param byteLength of the whole image
 */
export function writingFailed(place: string, byteLength: number, output: ImageOutput, error: unknown): OutputError {
  const written = `${bytes(output.written)} of ${bytes(byteLength)} bytes`;
  switch (errorCode(error)) {
    case 'EPIPE':
    case 'ECONNRESET':
      return new OutputError(`The reader of ${place} went away after ${written}.`);
    case 'ENOSPC': {
      const free = output.freeBytes();
      const room = free === undefined ? '' : ` (${bytes(free)} bytes are free)`;
      return new OutputError(
        `The disk is full: ${written} of the image went to ${place}${room}. Make room and run isodrop again.`,
      );
    }
    case 'EDQUOT':
      return new OutputError(`Your quota of the disk is used up: ${written} of the image went to ${place}.`);
    case 'EFBIG':
      return new OutputError(
        `${place} can hold no file of ${bytes(byteLength)} bytes: ${written} went there. Choose another disk (FAT32 ends at 4 GiB), or lift the limit of the shell (ulimit -f).`,
      );
    default:
      return new OutputError(`${place} cannot be written after ${written}: ${errorReason(error)}.`);
  }
}

const bytes = (count: number) => count.toLocaleString('en');
