import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Where the bytes of an image go, in order. Errors are those of the operating system. */
export interface ImageOutput {
  /** Bytes written so far. */
  readonly written: number;
  write(bytes: Uint8Array): void;
  /** The image is complete. */
  finish(): void;
  /** The image failed: nothing of it is left. */
  discard(): void;
  /** Bytes that the disk has room for, where it can tell. */
  freeBytes(): number | undefined;
}

/** Temporary files carry this form of a name, in the folder of the image. */
const TEMPORARY_NAME = /^\.isodrop-[0-9a-f]{12}\.part$/;
/** S_ISVTX of POSIX. */
const STICKY = 0o1000;
/** For `chown` of POSIX: the owner stays. */
const SAME_OWNER = 0xffff_ffff;
/** Before a reader of a pipe is asked again whether it takes more. */
const RETRY_MILLISECONDS = 5;

/** Whether a name is one of a file that a run which was ended left behind, unless it is still being written. */
export const isUnfinishedName = (name: string): boolean => TEMPORARY_NAME.test(name);

/** A place for an image that was looked at and not yet touched. */
export class OutputPlace {
  readonly path: string;
  readonly #existing: fs.Stats | undefined;

  /** Throws the system's error where nothing could be written: no such folder, no permission, a folder's own path. */
  constructor(path: string) {
    this.#existing = fs.statSync(path, { throwIfNoEntry: false });
    if (this.#existing?.isDirectory() || path.endsWith('/')) {
      throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
    }
    // The link that /dev/fd has to a pipe leads to no path.
    this.path = this.isFile ? followLink(path) : resolve(path);
    if (this.#existing) fs.accessSync(this.path, fs.constants.W_OK);
    if (!this.isFile) return;
    fs.accessSync(this.directory, fs.constants.W_OK | fs.constants.X_OK);
    if (this.#existing) requireReplaceable(this.#existing, fs.statSync(this.directory));
  }

  /** False for a device or a pipe, which is written to and not replaced. */
  get isFile(): boolean {
    return this.#existing?.isFile() ?? true;
  }

  get directory(): string {
    return dirname(this.path);
  }

  /** Whether a name in that folder is the image's or a temporary file's. */
  isOwn(name: string): boolean {
    return this.isFile && (name === basename(this.path) || isUnfinishedName(name));
  }

  /** Begins to write: to a file of a temporary name, which becomes the image when it is complete. */
  open(): ImageOutput {
    if (!this.isFile) return new DescriptorOutput(fs.openSync(this.path, 'w'), true);
    return new FileOutput(this.path, this.#existing);
  }
}

/** Writes to a descriptor that is open already, such as standard output. */
export function writeToDescriptor(descriptor: number): ImageOutput {
  return new DescriptorOutput(descriptor, false);
}

class DescriptorOutput implements ImageOutput {
  written = 0;
  protected readonly descriptor: number;
  readonly #isOurs: boolean;
  #isOpen = true;

  /** @param isOurs whether it was opened for the image, and is closed with it */
  constructor(descriptor: number, isOurs: boolean) {
    this.descriptor = descriptor;
    this.#isOurs = isOurs;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const written = writeSome(this.descriptor, bytes, at);
      at += written;
      this.written += written;
    }
  }

  finish(): void {
    if (this.#isOurs && this.#isOpen) {
      this.#isOpen = false;
      fs.closeSync(this.descriptor);
    }
  }

  discard(): void {
    this.finish();
  }

  freeBytes(): number | undefined {
    return undefined;
  }
}

class FileOutput extends DescriptorOutput {
  readonly #path: string;
  readonly #temporary: string;

  /** @param replaced the file that is, whose owner and mode stay */
  constructor(path: string, replaced: fs.Stats | undefined) {
    const temporary = join(dirname(path), `.isodrop-${randomBytes(6).toString('hex')}.part`);
    super(fs.openSync(temporary, 'wx'), true);
    this.#path = path;
    this.#temporary = temporary;
    if (!replaced) return;
    const { uid, gid } = fs.fstatSync(this.descriptor);
    if (uid !== replaced.uid || gid !== replaced.gid) giveAway(this.descriptor, replaced);
    fs.fchmodSync(this.descriptor, replaced.mode & 0o777);
  }

  override finish(): void {
    super.finish();
    fs.renameSync(this.#temporary, this.#path);
  }

  override discard(): void {
    try {
      super.finish();
    } finally {
      fs.rmSync(this.#temporary, { force: true });
    }
  }

  override freeBytes(): number {
    const { bavail, bsize } = fs.statfsSync(dirname(this.#path));
    return bavail * bsize;
  }
}

/** In a folder such as /tmp only its owner may replace a file: known before the image is made, not after. */
function requireReplaceable(file: fs.Stats, directory: fs.Stats): void {
  const user = process.getuid?.() ?? 0;
  if (!(directory.mode & STICKY) || [0, file.uid, directory.uid].includes(user)) return;
  throw Object.assign(new Error('only its owner may replace it'), { code: 'EPERM' });
}

/** To the owner that a file had; to its group at least. Where neither is allowed, it is ours. */
function giveAway(descriptor: number, { uid, gid }: fs.Stats): void {
  for (const owner of [uid, SAME_OWNER]) {
    try {
      fs.fchownSync(descriptor, owner, gid);
      return;
    } catch {
      // The next best.
    }
  }
}

/** Where a symbolic link leads, there or not; any other path as it is. */
function followLink(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    const absolute = resolve(path);
    const isLink = fs.lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink();
    return isLink ? resolve(dirname(absolute), fs.readlinkSync(absolute)) : absolute;
  }
}

/** Writes from `at` on, and returns how many bytes went. Throws the system's error. */
export function writeSome(descriptor: number, bytes: Uint8Array, at: number): number {
  for (;;) {
    try {
      return fs.writeSync(descriptor, bytes, at, bytes.length - at);
    } catch (error) {
      // A pipe that was made non-blocking by whoever shares it is full.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLISECONDS);
    }
  }
}
