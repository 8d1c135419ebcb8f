/** An image that is made of another one: what is in it as a tree, to be changed and written. */
import fs from 'node:fs';
import { basename } from 'node:path';
import { ArchiveError } from '../../archives/archive-error';
import { BoundedSpool } from '../../archives/spool';
import { optionsOf } from '../../image/chosen-options';
import { layOut } from '../../image/lay-out';
import { fullNotices, noticeLists } from '../../image/notice-lists';
import type { FullNotice, Notice } from '../../image/notices';
import { contentPlaces, emptyContents, ImagePlan } from '../../image/plan';
import type { ContentRef, ImageTree } from '../../image/tree';
import type { OpenedEntry } from '../../opened/opened-entry';
import type { OpenedNotice } from '../../opened/opened-image';
import { type OpenedTree, readTree } from '../../opened/opened-tree';
import type { DiscImage } from '../../reader/disc-image';
import { type FullFinding, fullFinding } from '../../reader/findings';
import { SECTOR_BYTES } from '../../reader/sectors';
import type { ImageOutput } from '../../sinks/node-file';
import { FileSpool, openTemporary } from '../../sources/node-archive';
import type { NodeContents } from '../../sources/node-contents';
import { errorCode } from '../../sources/node-reason';
import { readBootPatches } from '../boot';
import type { CommandIo } from '../io';
import { OutputError, writingFailed } from '../output-error';
import { Place } from '../places';
import { reportLines } from '../report';
import { oneLine } from '../report-file';
import { writeImage } from '../write';
import { type Opened, openImage, printable, ReadingError, tellFindings } from './opened';
import type { SubcommandOption } from './subcommand';

export const OUTPUT: SubcommandOption = {
  names: ['-o', '--output'],
  value: 'IMAGE',
  help: 'Where the new image goes; without it, it takes the place of the old one when it is complete',
};
export const ANYWAY: SubcommandOption = {
  names: ['--anyway'],
  help: 'Go on where the new image cannot have all of the old one, such as what it boots from',
};

/** What the new image would not have. */
const LOSSES: Readonly<Partial<Record<OpenedNotice['code'], (before: string) => string>>> = {
  'opened-boot': (before) => `${before.replace(/,$/, '')},`,
  'opened-sessions': (before) => `${before} sessions, of which only the last one is read,`,
  'opened-systems': (before) => `${before},`,
};

/** What of an image the new one does not have, or has otherwise. */
export interface Told {
  /** Ends of sentences that begin with the image. */
  lost: string[];
  /** Files whose contents come without compression. */
  decompressed: string[];
  /** What comes otherwise, as sentences. */
  unkept: string[];
  findings: FullFinding[];
}

/** An image that is open and read whole. */
export class Remaking {
  readonly opened: Opened;
  readonly contents: NodeContents;
  readonly tree: ImageTree;
  readonly told: Told;
  readonly #read: OpenedTree;
  readonly #descriptors: number[];

  private constructor(opened: Opened, read: OpenedTree, contents: NodeContents, descriptors: number[], told: Told) {
    this.opened = opened;
    this.told = told;
    this.tree = read.tree;
    this.contents = contents;
    this.#read = read;
    this.#descriptors = descriptors;
  }

  /**
   * @param contents where contents are, of this image too
   * @param isInPlace whether the new image takes the place of this one. Throws a `ReadingError` where it cannot
   * @param isLossy whether what cannot be kept may go. Throws a `ReadingError` otherwise
   */
  static async open(path: string, contents: NodeContents, isInPlace: boolean, isLossy: boolean): Promise<Remaking> {
    const opened = await openImage(path, undefined);
    const descriptors: number[] = [];
    try {
      if (isInPlace) requirePlace(opened);
      const places = new Places(opened, contents, descriptors);
      const read = await readTree(
        opened.image,
        (entry, bytes) => places.place(entry, bytes),
        // Of parts there is no one file that has ranges.
        opened.file !== undefined,
      );
      await places.complete();
      const told = toldOf(opened.image, read.notices);
      if (told.lost.length > 0 && !isLossy) {
        throw new ReadingError(
          `“${path}” has ${told.lost.join(' and ')} which the new image would not have. Nothing was changed; --anyway goes on without.`,
        );
      }
      return new Remaking(opened, read, contents, descriptors, told);
    } catch (error) {
      for (const descriptor of descriptors) fs.closeSync(descriptor);
      opened.close();
      throw error;
    }
  }

  /** Writes the new image, and tells what is not in it as it was given. @returns its bytes and notices */
  async write(to: Place, notices: readonly Notice[], io: CommandIo): Promise<{ bytes: number; notices: FullNotice[] }> {
    this.#requireReadable();
    const { tree, contents } = this;
    const options = optionsOf(this.#read.options, this.#read.volumeName);
    const laidOut = layOut(io.loadEncoder(), tree, options);
    const { encoder } = laidOut;
    const lists = noticeLists([...notices], laidOut);
    const places = contentPlaces(tree, laidOut.manifest);
    const plan = new ImagePlan(encoder.layout, places, readBootPatches(laidOut, contents));
    this.#tell(io);
    for (const line of reportLines(lists, 1, [])) io.log(`isodrop: ${oneLine(line)}\n`);
    const parts = {
      segments: { [Symbol.iterator]: () => plan.segments() },
      render: (firstBlock: number, blocks: number) => encoder.render(firstBlock, blocks),
      contents,
      unwritten: emptyContents(places),
    };
    let output: ImageOutput | undefined;
    const stopListening = io.onInterrupt((signal) => {
      output?.discard();
      io.log(`isodrop: Stopped: ${to.shown} was not written.\n`);
      stopListening();
      process.kill(process.pid, signal);
    });
    try {
      output = to.open();
      await writeImage(parts, output);
      output.finish();
    } catch (error) {
      const failure =
        !output || errorCode(error) === '' ? error : writingFailed(to.shown, plan.byteLength, output, error);
      output?.discard();
      throw failure;
    } finally {
      stopListening();
    }
    return { bytes: plan.byteLength, notices: [...fullNotices(lists)] };
  }

  close(): void {
    for (const descriptor of this.#descriptors) fs.closeSync(descriptor);
    this.opened.close();
  }

  #tell(io: CommandIo): void {
    const { lost, decompressed, unkept } = this.told;
    const { path } = this.opened;
    tellFindings(this.opened, io);
    for (const one of lost) io.log(`isodrop: “${path}” has ${one} which the new image does not have.\n`);
    for (const one of unkept) io.log(`isodrop: “${path}”: ${one}\n`);
    if (decompressed.length > 0) {
      const [first = ''] = decompressed;
      const others = decompressed.length - 1;
      const more = others === 0 ? ' is' : ` and ${others.toLocaleString('en')} more are`;
      io.log(`isodrop: “${printable(first)}”${more} compressed in “${path}” (zisofs), and not in the new image.\n`);
    }
  }

  /** What cannot be read cannot be kept: it must be taken out knowingly. */
  #requireReadable(): void {
    const { tree } = this;
    for (const { code, path, before = '' } of this.#read.notices) {
      if (code !== 'opened-unreadable') continue;
      const entry = path.split('/').reduce((folder, name) => (folder < 0 ? folder : tree.find(folder, name)), 0);
      if (entry > 0 && tree.isIncluded(entry)) {
        throw new ReadingError(`${before} The new image cannot have it: isodrop rm takes out “${printable(path)}”.`);
      }
    }
  }
}

/** What would be lost, and what is told besides. */
function toldOf(image: DiscImage, notices: readonly OpenedNotice[]): Told {
  const findings = image.findings.list.map(fullFinding);
  // Files whose contents cannot be read are asked for one by one.
  const asked = new Set(notices.map(({ code, before }) => (code === 'opened-unreadable' ? before : undefined)));
  const unread = findings.filter(({ severity, sentence }) => severity === 'error' && !asked.has(sentence));
  const lost = notices.flatMap(({ code, before = '' }) => LOSSES[code]?.(before) ?? []);
  const [first] = unread;
  if (first) {
    const more = unread.length === 1 ? '' : `; and ${(unread.length - 1).toLocaleString('en')} more`;
    lost.push(`parts that cannot be read (${first.sentence.replace(/\.$/, '')}${more}),`);
  }
  const found = new Set(findings.map(({ sentence }) => sentence));
  const isNew = (sentence: string | undefined) => sentence !== undefined && !found.has(sentence);
  return {
    lost,
    unkept: notices.flatMap(({ code, before }) => (code === 'opened-odd' && isNew(before) ? (before ?? []) : [])),
    decompressed: notices.flatMap(({ code, path }) => (code === 'opened-compressed' ? path : [])),
    findings,
  };
}

/** A new image can only take the place of one that is a file of its own, sector for sector. */
function requirePlace({ image, path, file }: Opened): void {
  const { byteLength, startsAt } = image.sectors;
  if (file && byteLength === SECTOR_BYTES && startsAt === 0 && fs.fstatSync(file.descriptor).isFile()) return;
  throw new ReadingError(
    `“${path}” is not a plain image in one file, so the new image cannot take its place. Nothing was changed; -o disc.iso writes it to another file.`,
  );
}

/** Where the contents of an image's files are. */
class Places {
  readonly #contents: NodeContents;
  readonly #image: number | undefined;
  readonly #descriptors: number[];
  readonly #path: string;
  #decoded: { store: number; spool: BoundedSpool } | undefined;

  constructor({ path, file }: Opened, contents: NodeContents, descriptors: number[]) {
    this.#path = path;
    this.#contents = contents;
    this.#descriptors = descriptors;
    if (!file) return;
    const { descriptor } = file;
    const { size, mtimeNs, mode } = fs.fstatSync(descriptor, { bigint: true });
    // A drive tells neither.
    const isFile = (Number(mode) & fs.constants.S_IFMT) === fs.constants.S_IFREG;
    this.#image = contents.addRanges({
      path,
      descriptor,
      byteLength: Number(size),
      modified: isFile ? Number(mtimeNs) : undefined,
    });
  }

  async place({ range, byteLength }: OpenedEntry, bytes: () => AsyncGenerator<Uint8Array>): Promise<ContentRef> {
    if (range && this.#image !== undefined) return { ...range, store: this.#image };
    try {
      const { store, spool } = await this.#decodedFile();
      const offset = spool.byteLength;
      // A few bytes may say that they are any number of them.
      spool.require(byteLength);
      for await (const piece of bytes()) await spool.write(piece);
      return { byteLength, store, offset };
    } catch (error) {
      throw error instanceof ArchiveError ? new OutputError(error.message) : error;
    }
  }

  async complete(): Promise<void> {
    try {
      await this.#decoded?.spool.complete();
    } catch (error) {
      throw error instanceof ArchiveError ? new OutputError(error.message) : error;
    }
  }

  /** What is compressed, or not as it is in a file, comes into a temporary one. */
  async #decodedFile() {
    if (this.#decoded) return this.#decoded;
    const descriptor = openTemporary();
    this.#descriptors.push(descriptor);
    const file = { path: 'what was decompressed', descriptor, byteLength: 0, modified: undefined };
    const spool = await BoundedSpool.open(new FileSpool(descriptor), basename(this.#path), 1);
    this.#decoded = { store: this.#contents.addRanges(file), spool };
    return this.#decoded;
  }
}

/** The place of the new image: that of the old one unless another is given. */
export function placeOf(image: string, output: string | undefined, io: CommandIo): Place {
  return new Place(output ?? image, io.outputDescriptor);
}
