/** Trees at random, the same for the same seed: hostile names, deep folders, names that meet, links and devices. */
import { type Entry, pattern, type Tree } from '../images/trees';
import type { Random } from './random';

/** What the names of a tree are made of. */
export type Alphabet = 'plain' | 'ascii' | 'unicode' | 'hostile';

const PLAIN = ['a', 'B', 'c', '1', '_', '.', '.txt', 'LONG', 'longer_word', 'X.Y'];
const ASCII = [...PLAIN, ' ', '-', '~', '#', '+', '=', ',', '!', '$', "'", '(', ')', '@', '..', '.tar.gz', '~1', '%'];
const UNICODE = [...ASCII, 'é', 'e\u0301', 'ß', '日本', 'Привет', 'שלום', '\u00a0', '\u200d', '\uff21', '\ufffd'];
const HOSTILE = [...UNICODE, ';', ':', '*', '?', '\\', '"', '<', '|', ';1', '\u{1f600}', '\u{20000}'];
const ALPHABETS: Record<Alphabet, readonly string[]> = {
  plain: PLAIN,
  ascii: ASCII,
  unicode: UNICODE,
  hostile: HOSTILE,
};

/** Names that a tree may have beside those made of its alphabet. */
const GIVEN = ['rr_moved', 'README', 'readme.txt', 'a.o', 'b.bak', 'CON', 'FOOBA000', 'foobarbaz', 'x~', '.hidden'];
const MOST_BYTES = 255;
const TIMES = [0, 1, 951_782_400, 1_600_000_000, 1_580_702_706, 1_900_000_000, 2 ** 31 - 1, 2 ** 31, -1, -86_400 * 999];

/**
 * A tree of some dozens of entries. Names within a folder differ; a `;` sorts as genisoimage has it only in `hostile`.
 * @param asRoot whether it may have devices, which only root may make
 */
export function randomTree(name: string, alphabet: Alphabet, random: Random, asRoot: boolean): Tree {
  const entries: Entry[] = [];
  const folders = [''];
  const files: string[] = [];
  const taken = new Set<string>();
  const pieces = ALPHABETS[alphabet];
  const stem = Array.from({ length: 3 }, () => random.pick(pieces)).join('');

  const newName = (): string => {
    for (;;) {
      const made = random.chance(0.1)
        ? random.pick(GIVEN)
        : `${random.chance(0.3) ? stem : ''}${Array.from({ length: 1 + random.below(random.chance(0.1) ? 40 : 6) }, () => random.pick(pieces)).join('')}`;
      const fits = made !== '.' && made !== '..' && Buffer.byteLength(made) <= MOST_BYTES;
      if (fits) return made;
    }
  };
  const place = (): string => {
    for (;;) {
      const into = random.chance(0.4) ? (folders.at(-1) as string) : random.pick(folders);
      const path = into ? `${into}/${newName()}` : newName();
      if (taken.has(path) || path.length > 1500) continue;
      taken.add(path);
      return path;
    }
  };
  const common = () => ({
    modifyTime: random.pick(TIMES),
    mode: random.chance(0.5) ? 0o644 : random.below(0o10000),
    ...(random.chance(0.2) ? { owner: [random.below(70_000), random.below(70_000)] as [number, number] } : {}),
  });
  const count = 15 + random.below(50);
  for (let made = 0; made < count; made++) {
    const path = place();
    const kind = random.below(100);
    if (kind < 30) {
      folders.push(path);
      entries.push({ kind: 'directory', path, ...common(), mode: 0o700 | random.below(0o100) });
    } else if (kind < 75) {
      files.push(path);
      const size = random.pick([0, 1, 100, 2047, 2048, 2049, 5000]);
      entries.push({ kind: 'file', path, content: pattern(size, made + 1), ...common() });
    } else if (kind < 82 && files.length > 0) entries.push({ kind: 'hardLink', path, to: random.pick(files) });
    else if (kind < 92) entries.push({ kind: 'link', path, target: target(random), modifyTime: random.pick(TIMES) });
    else if (kind < 95) entries.push({ kind: random.pick(['pipe', 'socket'] as const), path, ...common() });
    else if (asRoot) {
      const device: [number, number] = [random.below(300), random.below(70_000)];
      entries.push({ kind: 'device', path, type: random.pick(['c', 'b'] as const), device, ...common() });
    }
  }
  return { name, entries };
}

/** A link's target: some are longer than one SL entry. */
function target(random: Random): string {
  const parts = ['..', '.', 'x', 'name', 'n'.repeat(60), '日本', 'folder'];
  const count = 1 + random.below(random.chance(0.1) ? 9 : 4);
  return `${random.chance(0.2) ? '/' : ''}${Array.from({ length: count }, () => random.pick(parts)).join('/')}`;
}
