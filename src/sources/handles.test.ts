/** The walk through handles: all of it in the image's order, and little of it before its turn. */
import { expect, test } from 'vitest';
import { walkHandles } from './handles';

interface Given {
  /** Handles of files that the browser gave. */
  handles: number;
}

/** A folder of folders with so many files each. */
function folderOf(counts: readonly number[], given: Given): FileSystemDirectoryHandle {
  const directory = (name: string, values: () => AsyncGenerator<object>) => ({ kind: 'directory', name, values });
  const folders = counts.map((count, folder) =>
    directory(`folder ${folder}`, async function* () {
      for (let file = 0; file < count; file++) {
        given.handles++;
        yield { kind: 'file', name: `file ${file}` };
      }
    }),
  );
  return directory('all', async function* () {
    yield* folders;
  }) as unknown as FileSystemDirectoryHandle;
}

async function walk(counts: readonly number[]): Promise<{ found: number[]; mostAhead: number }> {
  const given: Given = { handles: 0 };
  const found: number[] = [];
  let [taken, mostAhead, serial] = [0, 0, 0];
  await walkHandles(folderOf(counts, given), 0, () => ++serial, {
    folder: () => {},
    files: async (_parent, names) => {
      // As long as this takes others are listed.
      await new Promise((resolve) => setTimeout(resolve));
      mostAhead = Math.max(mostAhead, given.handles - taken - names.length);
      taken += names.length;
      found.push(names.length);
    },
    failed: (_serial, error) => {
      throw error;
    },
    signal: { aborted: false },
  });
  return { found, mostAhead };
}

test.each([
  { what: 'many small ones', counts: new Array<number>(200).fill(3), most: 16 * 3 },
  { what: 'middling ones', counts: new Array<number>(60).fill(100), most: 1024 + 100 },
  { what: 'large ones', counts: new Array<number>(20).fill(20_000), most: 4 * 20_000 },
  { what: 'large ones after a small one', counts: [1, ...new Array<number>(20).fill(3000)], most: 8 * 3000 },
])('folders before their turn: $what', async ({ counts, most }) => {
  const { found, mostAhead } = await walk(counts);
  // In the order of their names.
  const names = counts.map((_, folder) => `FOLDER ${folder}`).sort();
  expect(found).toEqual(names.map((name) => counts[Number(name.slice('FOLDER '.length))]));
  expect(mostAhead).toBeLessThanOrEqual(most);
  expect(mostAhead).toBeGreaterThan(0);
});
