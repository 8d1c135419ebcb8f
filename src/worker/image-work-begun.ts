/** Starts a worker for one piece of work, and ends it. */
import engineScript from 'virtual:engine';
import { type Remote, wrap } from 'comlink';
import { crashText, isFailure } from './failure';
import type { ImageWorker } from './image-worker';
import { CRASHED } from './page-workers';
import { say } from './saying';
import type { Failure } from './session';
import { startWorker } from './start';
import { CANCELLED, type Work } from './works';

export interface BegunWork<Answer> extends Work<Answer> {
  worker: Remote<ImageWorker>;
  /** Ends the worker. */
  end(): void;
}

/**
 * Begins a piece of work. Its result rejects with a `Failure` where it fails.
 * @param stop how it is taken back; without it the worker just ends
 */
export function beginWork<Answer extends object>(
  work: (worker: Remote<ImageWorker>) => Promise<Answer | Failure>,
  stop?: (worker: Remote<ImageWorker>) => void,
): BegunWork<Answer> {
  const thread = startWorker(engineScript, 'image');
  const worker = wrap<ImageWorker>(thread);
  let fail: (failure: Failure) => void = () => {};
  const ended = new Promise<Failure>((resolve) => {
    fail = resolve;
  });
  thread.addEventListener('error', (event) => {
    event.preventDefault();
    fail(failed(event.message || 'it could not be started'));
  });
  thread.addEventListener('messageerror', () => fail(failed('a message could not be read')));
  const answer = async (): Promise<Answer> => {
    const told = await Promise.race([work(worker), ended]);
    if (isFailure(told)) throw told;
    return told;
  };
  const cancel = () => (stop ? stop(worker) : fail({ code: CANCELLED, message: 'It was cancelled.', log: '' }));
  return { result: answer(), cancel, worker, end: () => thread.terminate() };
}

/** The worker has ended. */
function failed(reason: string): Failure {
  const says = say('worker-crashed', 'image', reason, true);
  return { code: CRASHED, message: crashText('image', reason, true), says, log: '' };
}
