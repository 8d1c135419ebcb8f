import { layOut } from '../image/lay-out';
import { fullNotices, noticeLists } from '../image/notice-lists';
import type { Notice } from '../image/notices';
import { contentPlaces, emptyContents, ImagePlan } from '../image/plan';
import { type ContentRef, ImageTree, Mark, ROOT } from '../image/tree';
import { readBootPatches, setBoot } from './boot';
import { discImage } from './disc-image';
import { Adder, MEMORY_STORE } from './entries';
import { imageOptions } from './options';
import { contentBytes, type SourceSegment } from './pieces';
import type { BuildImage, BuildOptions, DiskEntry, ImageEntry } from './types';

/** A file system to take files from and to write to. */
export interface Disk {
  /** Throws an error with a sentence for what cannot be taken. */
  list(entries: readonly DiskEntry[], options: BuildOptions): DiskFiles;
  /**
   * Writes pieces to a file, completely or not at all.
   * @param sources files that the pieces are read from
   */
  write(
    path: string,
    byteLength: number,
    pieces: AsyncIterable<Uint8Array>,
    sources: Iterable<DiskPath>,
  ): Promise<void>;
}

/** A path, or its bytes. */
export type DiskPath = string | Uint8Array;

/** What was found on the disk. */
export interface DiskFiles {
  tree: ImageTree;
  notices: Notice[];
  path(store: number, offset: number): DiskPath;
  /** Throws an error with a sentence if a file is not what it was when it was found. */
  read(store: number, offset: number, byteLength: number): Iterable<Uint8Array>;
}

/**
 * Makes `buildImage`.
 * @param loadEncoder gives the compiled encoder
 * @param disk undefined where there is none
 */
export function imageBuilder(loadEncoder: () => Promise<WebAssembly.Module>, disk?: Disk): BuildImage {
  return async (entries, options = {}) => {
    const settled = imageOptions(options);
    const [onDisk, others] = divide(entries);
    const module = await loadEncoder();
    options.signal?.throwIfAborted();
    const files = onDisk.length === 0 ? undefined : onlyInNode(disk, 'take files of the disk').list(onDisk, options);
    const tree = files?.tree ?? new ImageTree();
    if (!files) tree.setMark(ROOT, Mark.imageOnly, true);
    const adder = new Adder(tree);
    for (const entry of others) adder.add(entry);

    const read = ({ store, offset, byteLength }: ContentRef) => {
      const inMemory = store === MEMORY_STORE ? adder.contents[offset] : undefined;
      if (inMemory) return contentBytes(inMemory, byteLength, adder.path(offset));
      if (files) return files.read(store, offset, byteLength);
      throw new TypeError(`There is no source ${store}:${offset} (this is a defect of Isodrop).`);
    };
    await setBoot(tree, options, read);
    const laidOut = layOut(module, tree, settled);
    const { encoder, manifest } = laidOut;
    const lists = noticeLists(files?.notices ?? [], laidOut);
    const places = contentPlaces(tree, manifest);
    const plan = new ImagePlan(encoder.layout, places, await readBootPatches(laidOut, read, options.signal));
    /** A content that is not of the disk. */
    const content = ({ store, offset }: SourceSegment) => (store === MEMORY_STORE ? adder.contents[offset] : undefined);
    return discImage({
      plan,
      notices: () => fullNotices(lists),
      noticeCount: lists.reduce((sum, { count }) => sum + count, 0),
      hasDiskFiles: files !== undefined,
      write: (path, pieces) =>
        onlyInNode(disk, 'write to the disk').write(path, plan.byteLength, pieces, diskPaths(plan, files)),
      render: (firstBlock, blocks) => encoder.render(firstBlock, blocks),
      blob(segment) {
        const blob = content(segment);
        return blob instanceof Blob && blob.size === segment.byteLength ? blob : undefined;
      },
      read,
      *readEmpty() {
        for (const { store, offset } of emptyContents(places)) {
          if (store !== MEMORY_STORE && files) yield* files.read(store, offset, 0);
        }
      },
    });
  };
}

function onlyInNode(disk: Disk | undefined, what: string): Disk {
  if (disk) return disk;
  throw new TypeError(`Only Node can ${what}; in a browser give contents as Blobs, and take blob() or stream().`);
}

function* diskPaths(plan: ImagePlan, files: DiskFiles | undefined): Generator<DiskPath> {
  for (const segment of files ? plan.segments() : []) {
    if (segment.kind !== 'source' || segment.store === MEMORY_STORE) continue;
    yield (files as DiskFiles).path(segment.store, segment.offset);
  }
}

function divide(entries: Iterable<ImageEntry>): [DiskEntry[], Exclude<ImageEntry, DiskEntry>[]] {
  const onDisk: DiskEntry[] = [];
  const others: Exclude<ImageEntry, DiskEntry>[] = [];
  if (typeof entries !== 'object' || entries === null || !(Symbol.iterator in entries)) {
    throw new TypeError(`Entries are ${shown(entries)}; they must be a list, such as [{ disk: 'my-folder' }].`);
  }
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) {
      throw new TypeError(
        `An entry is ${shown(entry)}; it must be an object, such as { path: 'a.txt', content: 'text' }.`,
      );
    }
    if ('disk' in entry) onDisk.push(entry);
    else others.push(entry);
  }
  return [onDisk, others];
}

/** A value as a sentence may name it. */
function shown(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : String(value);
}
