/** Reads an archive of any kind as a tree: what a folder would be, with all that archives know of its files. */
import type { ByteSource } from '../reader/byte-source';
import { ArchiveError } from './archive-error';
import { gunzip } from './decompress';
import { archiveFormat, FORMAT_BYTES } from './format';
import { type ArchiveTree, MemberTree, type NameDecoding } from './member-tree';
import { Reading, type ReadingHost } from './reading';
import { type BytesAtOnce, type SevenZipHost, unpackAll, unpackOne } from './seven-zip';
import type { SevenZip } from './seven-zip-module';
import { type ArchiveSpool, BoundedSpool } from './spool';
import { readTar } from './tar';
import { readZip } from './zip';

/** What reading an archive needs of the place that it runs in. */
export interface ArchiveHost extends ReadingHost {
  /** A new place for decompressed bytes; the first one that is asked for is number 1 of `MemberBytes`. */
  spool(): Promise<ArchiveSpool>;
  /** The archive, to be read without waiting. */
  bytesAtOnce: BytesAtOnce;
  /** Starts 7-Zip, for one command line. */
  sevenZip(): Promise<SevenZip>;
  /** Names that are not UTF-8; by default each byte is a character of Latin-1. */
  decodeName?: NameDecoding | undefined;
}

/**
 * Reads all of an archive's structure. What is stored in it stays where it is, what is compressed comes into spools.
 * Throws an `ArchiveError` for an archive that is damaged or cut off, and for what cannot be taken whole; the errors of
 * the source and the host pass through.
 * @param name the archive's, for sentences
 */
export async function readArchive(source: ByteSource, name: string, host: ArchiveHost): Promise<ArchiveTree> {
  const tree = new MemberTree(name, host.decodeName);
  const reading = new Reading(source, name, host);
  let spools = 0;
  const newSpool = async () => BoundedSpool.open(await host.spool(), name, ++spools);
  let spool: Promise<BoundedSpool> | undefined;
  const open = () => {
    spool ??= newSpool();
    return spool;
  };
  const seven: SevenZipHost = {
    start: () => host.sevenZip(),
    bytes: host.bytesAtOnce,
    archive: name,
    progress: host.progress,
  };
  const format = archiveFormat(await source.read(0, FORMAT_BYTES), name);
  if (source.byteLength === 0) throw new ArchiveError(`“${name}” is empty: there is no archive in it.`);
  if (format === 'zip') await readZip(reading, tree, open, host.decodeName);
  else if (format === '7z') await unpackAll(seven, await open(), tree);
  else if (format === 'tar') await readTar(reading, tree, open, 0);
  else {
    const [unpacked, place] = await decompressed();
    // Decompressed tar archives have sparse files in a place of their own.
    spool = undefined;
    await readTar(new Reading(unpacked, name, { signal: host.signal }), tree, open, place);
  }
  await (await spool)?.complete();
  return tree.finish();

  async function decompressed(): Promise<[ByteSource, number]> {
    if (format === 'gzip') {
      const unpacked = await gunzip(reading, open);
      if (unpacked) return [unpacked, (await open()).place];
    }
    // What gunzip did not get through is not kept beside it.
    const whole = await open();
    whole.clear();
    await unpackOne(seven, whole);
    return [await whole.complete(), whole.place];
  }
}
