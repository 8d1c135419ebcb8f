/** Failures as data: a class would be lost on its way between threads. */
import { type Saying, say } from './saying';
import type { Failure, LossReason } from './session';

/** Whether an answer is a failure. */
export function isFailure(answer: object): answer is Failure {
  return 'code' in answer && 'message' in answer;
}

/** What was thrown, as a failure. */
export function toFailure(reason: unknown): Failure {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const name = 'name' in reason ? String(reason.name) : 'Error';
    const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : CODES[name];
    const log = 'log' in reason ? String(reason.log) : '';
    return {
      code: code ?? 'unexpected',
      message: String(reason.message),
      log,
      ...('says' in reason ? { says: reason.says as Saying } : {}),
      ...('path' in reason ? { path: String(reason.path) } : {}),
    };
  }
  return { code: 'unexpected', message: String(reason), log: '' };
}

/** What few people need is loaded late: a host may have it no more, or there is no network. */
export function missingPart(): never {
  throw Object.assign(new Error(MISSING_PART), { code: 'missing-part', says: say('missing-part') });
}

/** What is said of it in English. */
export const MISSING_PART =
  'A part of this page could not be loaded. Reload the page, or do without what you asked for.';

/** Says in English that a worker ended. */
export function crashText(worker: string, reason: string, isHopeless: boolean): string {
  const then = isHopeless
    ? 'It goes on failing. Reload the page.'
    : 'It was started again, and the image is made anew.';
  return `A part of this page (the ${worker} worker) stopped: ${reason}. ${then}`;
}

/** Says in English why a file was not taken. */
export function notTakenText(name: string, error: string): string {
  return `“${name}” was not taken: ${unreadableReason(error)}.`;
}

const CODES: Readonly<Record<string, string>> = {
  SpoolFullError: 'no-space',
  QuotaExceededError: 'no-space',
  RangeError: 'out-of-memory',
};

const LOSSES: Readonly<Record<LossReason, string>> = {
  once: 'the browser lets the page read it only once',
  refused: 'the browser was not allowed to read it again',
  gone: 'it is not where it was any more',
  hidden: 'the browser shows it only when its folder is dropped',
};

/** Whether this says why something did not come back. */
export function isLossReason(reason: string): reason is LossReason {
  return Object.hasOwn(LOSSES, reason);
}

/** Why a file or folder could not be read, by the name of the browser's error. */
export function unreadableReason(error: string): string {
  if (isLossReason(error)) return LOSSES[error];
  switch (error) {
    case 'NotFoundError':
      return 'it is not there any more';
    case 'NotAllowedError':
    case 'NoModificationAllowedError':
    case 'SecurityError':
      return 'the browser does not allow reading it';
    case 'EncodingError':
      return 'its name is not UTF-8, so the browser cannot open it (rename it, then read all again)';
    case 'SpoolFullError':
      return 'there was no room for it';
    case 'LengthError':
      return 'it changed while it was being read';
    case 'NotReadableError':
      return 'it cannot be opened, or changed while it was being read';
    default:
      return 'the browser cannot read it';
  }
}

/** The name that a browser gives to an error, such as `NotFoundError`. */
export function errorName(reason: unknown): string {
  return reason instanceof Error || reason instanceof DOMException ? reason.name : 'UnknownError';
}

/** Code of the failure where nobody could look whether files are what they were. */
export const UNCHECKED = 'files-unchecked';
