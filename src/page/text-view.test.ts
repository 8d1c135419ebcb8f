/** A long text while it is scrolled and jumped in. */
import { expect, test, vi } from 'vitest';
import type { FileLook, TextPart } from '../worker/session';
import { TextView } from './text-view';

const PARTS = 8;
const PART_BYTES = 1 << 15;

/** A view of a line of eight parts; reading those that are held waits until they are let go. */
function viewOf() {
  const held = new Map<number, Promise<void>>();
  const hold = (part: number) => {
    let free = () => {};
    held.set(
      part,
      new Promise((resolve) => {
        free = resolve;
      }),
    );
    return free;
  };
  const text = async (index: number): Promise<TextPart> => {
    await held.get(index);
    const lines = ['x'.repeat(PART_BYTES)];
    return { index, offset: index * PART_BYTES, byteLength: PART_BYTES, lines, lineEnds: 0, continues: index > 0 };
  };
  const file: Partial<FileLook> = { parts: PARTS, text, linesBefore: async () => 0 };
  const view = new TextView(file as FileLook, 'utf-8');
  return { view, hold, shown: () => view.parts.value.map(({ index }) => index) };
}

test('a jump while more is read shows the part behind its own as well', async () => {
  const { view, hold, shown } = viewOf();
  await view.jump(0);
  const free = hold(2);
  const more = view.more();
  await view.jump(5);
  expect(shown()).toEqual([5]);
  free();
  await more;
  await vi.waitFor(() => expect(shown()).toEqual([5, 6]));
});

test('what is read while a jump waits for its part is not put behind that', async () => {
  const { view, hold, shown } = viewOf();
  await view.jump(0);
  const [freeMore, freeJump] = [hold(2), hold(5)];
  const jump = view.jump(5);
  const more = view.more();
  freeJump();
  await jump;
  freeMore();
  await more;
  await vi.waitFor(() => expect(shown()).toEqual([5, 6]));
});
