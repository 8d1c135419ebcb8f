import fs, { type BigIntStats } from 'node:fs';
import { type Attributes, Kind, type SpecialKind } from '../image/tree';

const { S_IFMT, S_IFDIR, S_IFREG, S_IFLNK, S_IFSOCK, S_IFIFO, S_IFCHR, S_IFBLK } = fs.constants;

/** The kinds that POSIX and the tree both have. */
const KINDS: Readonly<Record<number, Kind>> = {
  [S_IFDIR]: Kind.directory,
  [S_IFREG]: Kind.file,
  [S_IFLNK]: Kind.symbolicLink,
  [S_IFCHR]: Kind.characterDevice,
  [S_IFBLK]: Kind.blockDevice,
  [S_IFIFO]: Kind.pipe,
  [S_IFSOCK]: Kind.socket,
};

/** Special files in words. */
export const SPECIAL_NAMES: Readonly<Record<SpecialKind, string>> = {
  [Kind.characterDevice]: 'a character device',
  [Kind.blockDevice]: 'a block device',
  [Kind.pipe]: 'a pipe',
  [Kind.socket]: 'a socket',
};

/** What kind of file it is; undefined: none that an image can hold. */
export function fileKind(stats: BigIntStats): Kind | undefined {
  return KINDS[Number(stats.mode) & S_IFMT];
}

/** All that the file system tells. */
export function fileAttributes(stats: BigIntStats): Attributes {
  return {
    modifyTime: wholeSeconds(stats.mtimeNs),
    accessTime: wholeSeconds(stats.atimeNs),
    attributeTime: wholeSeconds(stats.ctimeNs),
    mode: Number(stats.mode) & 0o7777,
    user: Number(stats.uid),
    group: Number(stats.gid),
    linkCount: Number(stats.nlink),
  };
}

/** The same of a special file: a device has numbers. */
export function specialAttributes(stats: BigIntStats, kind: SpecialKind): Attributes {
  const attributes = fileAttributes(stats);
  if (kind === Kind.characterDevice || kind === Kind.blockDevice) attributes.device = deviceNumbers(stats.rdev);
  return attributes;
}

/** Rounded down, before 1970 too. A double cannot hold the nanoseconds: 0.999999999 s would become a whole second. */
export function wholeSeconds(nanoseconds: bigint): number {
  const seconds = nanoseconds / 1_000_000_000n;
  return Number(seconds * 1_000_000_000n > nanoseconds ? seconds - 1n : seconds);
}

/** As `major` and `minor` of the C library take a device apart: Linux's from both ends, others' in the old way. */
export function deviceNumbers(device: bigint): { major: number; minor: number } {
  if (process.platform !== 'linux')
    return { major: Number((device >> 24n) & 0xffn), minor: Number(device & 0xffffffn) };
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return { major: Number(major), minor: Number(minor) };
}
