import fc from 'fast-check';
import { expect, test } from 'vitest';
import { END_BYTES, EqualContents, includedContents } from './equal-contents';
import { ImageTree } from './tree';

const FILE = { modifyTime: 0 };

/** Bytes as three letters: the first end, the middle, the last end. A content that is not long has one letter only. */
interface Given {
  length: number;
  letters: string;
}
const long = fc.record({
  length: fc.constantFrom(2 * END_BYTES + 1, 3 * END_BYTES),
  letters: fc.stringMatching(/^[ab]{3}$/),
});
const short = fc.record({
  length: fc.constantFrom(0, 1, 2048, 2049, 2 * END_BYTES),
  letters: fc.constantFrom('a', 'b'),
});
const given = fc.oneof(long, short);

/** Reads what is asked for until nothing is, and notes it. */
function learnAll(equal: EqualContents, tree: ImageTree, files: readonly Given[], read: string[]) {
  const included = includedContents(tree);
  for (let turn = 0; turn < 3; turn++) {
    const { part, contents } = equal.toRead(included);
    for (const content of contents) {
      const { letters } = files[content] as Given;
      read.push(`${part} ${content}`);
      const digest = part === 'ends' ? `${letters[0]}…${letters.at(-1)}` : letters;
      equal.learn(part, content, tree.contentVersion(content), digest);
    }
    if (contents.length === 0) return equal.share(included);
  }
  throw new Error('There is no end of reading.');
}

const isSame = (a: Given, b: Given) => a.length === b.length && a.letters === b.letters;

test('equal contents are found, and nothing is read that cannot be one, nor anything twice', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 12 }), fc.nat(12), fc.array(fc.nat(11)), (files, atFirst, left) => {
      const tree = new ImageTree();
      const entries: number[] = [];
      const equal = new EqualContents(tree);
      const read: string[] = [];
      const add = ({ length }: Given) =>
        entries.push(
          tree.addFile(0, `file ${entries.length}`, FILE, { byteLength: length, store: 0, offset: entries.length }),
        );
      // A part of them first: what was learned stays known.
      files.slice(0, atFirst).forEach(add);
      learnAll(equal, tree, files, read);
      files.slice(atFirst).forEach(add);
      for (const one of left) if (entries[one] !== undefined) tree.exclude(entries[one], true);
      const { sameContent, spared, savedBytes } = learnAll(equal, tree, files, read);

      const isIn = (content: number) => !left.includes(content);
      let blocks = 0;
      for (const [content, file] of files.entries()) {
        const first = files.findIndex((other, at) => isIn(at) && isSame(other, file));
        const isSpared = isIn(content) && file.length > 0 && first < content;
        expect(sameContent[content]).toBe(isSpared ? first : content);
        expect(spared.includes(content)).toBe(isSpared);
        if (isSpared) blocks += Math.ceil(file.length / 2048);
      }
      expect(savedBytes).toBe(blocks * 2048);

      expect(new Set(read).size).toBe(read.length);
      for (const line of read) {
        const [part, at] = line.split(' ') as [string, string];
        const { length, letters } = files[Number(at)] as Given;
        const others = files.filter((other, content) => content !== Number(at) && other.length === length);
        const mayBe = part === 'ends' || length <= 2 * END_BYTES;
        expect(
          others.some((other) => mayBe || (other.letters[0] === letters[0] && other.letters[2] === letters[2])),
        ).toBe(true);
        expect(length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

test('bytes that are other ones by now are read again, and those that cannot be read are no other’s', () => {
  const tree = new ImageTree();
  const place = { byteLength: 10, store: 0, offset: 0 };
  const [a, b, c] = ['a', 'b', 'c'].map((name) => tree.addFile(0, name, FILE, place)) as [number, number, number];
  const all = includedContents(tree);
  const equal = new EqualContents(tree);
  for (const content of all) equal.learn('whole', content, 0, 'same');
  tree.setContent(b, place);
  expect(equal.toRead(all)).toEqual({ part: 'whole', contents: [b - 1] });
  // What comes late for the bytes before does not count.
  equal.learn('whole', b - 1, 0, 'same');
  expect(equal.toRead(all).contents).toEqual([b - 1]);
  expect(equal.share(all).spared).toEqual([c - 1]);
  equal.learn('whole', b - 1, 1, undefined);
  equal.learn('whole', a - 1, 0, undefined);
  expect(equal.toRead(all).contents).toEqual([]);
  expect(equal.share(all).spared).toEqual([]);
});
