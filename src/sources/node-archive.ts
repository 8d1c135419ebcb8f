/** Archives in the file system, read as trees; what is compressed in them comes into temporary files. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import makeSevenZip from '7z-wasm/7zz.es6.js';
import { readArchive } from '../archives/archive';
import { ArchiveError } from '../archives/archive-error';
import type { ArchiveTree, NameDecoding } from '../archives/member-tree';
import { type SevenZip, type SevenZipFactory, startSevenZip } from '../archives/seven-zip-module';
import type { ArchiveSpool } from '../archives/spool';
import type { ByteSource } from '../reader/byte-source';
import { SourceError } from './node-contents';
import { type NodePath, showPath, splitPath } from './node-path';
import { errorCode, errorReason } from './node-reason';

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NONBLOCK = 0 } = fs.constants;
const OWN_MODE = 0o600;
const BUFFER_BYTES = 1 << 20;

/** An archive that was read, and stays open: its bytes are taken from it, or from what was decompressed. */
export interface NodeArchive {
  path: NodePath;
  tree: ArchiveTree;
  stats: fs.BigIntStats;
  /** Descriptors of the archive and of what was decompressed, as `MemberBytes.place` numbers them. */
  descriptors: number[];
}

/** Descriptors that are closed when nothing is read from archives any more. */
export class OpenArchives {
  readonly #descriptors = new Set<number>();
  readonly #load: () => WebAssembly.Module;
  #compiled: WebAssembly.Module | undefined;

  /** @param load compiles 7-Zip, when it is needed */
  constructor(load: () => WebAssembly.Module) {
    this.#load = load;
  }

  /**
   * Reads an archive. Throws a `SourceError` that says why it cannot be taken.
   * @param decodeName names that are not UTF-8
   */
  async open(path: NodePath, decodeName?: NameDecoding): Promise<NodeArchive> {
    const name = showPath(splitPath(path).name);
    try {
      const descriptor = this.#keep(fs.openSync(path as string, O_RDONLY | O_NONBLOCK));
      const stats = fs.fstatSync(descriptor, { bigint: true });
      const descriptors = [descriptor];
      const source = descriptorSource(descriptor, Number(stats.size));
      const tree = await readArchive(source, name, {
        decodeName,
        bytesAtOnce: {
          byteLength: source.byteLength,
          read: (offset, into) => fs.readSync(descriptor, into, 0, into.length, offset),
        },
        spool: async () => {
          const temporary = this.#keep(openTemporary());
          descriptors.push(temporary);
          return new FileSpool(temporary);
        },
        sevenZip: () => this.#newSevenZip(),
      }).finally(() => requireSame(descriptor, stats, path));
      return { path, tree, stats, descriptors };
    } catch (error) {
      if (error instanceof SourceError) throw error;
      if (error instanceof ArchiveError) throw new SourceError(error.message, { cause: error });
      if (errorCode(error) === '') throw error;
      throw new SourceError(`“${showPath(path)}” cannot be read: ${errorReason(error)}.`, { cause: error });
    }
  }

  /** Closes all; what was decompressed is gone then. */
  close(): void {
    for (const descriptor of this.#descriptors) fs.closeSync(descriptor);
    this.#descriptors.clear();
  }

  async #newSevenZip(): Promise<SevenZip> {
    this.#compiled ??= this.#load();
    const seven = await startSevenZip(makeSevenZip as unknown as SevenZipFactory, this.#compiled);
    const call = (words: string[]) => {
      // It sets the status of the whole process.
      const { exitCode } = process;
      try {
        return seven.call(words);
      } finally {
        process.exitCode = exitCode;
      }
    };
    return { ...seven, call };
  }

  #keep(descriptor: number): number {
    this.#descriptors.add(descriptor);
    return descriptor;
  }
}

/** Throws a `SourceError` where an archive changed while it was read: what was found, even that it is damaged, may be of two. */
function requireSame(descriptor: number, { size, mtimeNs }: fs.BigIntStats, path: NodePath): void {
  const stats = fs.fstatSync(descriptor, { bigint: true });
  if (stats.size === size && stats.mtimeNs === mtimeNs) return;
  throw new SourceError(
    `“${showPath(path)}” was changed while it was read. Run isodrop again when nothing changes it.`,
  );
}

/** A file without a name: it is gone with the process, whatever ends that. */
export function openTemporary(): number {
  const path = join(tmpdir(), `isodrop-${process.pid}-${randomBytes(6).toString('hex')}`);
  const descriptor = fs.openSync(path, O_RDWR | O_CREAT | O_EXCL, OWN_MODE);
  fs.unlinkSync(path);
  return descriptor;
}

/** Bytes that go to a file one after the other, in large pieces. */
export class FileSpool implements ArchiveSpool {
  readonly #descriptor: number;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #used = 0;
  #written = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  append(bytes: Uint8Array): void {
    if (this.#used + bytes.length > BUFFER_BYTES) this.#flush();
    if (bytes.length > BUFFER_BYTES) {
      this.#write(bytes);
      return;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  clear(): void {
    this.#used = 0;
    this.#written = 0;
    fs.ftruncateSync(this.#descriptor, 0);
  }

  async room(): Promise<number> {
    const { bavail, bsize } = fs.statfsSync(tmpdir());
    return bavail * bsize;
  }

  async complete(): Promise<ByteSource> {
    this.#flush();
    return descriptorSource(this.#descriptor, this.#written);
  }

  #flush(): void {
    const used = this.#used;
    this.#used = 0;
    this.#write(this.#buffer.subarray(0, used));
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      try {
        const written = fs.writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#written);
        at += written;
        this.#written += written;
      } catch (error) {
        throw new Error(`${tmpdir()} cannot be written: ${errorReason(error)}. TMPDIR names another folder.`);
      }
    }
  }
}

function descriptorSource(descriptor: number, byteLength: number): ByteSource {
  return {
    byteLength,
    async read(offset, wanted) {
      const bytes = new Uint8Array(Math.max(0, Math.min(wanted, byteLength - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const count = fs.readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
  };
}
