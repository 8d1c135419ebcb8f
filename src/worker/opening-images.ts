/** What is in a disc image that was dropped: rows as those of an archive, and the options that make it again. */
import { type ArchiveSpool, BoundedSpool } from '../archives/spool';
import { decodeName } from '../image/names';
import type { Notice } from '../image/notices';
import { isCueSheet } from '../opened/image-names';
import type { HiddenRun } from '../opened/opened-boot';
import type { OpenedEntry } from '../opened/opened-entry';
import { OpenedImage } from '../opened/opened-image';
import { DiscImage } from '../reader/disc-image';
import { ImageError } from '../reader/image-error';
import { openCue, openParts } from '../reader/image-files';
import { partName } from '../reader/split-parts';
import { blobSource } from '../sources/blob-source';
import { paddedBytes } from './gather';
import { LARGE } from './protocol';
import type { ArchiveRow, Unpacked } from './unpacking';

/** What opening needs of the worker that it runs in. */
export interface ImageHost {
  /** A place for what has to be decoded, and the store that it becomes. */
  spool(): Promise<{ spool: ArchiveSpool; store: number }>;
  /** How many bytes are decoded. */
  progress(bytes: number): void;
}

/**
 * Reads an image's structures; files stay where they are in it, but for those that are compressed or lie in raw sectors.
 * Throws an `ImageError` or an `ArchiveError`.
 */
export async function readImage(
  files: readonly File[],
  name: string,
  host: ImageHost,
): Promise<Omit<Unpacked, 'stores'>> {
  // Of what a cue sheet names nothing is a range of the files one after the other.
  const opened = new OpenedImage(await openFiles(files, name), !isCueSheet(name));
  const root = await opened.root();
  const rows: ArchiveRow[] = [];
  for await (const batch of opened.entries()) {
    for (const entry of batch) rows.push(rowOf(entry));
  }
  const { options, volumeName, weights, marks, notices, boot } = await opened.whole();
  for (const [row, weight] of weights ?? []) (rows[row] as ArchiveRow).weight = weight;
  for (const [row, mark] of marks) {
    const one = rows[row] as ArchiveRow;
    one.marks = (one.marks ?? 0) | mark;
  }
  const hidden = boot?.hidden.map((run) => opened.hiddenEntry(run)) ?? [];
  const contents: HiddenContents = hidden.map(({ range }) => (range ? { ...range, store: LARGE } : undefined));
  await decode(opened, rows, name, host, boot?.hidden ?? [], contents);
  const about = ({ path, ...notice }: (typeof notices)[number]): Notice =>
    ({ ...notice, path: path || name }) as Notice;
  return {
    root,
    rows,
    notices: notices.map(about),
    image: {
      options,
      volumeName,
      ...(boot ? { boot: { ...boot, contents: contents.flatMap((one) => one ?? []) } } : {}),
    },
  };
}

/** The image that lies in files. @throws {ImageError} */
async function openFiles(files: readonly File[], name: string): Promise<DiscImage> {
  const [first] = files;
  if (isCueSheet(name) && first) {
    const beside = (wanted: string) => {
      const found = files.find((file) => file.name.toLowerCase() === wanted.toLowerCase());
      if (!found) throw new ImageError(`It names “${wanted}”, which was not added with it: all of them are needed.`);
      return blobSource(found);
    };
    return openCue(await first.text(), async (wanted) => beside(wanted));
  }
  const sources = files.map((file) => ({ name: file.name, source: blobSource(file) }));
  return partName(name) ? openParts(sources) : DiscImage.open(blobSource(first as File));
}

/** Where boot images are that no folder shows; undefined: they have to be decoded. */
type HiddenContents = (ArchiveRow['content'] | undefined)[];

function rowOf({ name, range, byteLength: _, refusal, ...entry }: OpenedEntry): ArchiveRow {
  // A name that is no UTF-8 goes by what it looks like, and gets its bytes in the tree.
  const named = typeof name === 'string' ? { name } : { name: decodeName(name), nameBytes: name };
  const unreadable = refusal === undefined ? {} : { isUnreadable: true };
  return { ...entry, ...named, ...unreadable, ...(range ? { content: { ...range, store: LARGE } } : {}) };
}

/** Decodes what a file does not have in one piece, in the order of the image and padded as there: neighbours stay them. */
async function decode(
  opened: OpenedImage,
  rows: ArchiveRow[],
  name: string,
  host: ImageHost,
  hidden: readonly HiddenRun[],
  contents: HiddenContents,
): Promise<void> {
  const encoded = opened.encoded();
  if (encoded.length === 0 && contents.every((one) => one !== undefined)) return;
  const { spool, store } = await host.spool();
  const bounded = await BoundedSpool.open(spool, name, 1);
  const put = async (pieces: AsyncIterable<Uint8Array>): Promise<NonNullable<ArchiveRow['content']>> => {
    const offset = bounded.byteLength;
    for await (const piece of pieces) {
      await bounded.write(piece);
      host.progress(bounded.byteLength);
    }
    const byteLength = bounded.byteLength - offset;
    await bounded.write(new Uint8Array(paddedBytes(byteLength) - byteLength));
    return { byteLength, store, offset };
  };
  for (const row of encoded) (rows[row] as ArchiveRow).content = await put(opened.contents(row));
  for (const [at, run] of hidden.entries()) contents[at] ??= await put(opened.hiddenContents(run));
  await bounded.complete();
}
