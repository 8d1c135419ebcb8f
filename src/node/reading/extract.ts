import { basename } from 'node:path';
import { UsageError } from '../../command/usage-error';
import { type Directory, type Entry, joinPath } from '../../reader/entry';
import { fullFinding } from '../../reader/findings';
import { ImageError } from '../../reader/image-error';
import { NEAR_BYTES, NearContents } from '../../reader/near-contents';
import type { Visited } from '../../reader/walk';
import { type Attributes, NodeFolder } from '../../sinks/node-folder';
import { errorReason } from '../../sources/node-reason';
import type { CommandIo } from '../io';
import { KIND_WORDS } from './cat';
import { findingsAsJson, type Opened, openImage, printable, ReadingError, tellFindings } from './opened';
import {
  AS,
  DONE,
  FOUND,
  type GivenWords,
  givenNamespace,
  givenSession,
  JSON_OPTION,
  SESSION,
  type Subcommand,
} from './subcommand';

export const EXTRACT: Subcommand = {
  name: 'extract',
  usage: 'IMAGE [PATH...]',
  about:
    'Writes what is in an image, or what is at the paths, to a folder, with times, modes, symbolic and hard links. Nothing is written outside of the folder, and nothing replaced without being asked for.',
  options: [
    { names: ['--to', '-C'], value: 'FOLDER', help: 'Where to; a new folder of the image’s name without it' },
    { names: ['--overwrite'], help: 'Replace files that are there already' },
    { names: ['--owners'], help: 'Give files to the owners that Rock Ridge names' },
    { names: ['--writable'], help: 'Let the owner write to everything: many images have no such modes' },
    AS,
    SESSION,
    JSON_OPTION,
  ],
  run: extract,
};

/** What went wrong with an entry, as a sentence, and what was written. */
interface Outcome {
  files: number;
  folders: number;
  links: number;
  bytes: number;
  failures: { path: string; sentence: string }[];
  leftOut: { path: string; sentence: string }[];
}

async function extract(given: GivenWords, io: CommandIo): Promise<number> {
  const [path, ...paths] = given.paths;
  if (path === undefined) throw new UsageError('isodrop extract needs an image: isodrop extract disc.iso --to FOLDER');
  const opened = await openImage(path, givenSession(given));
  let stopListening = () => {};
  try {
    const to = given.options.get('--to') ?? stem(path);
    const extraction = new Extraction(opened, given, to);
    stopListening = io.onInterrupt((signal) => {
      extraction.stop();
      io.log(`isodrop: Stopped: not everything is in “${to}”.\n`);
      stopListening();
      process.kill(process.pid, signal);
    });
    return tell(await extraction.run(paths), opened, to, given, io);
  } finally {
    stopListening();
    opened.close();
  }
}

/** The name of an image without what tells that it is one. */
function stem(path: string): string {
  const name = basename(path);
  const without = name.replace(/\.(iso|img|bin|cue|udf|toast|cdr|\d{2,3})(\.\d{2,3})?$/i, '');
  return without === '' || without === name ? `${name} extracted` : without;
}

function tell(outcome: Outcome, opened: Opened, to: string, { options }: GivenWords, io: CommandIo): number {
  const { files, folders, links, bytes, failures, leftOut } = outcome;
  let isDamaged = opened.image.findings.count('error') > 0;
  if (options.has('--json')) {
    io.print(`${JSON.stringify({ image: opened.path, to, ...outcome, findings: findingsAsJson(opened.image) })}\n`);
  } else {
    isDamaged = tellFindings(opened, io);
    const told = new Set(opened.image.findings.list.map((finding) => fullFinding(finding).sentence));
    for (const { sentence } of [...leftOut, ...failures]) if (!told.has(sentence)) io.log(`isodrop: ${sentence}\n`);
    const counts = `${count(files, 'file')}, ${count(folders, 'folder')}, ${count(links, 'link')}`;
    io.log(`isodrop: ${counts} (${bytes.toLocaleString('en')} bytes) from “${opened.path}” to “${to}”\n`);
  }
  return failures.length > 0 || isDamaged ? FOUND : DONE;
}

const count = (number: number, what: string) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;

/** Milliseconds. */
const MOST_BREATHLESS = 50;
/** Of a large file so much is read and written at once. */
const PIECE_BYTES = 1 << 20;

/** One way through an image, with the folder that it goes to. */
class Extraction {
  readonly #opened: Opened;
  readonly #folder: NodeFolder;
  readonly #given: GivenWords;
  readonly #outcome: Outcome = { files: 0, folders: 0, links: 0, bytes: 0, failures: [], leftOut: [] };
  /** Where files with several names went, by what tells them apart, and how many names they have by now. */
  readonly #named = new Map<string, { place: Buffer; names: number }>();
  /** Places of the image's folders by their paths; undefined: it could not be made, and nothing goes into it. */
  readonly #places = new Map<string, Buffer | undefined>();
  readonly #near: NearContents;
  readonly #piece = new Uint8Array(PIECE_BYTES);
  #breathed = performance.now();

  constructor(opened: Opened, given: GivenWords, to: string) {
    this.#opened = opened;
    this.#given = given;
    this.#near = new NearContents(opened.image.source);
    try {
      this.#folder = new NodeFolder(to, given.options.has('--overwrite'));
    } catch (error) {
      throw new ReadingError(`Nothing can be written to “${to}”: ${errorReason(error)}.`);
    }
    this.#places.set('', this.#folder.root);
  }

  async run(paths: readonly string[]): Promise<Outcome> {
    try {
      for (const path of paths.length > 0 ? paths : ['']) await this.#below(path);
    } finally {
      this.finish();
    }
    return this.#outcome;
  }

  /** Gives the folders their attributes. */
  finish(): void {
    const failures = this.#folder.finish();
    const [first] = failures;
    if (first === undefined) return;
    const which = failures.length === 1 ? 'one folder' : `${failures.length.toLocaleString('en')} folders`;
    this.#fail('', `The mode and time of ${which} could not be set: ${errorReason(first)}.`);
  }

  /** Ends at once: no part of a file is left, and the folders are as they are to be. */
  stop(): void {
    this.#folder.discard();
    this.#folder.finish();
  }

  async #below(path: string): Promise<void> {
    const { image, path: name } = this.#opened;
    const reader = image.reader(givenNamespace(this.#given));
    const found = await image.find(reader, path);
    if (!found) {
      this.#fail(path, `There is no “${printable(path)}” in “${name}”.`);
      return;
    }
    const { entry, directory } = found;
    await this.#parents(found.parent);
    const inside = found.parent ? joinPath(found.parent.path, entry?.name ?? '') : '';
    if (entry) await this.#one({ path: inside, entry });
    if (!directory) return;
    for await (const visited of image.walker(reader).below(directory)) {
      if (this.#isBreathless()) await this.#breathe();
      // Not awaited where there is nothing to wait for, which is so with most files.
      const writing = this.#one(visited);
      if (writing) await writing;
    }
  }

  /** Reading and writing are done at once: without a moment between nobody could interrupt. */
  #isBreathless(): boolean {
    return performance.now() - this.#breathed >= MOST_BREATHLESS;
  }

  async #breathe(): Promise<void> {
    await new Promise(setImmediate);
    this.#breathed = performance.now();
  }

  async *#breathing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      if (this.#isBreathless()) await this.#breathe();
      yield piece;
    }
  }

  /** Makes the folders that something lies in, without their attributes. */
  async #parents(directory: Directory | undefined): Promise<void> {
    if (!directory?.parent) return;
    await this.#parents(directory.parent);
    const name = directory.path.slice(directory.parent.path === '' ? 0 : directory.parent.path.length + 1);
    this.#enter(directory.path, directory.parent.path, Buffer.from(name));
  }

  #enter(path: string, parent: string, name: Uint8Array): Buffer | undefined {
    const known = this.#places.get(path);
    if (known) return known;
    const around = this.#places.get(parent);
    if (!around) return undefined;
    try {
      const place = this.#folder.place(around, name);
      this.#folder.enter(place);
      this.#places.set(path, place);
      this.#outcome.folders++;
      return place;
    } catch (error) {
      this.#fail(path, `The folder “${printable(path)}” could not be made: ${reason(error)}.`);
      return undefined;
    }
  }

  /** A promise only where something is waited for. */
  #one({ path, entry }: Pick<Visited, 'path' | 'entry'>): Promise<void> | undefined {
    const parent = path.slice(0, Math.max(0, path.length - entry.name.length - 1));
    const around = this.#places.get(parent);
    // It was told why the folder is not there.
    if (!around) return undefined;
    const name = entry.nameBytes ?? Buffer.from(entry.name);
    if (entry.kind === 'directory') {
      const place = this.#enter(path, parent, name);
      if (place) this.#folder.setLater(place, this.#attributes(entry));
      return undefined;
    }
    try {
      const place = this.#folder.place(around, name);
      if (entry.kind === 'link') this.#symbolicLink(place, entry, path);
      else if (entry.kind === 'file')
        return this.#file(place, entry, path)?.catch((error) => this.#failWriting(path, error));
      else {
        const sentence = `“${printable(path)}” is left out: it is ${KIND_WORDS[entry.kind]}, which Isodrop does not make.`;
        this.#outcome.leftOut.push({ path, sentence });
      }
    } catch (error) {
      this.#failWriting(path, error);
    }
    return undefined;
  }

  #failWriting(path: string, error: unknown): void {
    if (error instanceof ImageError) this.#fail(path, error.message);
    else this.#fail(path, `“${printable(path)}” could not be written: ${reason(error)}.`);
  }

  #symbolicLink(place: Buffer, entry: Entry, path: string): void {
    const target = entry.targetBytes ?? Buffer.from(entry.target ?? '');
    if (entry.refusal || target.length === 0 || target.includes(0)) {
      this.#fail(path, `The link “${printable(path)}” has no target that could be made.`);
      return;
    }
    this.#folder.symbolicLink(place, target, this.#attributes(entry));
    this.#outcome.links++;
  }

  #file(place: Buffer, entry: Entry, path: string): Promise<void> | undefined {
    const key = fileKey(entry);
    const existing = key === undefined ? undefined : this.#named.get(key);
    if (existing && existing.names < (entry.links ?? 1) && this.#folder.link(place, existing.place)) {
      existing.names++;
      this.#outcome.links++;
      return undefined;
    }
    const bytes = this.#near.peek(entry);
    if (!bytes) return this.#readFile(place, entry, path, key);
    this.#folder.writeWhole(place, bytes, this.#attributes(entry));
    this.#written(place, entry, key);
    return undefined;
  }

  async #readFile(place: Buffer, entry: Entry, path: string, key: string | undefined): Promise<void> {
    const bytes = await this.#near.read(entry);
    if (bytes) this.#folder.writeWhole(place, bytes, this.#attributes(entry));
    else {
      // Pieces of a small file are gathered: they may not lie in one place.
      const into = entry.byteLength > NEAR_BYTES ? this.#piece : undefined;
      const pieces = this.#breathing(this.#opened.image.contents(entry, path, into));
      await this.#folder.write(place, entry.byteLength, pieces, this.#attributes(entry));
    }
    this.#written(place, entry, key);
  }

  #written(place: Buffer, entry: Entry, key: string | undefined): void {
    if (key !== undefined) this.#named.set(key, { place, names: 1 });
    this.#outcome.files++;
    this.#outcome.bytes += entry.byteLength;
  }

  #attributes({ kind, mode, modified, accessed, user, group }: Entry): Attributes {
    const { options } = this.#given;
    const isDirectory = kind === 'directory';
    // Never with the rights of its owner: the image may be anybody's.
    let permissions = mode === undefined ? (isDirectory ? 0o777 & ~process.umask() : undefined) : mode & 0o777;
    if (permissions !== undefined && options.has('--writable')) permissions |= 0o200;
    const owner = options.has('--owners') && user !== undefined && group !== undefined ? { user, group } : undefined;
    return { mode: permissions, modified, accessed, owner };
  }

  #fail(path: string, sentence: string): void {
    this.#outcome.failures.push({ path, sentence });
  }
}

/**
 * What all names of one file have in common; undefined where it has only one. Equal contents are recorded once in many
 * images, whosever they are: without serial numbers (RRIP 1.12, 4.1.1) all that a file has must be alike.
 */
function fileKey({ extents, links = 1, byteLength, serial, mode, user, group, modified }: Entry): string | undefined {
  const [first] = extents;
  if (!first || links < 2) return undefined;
  const which = serial === undefined ? [mode, user, group, modified, links] : ['serial', serial];
  return [first.at, byteLength, ...which].join(' ');
}

/** The end of a sentence; what the folder says of its own rules is one already. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EEXIST') return 'it is there already, and stays unless --overwrite is given';
  if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EINVAL') return (error as Error).message;
  return errorReason(error);
}
