import { createHash } from 'node:crypto';
import {
  type DigestedPart,
  END_BYTES,
  EqualContents,
  includedContents,
  type SharedContents,
} from '../image/equal-contents';
import type { ContentRef, ImageTree } from '../image/tree';
import type { NodeContents } from './node-contents';

/** Cryptographic, and the fastest of Node's on processors of today. */
const HASH = 'sha256';
const BUFFER_BYTES = 128 << 10;

/**
 * Finds which files of a tree have equal contents. Throws a `SourceError` where one cannot be read, or is not what was
 * listed.
 */
export function findEqualContents(tree: ImageTree, contents: NodeContents): SharedContents {
  const equal = new EqualContents(tree);
  const included = includedContents(tree);
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (;;) {
    const { part, contents: wanted } = equal.toRead(included);
    if (wanted.length === 0) return equal.share(included);
    for (const content of wanted) {
      const digest = digestContent(contents, tree.contentAt(content), part, buffer);
      equal.learn(part, content, tree.contentVersion(content), digest);
    }
  }
}

function digestContent(
  contents: NodeContents,
  { store, offset, byteLength }: ContentRef,
  part: DigestedPart,
  buffer: Uint8Array,
): string {
  const hash = createHash(HASH);
  const file = contents.open(store, offset, byteLength);
  const take = (length: number) => {
    for (let left = length; left > 0; ) {
      const piece = buffer.subarray(0, Math.min(left, buffer.length));
      file.read(piece);
      hash.update(piece);
      left -= piece.length;
    }
  };
  try {
    if (part === 'whole') take(byteLength);
    else {
      take(END_BYTES);
      file.skip(byteLength - 2 * END_BYTES);
      take(END_BYTES);
    }
    file.verify();
  } finally {
    file.close();
  }
  return hash.digest('binary');
}
