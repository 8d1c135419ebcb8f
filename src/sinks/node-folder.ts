import { randomBytes } from 'node:crypto';
import fs from 'node:fs';

/** What an entry is given once it is there. */
export interface Attributes {
  /** Permissions; undefined: as the system gives them. */
  mode?: number | undefined;
  /** Unix seconds. */
  modified?: number | undefined;
  accessed?: number | undefined;
  owner?: { user: number; group: number } | undefined;
}

const SLASH_BYTE = 0x2f;
const DOT_BYTE = 0x2e;
const SLASH = Buffer.from([SLASH_BYTE]);
/** Contents up to so many bytes are gathered, and written at once. */
const GATHERED_BYTES = 1 << 20;
/** From so many on a file needs to fit the disk, before anything is written. */
const LARGE_BYTES = 1 << 26;

/**
 * A folder that entries are written into, and nowhere else: each folder on the way must be a real one, links are never
 * followed, and what is there already stays unless it may be replaced. A file is there when it is complete, or not at
 * all. Errors are those of the operating system.
 */
export class NodeFolder {
  readonly #root: Buffer;
  readonly #mayReplace: boolean;
  /** Folders that get their attributes at the end, the outer ones first: they may not let anything be written. */
  readonly #later: { place: Buffer; attributes: Attributes }[] = [];
  readonly #platform: NodeJS.Platform;
  /** The file that is being written, which has another name until it is complete. */
  #unfinished: Buffer | undefined;
  /** The folder that a file was opened in last, and the modes that its new files get as they are asked for. */
  #lastFolder: Buffer = Buffer.alloc(0);
  #keptModes = new Map<number, boolean>();

  /**
   * Makes the folder if it is not there. The path to it is the user's own and may lead through links.
   * @param platform whose rules names have to keep
   */
  constructor(path: string, mayReplace: boolean, platform = process.platform) {
    this.#platform = platform;
    fs.mkdirSync(path, { recursive: true });
    this.#root = fs.realpathSync(path, 'buffer') as unknown as Buffer;
    this.#mayReplace = mayReplace;
  }

  /** The place of the folder itself. */
  get root(): Buffer {
    return this.#root;
  }

  /** The place of a name in a folder. Throws where it is no name. */
  place(folder: Buffer, name: Uint8Array): Buffer {
    const text = Buffer.from(name);
    if (text.length === 0 || text.includes(0) || text.includes(SLASH_BYTE) || isDots(text)) {
      throw failure('EINVAL', `${text.toString('latin1')} is no name`);
    }
    if (this.#platform === 'win32' && !isWindowsName(text.toString()))
      throw failure('EINVAL', 'Windows allows no such name');
    return Buffer.concat([folder, SLASH, text]);
  }

  /** Makes a folder, or takes the real folder that is there. */
  enter(place: Buffer): void {
    try {
      fs.mkdirSync(place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!fs.lstatSync(place).isDirectory()) throw failure('ENOTDIR', 'there is something else of that name');
    }
  }

  /** Attributes of a folder: it gets them when everything is in it. */
  setLater(place: Buffer, attributes: Attributes): void {
    this.#later.push({ place, attributes });
  }

  /** Writes a file at once. */
  writeWhole(place: Buffer, bytes: Uint8Array, attributes: Attributes): void {
    this.#put(place, (free) => this.#writeAll(free, [bytes], attributes));
  }

  /**
   * Writes a file of so many bytes.
   * @param pieces those of a file of more than 1 MiB may change after the next one was asked for
   */
  async write(
    place: Buffer,
    byteLength: number,
    pieces: AsyncIterable<Uint8Array>,
    attributes: Attributes,
  ): Promise<void> {
    if (byteLength > GATHERED_BYTES) this.#requireFree(place);
    if (byteLength >= LARGE_BYTES) this.#requireRoom(byteLength);
    if (byteLength <= GATHERED_BYTES) {
      const gathered: Uint8Array[] = [];
      for await (const piece of pieces) gathered.push(piece);
      this.#put(place, (free) => this.#writeAll(free, gathered, attributes));
      return;
    }
    const temporary = this.#temporary(place);
    const descriptor = fs.openSync(temporary, 'wx', 0o600);
    this.#unfinished = temporary;
    let isOpen = true;
    try {
      let at = 0;
      for await (const piece of pieces) {
        if (!isZero(piece)) writePiece(descriptor, piece, at);
        at += piece.length;
      }
      // What is left out becomes a hole, as sparse files have them; at the end as well.
      fs.ftruncateSync(descriptor, at);
      give(descriptor, attributes);
      isOpen = false;
      fs.closeSync(descriptor);
      this.#become(temporary, place);
    } catch (error) {
      if (isOpen) fs.closeSync(descriptor);
      fs.rmSync(temporary, { force: true });
      throw error;
    } finally {
      this.#unfinished = undefined;
    }
  }

  /** Removes what there is of a file that is not complete. */
  discard(): void {
    if (this.#unfinished) fs.rmSync(this.#unfinished, { force: true });
  }

  /** Another name of a file that was written. False where the file system has no more of them: a copy may be written. */
  link(place: Buffer, existing: Buffer): boolean {
    try {
      this.#put(place, (free) => fs.linkSync(existing, free));
      return true;
    } catch (error) {
      if (NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    }
  }

  symbolicLink(place: Buffer, target: Uint8Array, { modified, accessed, owner }: Attributes): void {
    this.#put(place, (free) => {
      fs.symlinkSync(Buffer.from(target), free);
      if (owner) fs.lchownSync(free, owner.user, owner.group);
      if (modified !== undefined) fs.lutimesSync(free, date(accessed ?? modified), date(modified));
    });
  }

  /** Gives the folders their attributes, the inner ones first. Gives the errors of those where that failed. */
  finish(): unknown[] {
    const failures: unknown[] = [];
    for (const { place, attributes } of this.#later.splice(0).reverse()) {
      try {
        giveFolder(place, attributes);
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }

  /** Makes something at its place at once where nothing is, and under another name first where something is replaced. */
  #put(place: Buffer, make: (place: Buffer) => void): void {
    if (!this.#mayReplace) {
      try {
        // What is there already is refused by the system itself.
        make(place);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') this.#requireFree(place);
        throw error;
      }
      return;
    }
    this.#requireFree(place);
    const temporary = this.#temporary(place);
    try {
      make(temporary);
      this.#become(temporary, place);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** A whole file; nothing of it is left where that fails. */
  #writeAll(place: Buffer, pieces: readonly Uint8Array[], attributes: Attributes): void {
    const mode = attributes.mode ?? 0o666 & ~process.umask();
    // With its mode at once, unless it is to be somebody else's. Windows may refuse to touch what is not writable.
    const isGiven = !attributes.owner && this.#platform !== 'win32';
    // O_EXCL: a link of that name is not followed.
    const descriptor = fs.openSync(place, 'wx', isGiven ? mode : 0o600);
    try {
      for (const piece of pieces) writePiece(descriptor, piece);
      if (isGiven && this.#hasMode(descriptor, place, mode)) giveTimes(descriptor, attributes);
      else give(descriptor, attributes);
    } catch (error) {
      fs.closeSync(descriptor);
      fs.rmSync(place, { force: true });
      throw error;
    }
    fs.closeSync(descriptor);
  }

  /** Whether a new file has the mode that it was opened with. Mask, access lists and file system decide it by folder. */
  #hasMode(descriptor: number, place: Buffer, mode: number): boolean {
    const folder = folderOf(place);
    if (!folder.equals(this.#lastFolder)) {
      this.#lastFolder = folder;
      this.#keptModes.clear();
    }
    let isKept = this.#keptModes.get(mode);
    if (isKept === undefined) {
      isKept = (fs.fstatSync(descriptor).mode & 0o7777) === mode;
      this.#keptModes.set(mode, isKept);
    }
    return isKept;
  }

  #become(temporary: Buffer, place: Buffer): void {
    this.#requireFree(place);
    fs.renameSync(temporary, place);
  }

  #requireFree(place: Buffer): void {
    const there = lstat(place);
    if (!there) return;
    if (there.isDirectory()) throw failure('EISDIR', 'there is a folder of that name');
    if (!this.#mayReplace) throw failure('EEXIST', 'it is there already');
  }

  #requireRoom(byteLength: number): void {
    const { bavail, bsize } = fs.statfsSync(this.#root);
    if (byteLength > bavail * bsize) throw failure('ENOSPC', 'the disk has no room for it');
  }

  /** In the folder that it is to be in, so that it can be renamed. */
  #temporary(place: Buffer): Buffer {
    return Buffer.concat([folderOf(place), Buffer.from(`/.isodrop-${randomBytes(6).toString('hex')}.part`)]);
  }
}

function lstat(place: Buffer): fs.Stats | undefined {
  return fs.lstatSync(place, { throwIfNoEntry: false });
}

/** The folder that a place lies in. */
const folderOf = (place: Buffer) => place.subarray(0, place.lastIndexOf(SLASH_BYTE));

/** Whether a name is `.` or `..`. */
const isDots = (name: Buffer) =>
  name[0] === DOT_BYTE && (name.length === 1 || (name.length === 2 && name[1] === DOT_BYTE));

/** @param place where in the file; at its end if none is given */
function writePiece(descriptor: number, piece: Uint8Array, place?: number): void {
  for (let at = 0; at < piece.length; ) {
    at += fs.writeSync(descriptor, piece, at, piece.length - at, place === undefined ? null : place + at);
  }
}

const ZEROS = new Uint8Array(1 << 20);

/** Whether there is nothing but zeros in a piece; it is compared up to the first other byte. */
function isZero(piece: Uint8Array): boolean {
  return piece.length <= ZEROS.length && Buffer.compare(piece, ZEROS.subarray(0, piece.length)) === 0;
}

/** Owner first: giving a file away takes bits of its mode. */
function give(descriptor: number, attributes: Attributes): void {
  const { mode, owner } = attributes;
  if (owner) fs.fchownSync(descriptor, owner.user, owner.group);
  fs.fchmodSync(descriptor, mode ?? 0o666 & ~process.umask());
  giveTimes(descriptor, attributes);
}

function giveTimes(descriptor: number, { modified, accessed }: Attributes): void {
  if (modified !== undefined) fs.futimesSync(descriptor, date(accessed ?? modified), date(modified));
}

function giveFolder(place: Buffer, attributes: Attributes): void {
  let descriptor: number;
  try {
    descriptor = fs.openSync(place, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // A folder that was there may let nobody read it; Windows opens none.
    if (!['EACCES', 'EPERM', 'EISDIR'].includes(code) || !fs.lstatSync(place).isDirectory()) throw error;
    const { mode, modified, accessed, owner } = attributes;
    if (owner) fs.chownSync(place, owner.user, owner.group);
    if (modified !== undefined) fs.utimesSync(place, date(accessed ?? modified), date(modified));
    fs.chmodSync(place, mode ?? 0o666 & ~process.umask());
    return;
  }
  try {
    give(descriptor, attributes);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Not the number where it is below zero: Node takes that for now. */
const date = (seconds: number) => (seconds >= 0 ? seconds : new Date(seconds * 1000));

/** What linking fails with where a file system has no links, or no more of them to a file. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Names that stand for devices in every folder, whatever follows a full stop. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/** Whether Windows takes a name for one of a file in its folder: no path, stream or device, and for no other name. */
function isWindowsName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are forbidden
  return !/[\x00-\x1f"*/:<>?\\|]/.test(name) && !/[. ]$/.test(name) && !WINDOWS_DEVICE.test(name);
}

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });
