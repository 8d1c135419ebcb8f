/** All of an opened image as a tree, where nothing else is in it. */
import type { ChosenOptions } from '../image/choice';
import { type ContentRef, type EntryId, ImageTree, Kind, Mark, type SpecialKind } from '../image/tree';
import type { DiscImage } from '../reader/disc-image';
import { bootOf } from './opened-boot';
import type { OpenedEntry } from './opened-entry';
import { OpenedImage, type OpenedNotice } from './opened-image';

export interface OpenedTree {
  tree: ImageTree;
  options: ChosenOptions;
  volumeName: string;
  notices: OpenedNotice[];
}

/**
 * Reads an image into a tree.
 * @param place where the contents of a file are, which is not empty: those without a range are given by `contents`
 * @param hasRanges whether contents may be given as ranges of the image's file
 * @throws {ImageError} where the image cannot be read
 */
export async function readTree(
  image: DiscImage,
  place: (entry: OpenedEntry, contents: () => AsyncGenerator<Uint8Array>) => ContentRef | Promise<ContentRef>,
  hasRanges = true,
): Promise<OpenedTree> {
  const opened = new OpenedImage(image, hasRanges);
  const tree = new ImageTree(await opened.root());
  const placed: EntryId[] = [];
  for await (const batch of opened.entries()) {
    for (const entry of batch) {
      const index = placed.length;
      const parent = entry.parent < 0 ? 0 : (placed[entry.parent] as EntryId);
      placed.push(await put(entry, parent, index));
      setMarks(tree, placed[index] as EntryId, entry.marks ?? 0);
    }
  }
  const { weights, marks, boot, ...whole } = await opened.whole();
  for (const [index, weight] of weights ?? []) tree.setWeight(placed[index] as EntryId, weight);
  for (const [index, mark] of marks) setMarks(tree, placed[index] as EntryId, mark);
  if (boot) {
    const contents: number[] = [];
    for (const run of boot.hidden) {
      contents.push(tree.addContent(await place(opened.hiddenEntry(run), () => opened.hiddenContents(run))));
    }
    const entryOf = (index: number) => placed[index] as EntryId;
    tree.setBoot(bootOf(boot, entryOf, (hidden) => contents[hidden] as number));
  }
  return { tree, ...whole };

  async function put(entry: OpenedEntry, parent: EntryId, index: number): Promise<EntryId> {
    const { name, attributes, kind, sameAs, target } = entry;
    if (kind === Kind.directory) return tree.addDirectory(parent, name, attributes);
    // What cannot be read has no contents here: a notice tells so.
    if (kind === Kind.symbolicLink) return tree.addSymbolicLink(parent, name, attributes, target ?? UNKNOWN_TARGET);
    if (kind !== Kind.file) return tree.addSpecial(parent, name, attributes, kind as SpecialKind);
    if (sameAs !== undefined)
      return tree.addFile(parent, name, attributes, tree.contentNumber(placed[sameAs] as EntryId));
    if (entry.byteLength === 0 || entry.refusal) return tree.addFile(parent, name, attributes, EMPTY);
    return tree.addFile(parent, name, attributes, await place(entry, () => opened.contents(index)));
  }
}

const EMPTY: ContentRef = { byteLength: 0, store: 0, offset: 0 };
const UNKNOWN_TARGET = Uint8Array.of(0x3f);

/** Sets `Mark`s of an entry. */
function setMarks(tree: ImageTree, entry: EntryId, marks: number): void {
  for (const mark of Object.values(Mark)) if ((marks & mark) !== 0) tree.setMark(entry, mark, true);
}
