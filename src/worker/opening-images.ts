/** What is in a disc image that was dropped: rows as those of an archive, and the options that make it again. */
import { type ArchiveSpool, BoundedSpool } from '../archives/spool';
import { decodeName } from '../image/names';
import type { Notice } from '../image/notices';
import { aboutImage } from '../opened/image-about';
import { isCueSheet } from '../opened/image-names';
import type { HiddenRun } from '../opened/opened-boot';
import type { OpenedEntry } from '../opened/opened-entry';
import { OpenedImage } from '../opened/opened-image';
import { blobSource } from '../sources/blob-source';
import { paddedBytes } from './gather';
import { openImageFiles } from './image-files';
import { LARGE } from './protocol';
import type { ArchiveEnd, ArchiveRow, RowNumbers } from './unpacking';

type Content = NonNullable<ArchiveRow['content']>;

/** What opening needs of the worker that it runs in. */
export interface ImageHost {
  /** A place for what has to be decoded, and the store that it becomes. */
  spool(): Promise<{ spool: ArchiveSpool; store: number }>;
  /** How many bytes are decoded. */
  progress(bytes: number): void;
  /** Takes rows that are complete, in their order. Resolves when others may come. */
  given(rows: ArchiveRow[]): Promise<void>;
}

/** An image as it was read, and the rows that were not given before. */
export interface ReadImage extends ArchiveEnd {
  rows: ArchiveRow[];
}

/** What is kept of all rows, those that were given too. */
interface AllRows {
  names: readonly string[];
  parents: readonly number[];
  contents: ReadonlyMap<number, Content>;
}

/**
 * Reads an image's structures; files stay where they are in it, but for those that are compressed or lie in raw sectors.
 * Throws an `ImageError` or an `ArchiveError`.
 * @param discSession the session that is opened; without one the last
 */
export async function readImage(
  files: readonly File[],
  name: string,
  host: ImageHost,
  discSession?: number,
): Promise<ReadImage> {
  // Of what a cue sheet names nothing is a range of the files one after the other.
  const wanted = discSession === undefined ? {} : { session: discSession };
  const image = await openImageFiles(files, name, blobSource, wanted);
  const opened = new OpenedImage(image, !isCueSheet(name));
  const root = await opened.root();
  const names: string[] = [];
  const parents: number[] = [];
  const contents = new Map<number, Content>();
  /** What waits, since the contents of something have to be decoded first. */
  const rows: ArchiveRow[] = [];
  let given = 0;
  let isGiven = Promise.resolve();
  for await (const batch of opened.entries()) {
    const some = batch.map(rowOf);
    for (const row of some) {
      names.push(row.name);
      parents.push(row.parent);
    }
    if (rows.length === 0 && !opened.hasEncoded) {
      shareContents(some, given, contents);
      given += some.length;
      await isGiven;
      // The next ones are read meanwhile.
      isGiven = host.given(some);
      // Should the reading fail first, that is told.
      isGiven.catch(() => {});
    } else for (const row of some) rows.push(row);
  }
  const { options, volumeName, weights, marks, notices, boot } = await opened.whole();
  const hidden = boot?.hidden.map((run) => opened.hiddenEntry(run)) ?? [];
  const alone: HiddenContents = hidden.map(({ range }) => (range ? { ...range, store: LARGE } : undefined));
  await decode(opened, rows, given, name, host, boot?.hidden ?? [], alone);
  shareContents(rows, given, contents);
  await isGiven;
  const compressed = notices.filter(({ code }) => code === 'opened-compressed').length;
  const told = await aboutImage(image, {
    options,
    compressed,
    pathAt: pathsAt({ names, parents, contents }),
  });
  // What a cue sheet names are several files, which are not opened again.
  const { sectors, session } = image;
  const reopen = isCueSheet(name) ? {} : { reopen: { sectors, ...(session ? { session: session.number } : {}) } };
  const about = ({ path, ...notice }: (typeof notices)[number]): Notice =>
    ({ ...notice, path: path || name }) as Notice;
  return {
    root,
    rows,
    notices: notices.map(about),
    image: {
      options,
      volumeName,
      about: { ...told, ...reopen },
      ...(boot ? { boot: { ...boot, contents: alone.flatMap((one) => one ?? []) } } : {}),
    },
    ...(weights ? { weights: rowNumbers(weights) } : {}),
    ...(marks.size > 0 ? { marks: rowNumbers(marks) } : {}),
  };
}

const rowNumbers = (numbers: Map<number, number>): RowNumbers => ({
  rows: Uint32Array.from(numbers.keys()),
  numbers: Int32Array.from(numbers.values()),
});

/**
 * Every name of a file knows where its bytes are: in the tree the first may be left out, wait for a choice or be edited.
 * @param first number of the first row
 * @param contents of all rows so far
 */
function shareContents(rows: readonly ArchiveRow[], first: number, contents: Map<number, Content>): void {
  rows.forEach((row, at) => {
    const content = row.sameAs === undefined ? row.content : contents.get(row.sameAs);
    if (!content) return;
    row.content = content;
    contents.set(first + at, content);
  });
}

/** Gives the path of the first file whose contents lie in the image from a byte on. */
function pathsAt({ names, parents, contents }: AllRows): (at: number) => string | undefined {
  /** Made when it is asked for: a catalog may have two thousand entries, and an image a million files. */
  let firsts: Map<number, number> | undefined;
  return (at) => {
    firsts ??= firstRows(contents);
    const path: string[] = [];
    for (let row = firsts.get(at) ?? -1; row >= 0; row = parents[row] as number) path.unshift(names[row] as string);
    return path.length > 0 ? path.join('/') : undefined;
  };
}

/** Rows of files by where they begin in the image, the first of each place. */
function firstRows(contents: AllRows['contents']): Map<number, number> {
  const firsts = new Map<number, number>();
  for (const [row, { store, offset }] of contents) {
    if (store === LARGE && !firsts.has(offset)) firsts.set(offset, row);
  }
  return firsts;
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
  rows: readonly ArchiveRow[],
  first: number,
  name: string,
  host: ImageHost,
  hidden: readonly HiddenRun[],
  alone: HiddenContents,
): Promise<void> {
  const encoded = opened.encoded();
  if (encoded.length === 0 && alone.every((one) => one !== undefined)) return;
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
  for (const row of encoded) (rows[row - first] as ArchiveRow).content = await put(opened.contents(row));
  for (const [at, run] of hidden.entries()) alone[at] ??= await put(opened.hiddenContents(run));
  await bounded.complete();
}
