/** Archives in memory, and what they are read with there. */
import { bytesSource } from '../reader/byte-source';
import { readArchive } from './archive';
import { latin1 } from './member';
import type { ArchiveTree, NameDecoding } from './member-tree';

/** What is in an archive, with the contents of its files. */
export interface Read {
  tree: ArchiveTree;
  /** Everything by its path: kind, mode, what a file holds or a link leads to. */
  entries: Record<string, { kind: number; mode?: number | undefined; content?: string; target?: string }>;
  notices: string[];
}

/** Reads an archive that is neither 7z nor compressed by xz, Zstandard or bzip2. @param room bytes for what is decompressed */
export async function readBytes(
  bytes: Uint8Array,
  name: string,
  room = 2 ** 40,
  decodeName?: NameDecoding,
): Promise<Read> {
  const places = [bytesSource(bytes)];
  const tree = await readArchive(bytesSource(bytes), name, {
    bytesAtOnce: { byteLength: bytes.length, read: () => 0 },
    decodeName,
    sevenZip: () => Promise.reject(new Error('7-Zip is asked for')),
    async spool() {
      const place = places.push(bytesSource(new Uint8Array(0))) - 1;
      let all = Buffer.alloc(0);
      return {
        append(piece) {
          all = Buffer.concat([all, piece]);
        },
        clear() {
          all = Buffer.alloc(0);
        },
        room: async () => room + 64 * 2 ** 20,
        async complete() {
          places[place] = bytesSource(all);
          return places[place];
        },
      };
    },
  });
  const paths: string[] = [];
  const entries: Read['entries'] = {};
  for (const [at, entry] of tree.entries.entries()) {
    const path = (entry.parent < 0 ? '' : `${paths[entry.parent]}/`) + Buffer.from(entry.name).toString();
    paths[at] = path;
    const { bytes: where } = entry.sameAs === undefined ? entry : (tree.entries[entry.sameAs] ?? entry);
    const content = where && latin1((await places[where.place]?.read(where.offset, where.byteLength)) as Uint8Array);
    entries[path] = {
      kind: entry.kind,
      mode: entry.attributes.mode,
      ...(content === undefined ? {} : { content }),
      ...(entry.target ? { target: latin1(entry.target) } : {}),
    };
  }
  return { tree, entries, notices: tree.notices.map(({ code, path }) => `${code} ${path}`) };
}

export interface TarMember {
  path: string;
  type?: string;
  content?: string;
  target?: string;
  mode?: number;
  /** What the header says, if that is not what there is. */
  size?: number;
  /** Extended records that stand before it. */
  pax?: Record<string, string>;
}

const BLOCK = 512;

/** A tar archive with the mark that ends it. */
export function tarOf(members: readonly TarMember[], end = 2): Buffer {
  return Buffer.concat([...members.map(tarMember), Buffer.alloc(end * BLOCK)]);
}

function tarMember({ path, type = '0', content = '', target = '', mode = 0o644, pax, size }: TarMember): Buffer {
  const records = Object.entries(pax ?? {}).map(([keyword, value]) => paxRecord(keyword, value));
  const before = pax ? tarMember({ path: 'PaxHeaders/x', type: 'x', content: records.join('') }) : Buffer.alloc(0);
  const data = Buffer.from(content, 'latin1');
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100, 'latin1');
  header.write(`${mode.toString(8).padStart(7, '0')}\0${'0000000\0'.repeat(2)}`, 100);
  header.write(`${(size ?? data.length).toString(8).padStart(11, '0')}\0${'00000001234\0'}`, 124);
  header.write(type, 156);
  header.write(target, 157, 100, 'latin1');
  header.write('ustar\x0000', 257);
  header.write(`${tarSum(header)}\0 `, 148);
  return Buffer.concat([before, header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
}

/** The checksum of a header, six octal digits. */
export function tarSum(header: Buffer): string {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return sum.toString(8).padStart(6, '0');
}

function paxRecord(keyword: string, value: string): string {
  const rest = ` ${keyword}=${value}\n`;
  let length = rest.length;
  while (`${length}${rest}`.length !== length) length = `${length}${rest}`.length;
  return `${length}${rest}`;
}
