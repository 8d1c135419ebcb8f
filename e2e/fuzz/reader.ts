/** What the reader does with one image: it ends, within bounds, with sentences, and shows no name that could hurt. */
import { createHash } from 'node:crypto';
import { bytesSource } from '../../src/reader/byte-source';
import { checkImage } from '../../src/reader/check/check';
import { DiscImage } from '../../src/reader/disc-image';
import { fullFinding } from '../../src/reader/findings';
import { ImageError } from '../../src/reader/image-error';

/** Bytes that the reader may read of an image: so many in all, and so many times the image. */
const READ_FLOOR = 1 << 28;
const READ_FACTOR = 50;
/** Entries that may be shown: more than the directories have room for there are not. */
const MOST_ENTRIES = 2_000_000;
const MOST_SECONDS = 20;
/** Of each file so much is read. */
const MOST_CONTENT = 1 << 18;

/** Reads all of an image. @throws {Error} a sentence that says what was wrong */
export async function tryImage(bytes: Uint8Array): Promise<'refused' | 'read'> {
  const began = performance.now();
  const source = bytesSource(bytes);
  let bytesRead = 0;
  const counted = {
    byteLength: source.byteLength,
    read: async (offset: number, byteLength: number) => {
      if (!(offset >= 0) || !(byteLength >= 0)) throw new Error(`The reader reads ${byteLength} bytes at ${offset}`);
      const some = await source.read(offset, byteLength);
      bytesRead += some.length;
      if (bytesRead > READ_FLOOR + READ_FACTOR * bytes.length) throw new Error(`The reader reads ${bytesRead} bytes`);
      return some;
    },
  };
  const image = await DiscImage.open(counted).catch((error: unknown) => {
    if (error instanceof ImageError) return undefined;
    throw error;
  });
  if (!image) return 'refused';
  for (const kind of image.namespaces) {
    const reader = image.reader(kind);
    const names = new Map<unknown, Set<string>>();
    let count = 0;
    for await (const { path, entry } of image.walker(reader).below(reader.root)) {
      if (++count > MOST_ENTRIES) throw new Error(`The reader shows more than ${MOST_ENTRIES} entries`);
      const { name } = entry;
      if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name))
        throw new Error(`It shows the name “${name}”`);
      const parent = path.slice(0, path.length - name.length);
      const others = names.get(parent) ?? new Set();
      names.set(parent, others.add(name));
      if (entry.kind !== 'file' || count > 1000) continue;
      try {
        let total = 0;
        for await (const piece of image.contents(entry, path)) {
          total += piece.length;
          if (total > MOST_CONTENT) break;
        }
        if (total > entry.byteLength) throw new Error(`“${path}” has ${total} bytes of ${entry.byteLength}`);
      } catch (error) {
        if (!(error instanceof ImageError)) throw error;
      }
      if (performance.now() - began > MOST_SECONDS * 1000) throw new Error(`It takes more than ${MOST_SECONDS} s`);
    }
  }
  await image.bootCatalog();
  const { findings } = await checkImage(image, { newDigest: () => createHash('md5') });
  for (const finding of [...image.findings.list, ...findings.list]) {
    const { sentence } = fullFinding(finding);
    if (/undefined|NaN|\[object/.test(sentence)) throw new Error(`A finding says “${sentence}”`);
  }
  return 'read';
}
