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

const SLASH = Buffer.from('/');
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

  /** Makes the folder if it is not there. The path to it is the user's own and may lead through links. */
  constructor(path: string, mayReplace: boolean) {
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
    if (text.length === 0 || text.includes(0) || text.includes(SLASH) || /^\.\.?$/.test(text.toString('latin1'))) {
      throw failure('EINVAL', `${text.toString('latin1')} is no name`);
    }
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

  /** Writes a file of so many bytes. */
  async write(
    place: Buffer,
    byteLength: number,
    pieces: AsyncIterable<Uint8Array>,
    attributes: Attributes,
  ): Promise<void> {
    this.#requireFree(place);
    if (byteLength >= LARGE_BYTES) this.#requireRoom(byteLength);
    if (byteLength <= GATHERED_BYTES) {
      const gathered: Uint8Array[] = [];
      for await (const piece of pieces) gathered.push(piece);
      this.#put(place, (temporary) => writeAll(temporary, gathered, attributes));
      return;
    }
    const temporary = this.#temporary(place);
    const descriptor = fs.openSync(temporary, 'wx', 0o600);
    let isOpen = true;
    try {
      for await (const piece of pieces) writePiece(descriptor, piece);
      give(descriptor, attributes);
      isOpen = false;
      fs.closeSync(descriptor);
      this.#become(temporary, place);
    } catch (error) {
      if (isOpen) fs.closeSync(descriptor);
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Another name of a file that was written. */
  link(place: Buffer, existing: Buffer): void {
    this.#requireFree(place);
    this.#put(place, (temporary) => fs.linkSync(existing, temporary));
  }

  symbolicLink(place: Buffer, target: Uint8Array, { modified, accessed, owner }: Attributes): void {
    this.#requireFree(place);
    this.#put(place, (temporary) => {
      fs.symlinkSync(Buffer.from(target), temporary);
      if (owner) fs.lchownSync(temporary, owner.user, owner.group);
      if (modified !== undefined) fs.lutimesSync(temporary, accessed ?? modified, modified);
    });
  }

  /** Gives the folders their attributes, the inner ones first. */
  finish(): void {
    for (const { place, attributes } of this.#later.reverse()) {
      const descriptor = fs.openSync(place, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
      try {
        give(descriptor, attributes);
      } finally {
        fs.closeSync(descriptor);
      }
    }
  }

  /** Makes something at its place at once where nothing is, and under another name first where something is replaced. */
  #put(place: Buffer, make: (place: Buffer) => void): void {
    if (!this.#mayReplace) {
      make(place);
      return;
    }
    const temporary = this.#temporary(place);
    try {
      make(temporary);
      this.#become(temporary, place);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
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
    const folder = place.subarray(0, place.lastIndexOf(SLASH));
    return Buffer.concat([folder, Buffer.from(`/.isodrop-${randomBytes(6).toString('hex')}.part`)]);
  }
}

function lstat(place: Buffer): fs.Stats | undefined {
  try {
    return fs.lstatSync(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A whole file; nothing of it is left where that fails. */
function writeAll(place: Buffer, pieces: readonly Uint8Array[], attributes: Attributes): void {
  // O_EXCL: a link of that name is not followed.
  const descriptor = fs.openSync(place, 'wx', 0o600);
  try {
    for (const piece of pieces) writePiece(descriptor, piece);
    give(descriptor, attributes);
  } catch (error) {
    fs.closeSync(descriptor);
    fs.rmSync(place, { force: true });
    throw error;
  }
  fs.closeSync(descriptor);
}

function writePiece(descriptor: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length; ) at += fs.writeSync(descriptor, piece, at, piece.length - at);
}

/** Owner first: giving a file away takes bits of its mode. */
function give(descriptor: number, { mode, modified, accessed, owner }: Attributes): void {
  if (owner) fs.fchownSync(descriptor, owner.user, owner.group);
  fs.fchmodSync(descriptor, mode ?? 0o666 & ~process.umask());
  if (modified !== undefined) fs.futimesSync(descriptor, accessed ?? modified, modified);
}

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });
