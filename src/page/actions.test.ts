/** What a person is told of what was done. */
import { expect, test } from 'vitest';
import type { Session } from '../worker/session';
import { cancel, forgetDone } from './actions';
import { connect, lastDone } from './state';
import { texts } from './texts';

test.each([true, false])('who cancels is told so where something was taken back: %s', async (isTakenBack) => {
  const session: Pick<Session, 'cancel' | 'subscribe'> = {
    subscribe: () => () => {},
    cancel: async () => isTakenBack,
  };
  connect(session as Session);
  await cancel();
  expect(lastDone.value?.text).toBe(isTakenBack ? texts.cancelled : undefined);
  forgetDone();
});
