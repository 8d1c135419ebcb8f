/** Work on any image in a dialog: how far it is, what came of it, and that it ends with the dialog. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { toFailure } from '../worker/failure';
import { CANCELLED, type Failure, type Told, type Work, type WorkProgress } from '../worker/session';

export interface Examination<Answer> {
  isRunning: boolean;
  progress?: WorkProgress;
  answer?: Answer;
  failure?: Failure;
}

export interface ExaminationControls<Answer> {
  state: Examination<Answer>;
  begin(start: (told: Told) => Work<Answer>): Promise<void>;
  cancel(): void;
  /** Puts away what came of it. */
  forget(): void;
  fail(reason: unknown): void;
}

/** @param dispose is told of an answer that is not wanted any more */
export function useExamination<Answer>(dispose: (answer: Answer) => void = () => {}): ExaminationControls<Answer> {
  const state = useSignal<Examination<Answer>>({ isRunning: false });
  const work = useRef<Work<Answer> | undefined>(undefined);
  const isOpen = useRef(true);
  const put = (next: Examination<Answer>) => {
    const { answer } = state.peek();
    if (answer !== undefined && answer !== next.answer) dispose(answer);
    state.value = next;
  };
  const fail = (reason: unknown) => put({ isRunning: false, failure: toFailure(reason) });
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      work.current?.cancel();
      const { answer } = state.peek();
      if (answer !== undefined) dispose(answer);
    };
  }, []);
  return {
    state: state.value,
    fail,
    forget: () => put({ isRunning: false }),
    cancel: () => work.current?.cancel(),
    begin: async (start) => {
      work.current?.cancel();
      put({ isRunning: true });
      let begun: Work<Answer> | undefined;
      const isCurrent = () => isOpen.current && work.current === begun;
      try {
        begun = start((progress) => {
          if (isCurrent() && state.peek().isRunning) state.value = { isRunning: true, progress };
        });
        work.current = begun;
        const answer = await begun.result;
        if (isCurrent()) put({ isRunning: false, answer });
        else dispose(answer);
      } catch (reason) {
        if (begun !== undefined && !isCurrent()) return;
        if (toFailure(reason).code === CANCELLED) put({ isRunning: false });
        else fail(reason);
      } finally {
        if (work.current === begun) work.current = undefined;
      }
    },
  };
}
