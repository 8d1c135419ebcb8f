/** Hostile archives: good ones of every kind that is read by Isodrop itself, with bytes changed, moved or cut off. */
import { gzipSync } from 'node:zlib';
import { readBytes, type TarMember, tarOf } from '../../src/archives/archive.fixture';
import { zipOf } from '../../src/archives/zip.fixture';
import { Kind } from '../../src/image/tree';
import type { Random } from './random';

export interface HostileArchive {
  name: string;
  bytes: Buffer;
  /** What its files held before; undefined where no sum protects it. */
  contents?: ReadonlySet<string>;
}

const ROOM = 2 ** 22;

/** One after the other, for ever. */
export function* hostileArchives(random: Random): Generator<HostileArchive> {
  for (;;) {
    const good = goodArchive(random);
    const bytes = Buffer.from(good.bytes);
    for (let changes = random.below(6); changes > 0; changes--) change(bytes, random);
    const end = random.below(4) === 0 ? random.below(bytes.length) : bytes.length;
    yield { ...good, bytes: bytes.subarray(0, end) };
  }
}

function goodArchive(random: Random): HostileArchive {
  const files = Array.from({ length: 1 + random.below(6) }, (_, at) => ({
    path: `${['', 'd/', 'd/e/', './', '../', '/'][random.below(6)]}${'abc'[random.below(3)]}${at}`,
    content: String.fromCharCode(97 + random.below(26)).repeat(random.below(1500)),
  }));
  const contents = new Set(['', ...files.map(({ content }) => content)]);
  const kind = random.below(3);
  if (kind === 0) {
    const stored = random.below(2) === 0;
    return { name: 'x.zip', bytes: zipOf(files.map((file) => ({ ...file, isStored: stored }))), contents };
  }
  const types = random.below(4) === 0 ? '0000125xgLKS' : '00000125';
  const members = files.map(({ path, content }): TarMember => {
    const type = types[random.below(types.length)] as string;
    const pax =
      types.includes('x') && random.below(3) === 0
        ? { path, size: String(content.length), 'GNU.sparse.map': '0,1' }
        : undefined;
    const held = '125'.includes(type) ? {} : { content };
    return { path, type, ...held, target: files[0]?.path ?? '', ...(pax ? { pax } : {}) };
  });
  const tar = tarOf(members, random.below(3));
  return kind === 1 ? { name: 'x.tar', bytes: tar } : { name: 'x.tar.gz', bytes: gzipSync(tar) };
}

function change(bytes: Buffer, random: Random): void {
  const at = random.below(bytes.length);
  const length = 1 + random.below(16);
  switch (random.below(4)) {
    case 0:
      bytes[at] = random.below(256);
      break;
    case 1:
      bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
      break;
    case 2:
      bytes.fill([0, 0xff, 0x20, 0x37][random.below(4)] as number, at, Math.min(at + length, bytes.length));
      break;
    default: {
      const from = random.below(bytes.length);
      bytes.copy(bytes, at, from, Math.min(from + length, bytes.length));
    }
  }
}

/**
 * Reads one. Returns whether it was taken.
 * @throws {Error} where it is refused without a sentence, or gives contents that were never in it
 */
export async function tryArchive({ name, bytes, contents }: HostileArchive): Promise<boolean> {
  let entries: Awaited<ReturnType<typeof readBytes>>['entries'];
  try {
    ({ entries } = await readBytes(bytes, name, ROOM));
  } catch (error) {
    const isOwn = error instanceof Error && (error.name === 'ArchiveError' || error.message === '7-Zip is asked for');
    if (isOwn) return false;
    throw error;
  }
  for (const [path, { kind, content = '' }] of Object.entries(entries)) {
    if (path.split('/').includes('..')) throw new Error(`“${path}” lies outside`);
    if (kind === Kind.file && contents && !contents.has(content)) throw new Error(`“${path}” has other contents`);
  }
  return true;
}
