/** What a command line says about booting, entry by entry. */
import { CRITERIA_BYTES, IDENTIFIER_BYTES, PLAIN_ENTRY, Platform } from '../image/boot';
import type { BootRequest } from '../image/boot-request';
import { encodeName } from '../image/names';
import type { CommandOptions } from './command-options';
import { UsageError } from './usage-error';

/** An entry while options say what it is like. */
export type GivenBootEntry = Omit<BootRequest, 'file' | 'identifier'> & {
  file: string | undefined;
  /** Undefined: nothing was said. */
  identifier: Uint8Array | undefined;
};

export interface BootOptions {
  entries: GivenBootEntry[];
  /** Whether the next option begins another entry. */
  isNext: boolean;
  /** Platform of the next file that is named by `-b`. */
  platform: number;
  /** Path of the catalog; undefined: the default one. */
  catalog: string | undefined;
  isCatalogHidden: boolean;
}

export const NO_BOOT: Readonly<BootOptions> = {
  entries: [],
  isNext: true,
  platform: Platform.bios,
  catalog: undefined,
  isCatalogHidden: false,
};

/** The entry that options speak of: the last one, or a new one. */
export function currentEntry({ boot }: CommandOptions): GivenBootEntry {
  const last = boot.entries.at(-1);
  if (last && !boot.isNext) return last;
  boot.isNext = false;
  const entry: GivenBootEntry = { ...PLAIN_ENTRY, file: undefined, emulation: 'floppy', identifier: undefined };
  boot.entries.push(entry);
  return entry;
}

/** Names the file of the current entry. */
export function nameBootFile(options: CommandOptions, file: string, platform: number): void {
  Object.assign(currentEntry(options), { file, platform });
}

const PLATFORMS: Readonly<Record<string, number>> = {
  x86: Platform.bios,
  ppc: Platform.powerPc,
  mac: Platform.macintosh,
  efi: Platform.efi,
};

/** A platform by its name or number. */
export function readPlatform(spelling: string, value: string): number {
  const platform = PLATFORMS[value.toLowerCase()] ?? (/^(0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : Number.NaN);
  if (platform <= 0xff) return platform;
  throw new UsageError(`${spelling} ${value} is no platform: write x86, PPC, Mac, efi or a number from 0 to 255.`);
}

/** A number of 16 bits in C's ways of writing numbers. */
export function readWord(spelling: string, value: string, what: string): number {
  const number = /^(0x[0-9a-f]+|\d+)$/i.test(value)
    ? Number(/^0\d/.test(value) ? `0o${value.slice(1)}` : value)
    : Number.NaN;
  if (number <= 0xffff) return number;
  throw new UsageError(`${spelling} ${value} is not ${what}: write a number from 0 to 65,535.`);
}

/** A text, or twice as many hexadecimal digits as an identifier has bytes. */
export function readIdentifier(value: string): Uint8Array {
  if (new RegExp(`^[0-9a-f]{${IDENTIFIER_BYTES * 2}}$`, 'i').test(value)) return hexBytes(value);
  return encodeName(value).slice(0, IDENTIFIER_BYTES);
}

/** Selection criteria: hexadecimal digits, the type first. */
export function readCriteria(spelling: string, value: string): Uint8Array {
  if (/^([0-9a-f]{2})+$/i.test(value) && value.length <= CRITERIA_BYTES * 2) return hexBytes(value);
  throw new UsageError(`${spelling} ${value}: write up to ${CRITERIA_BYTES} bytes as pairs of hexadecimal digits.`);
}

function hexBytes(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The entries that were asked for; none: the image boots nothing. Throws a `UsageError` for one without a file. */
export function bootRequests(options: CommandOptions): BootRequest[] {
  const { boot, image, dialect } = options;
  if (boot.entries.length === 0 && boot.catalog !== undefined) {
    throw new UsageError(`-c ${boot.catalog} names a boot catalog, and nothing to boot: -b FILE or -e FILE does.`);
  }
  return boot.entries.map(({ file, identifier, ...entry }, index) => {
    if (file === undefined) {
      throw new UsageError(
        `Boot options ${boot.entries.length === 1 ? '' : `(of entry ${index + 1}) `}name no boot image: -b FILE or -e FILE does.`,
      );
    }
    // As in genisoimage, the catalog is the publisher's.
    const publisher = index === 0 && dialect === 'genisoimage' ? image.identifiers.publisher : undefined;
    return {
      ...entry,
      file,
      identifier: identifier ?? encodeName(publisher ?? '').slice(0, PUBLISHER_BYTES),
    };
  });
}

const PUBLISHER_BYTES = 23;
