/**
 * Who reads a disc image, what each of them reads of it, and what each stumbles over. Everything here is a fact of the
 * reader with where it is written; what an image has of it is counted (`survey.ts`), never guessed.
 *
 * Sources, and what could be seen on the machine that the tests run on:
 *
 * | reader                | what it reads                            | where that is written                                   | seen |
 * | --------------------- | ---------------------------------------- | ------------------------------------------------------- | ---- |
 * | DOS                   | ISO 9660                                 | MSCDEX; Ralf Brown's list: INT 21h 47h, 43FFh, 6C00h    | no   |
 * | Windows 95 to Me      | Joliet, else ISO 9660                    | Joliet Specification; Microsoft KB Q125630              | no   |
 * | Windows               | Joliet, else ISO 9660                    | Windows XP Resource Kit (CDFS); the CDFS driver sample  | no   |
 * | macOS                 | Rock Ridge, else Joliet, else ISO 9660   | mount_cd9660(8); cd9660_vfsops.c, as in 4.4BSD          | no   |
 * | Linux                 | Rock Ridge, else Joliet, else ISO 9660   | Documentation/filesystems/isofs.rst, fs/isofs/inode.c   | yes  |
 * | firmware, boot loader | ISO 9660 to be sure of                   | UEFI 13.3.2.1 (a boot image alone); ISOLINUX, GRUB      | no   |
 * | cloud-init            | what Linux mounts, by the volume's label | cloud-init: Datasources, NoCloud                        | no   |
 *
 * Limits: a path in DOS has 66 characters, the drive among them (INT 21h 47h has a buffer of 64 bytes); a program there
 * that does not ask for more cannot open a file over 2 GiB − 1 (6C00h, bit 12). A path in Windows has 259 characters, the
 * drive among them (“Maximum Path Length Limitation”), unless a program asks for more. A path in macOS has 1,023 bytes
 * (PATH_MAX), the mount point among them. A file over 4 GiB − 1 lies in several sections (ECMA-119 6.5.1): Linux and
 * Windows since XP (interchange level 3) put them together; Mac OS X 10.4 did not (libisofs, ISO-9660 Level 3 Cookbook),
 * of later ones nothing is written; sizes in DOS and Windows 95 to Me have 32 bits.
 */
import * as abi from '../../wasm/abi';
import type { ImageOptions } from './options';

/** A hierarchy of an image. */
export type World = 'iso' | 'joliet' | 'rockRidge';

/** How much a finding matters: something cannot be had, or is there by another name or in another place. */
export type FindingLevel = 'lost' | 'differs';

/** What a reader may stumble over. Stable: tests rely on it. */
export type FindingCode =
  | 'absent'
  | 'empty'
  | 'long-path'
  | 'standard-path'
  | 'over-4-gib'
  | 'over-2-gib'
  | 'path-table'
  | 'deep'
  | 'dos-name'
  | 'twin'
  | 'moved'
  | 'names';

/** The entries that a finding is about: those with any of these bits. */
export interface Mask {
  /** `CHANGE_*`. */
  changes: number;
  /** `SURVEY_*`. */
  facts: number;
}

export interface Rule extends Mask {
  code: FindingCode;
  level: FindingLevel;
}

interface ReaderKind {
  /** What it reads: the first of these that an image has. */
  worlds: readonly World[];
  /** What it stumbles over, besides what everybody does who reads that hierarchy. */
  rules: readonly (Rule & { in?: World })[];
}

const rule = (code: FindingCode, level: FindingLevel, bits: Partial<Mask>): Rule => ({
  code,
  level,
  changes: bits.changes ?? 0,
  facts: bits.facts ?? 0,
});

/** What every reader of a hierarchy finds. */
const OF_WORLD: Readonly<Record<World, readonly Rule[]>> = {
  iso: [
    rule('absent', 'lost', { facts: abi.SURVEY_NOT_IN_ISO }),
    rule('empty', 'lost', { facts: abi.SURVEY_EMPTY }),
    rule('standard-path', 'lost', { changes: abi.CHANGE_ISO_PATH }),
    rule('deep', 'lost', { changes: abi.CHANGE_DEEP }),
    rule('moved', 'differs', { changes: abi.CHANGE_RELOCATED }),
    rule('twin', 'differs', { changes: abi.CHANGE_ISO_TWIN }),
    rule('names', 'differs', { changes: abi.CHANGE_ISO_NAME }),
  ],
  joliet: [
    rule('absent', 'lost', { facts: abi.SURVEY_NOT_IN_JOLIET }),
    rule('empty', 'lost', { facts: abi.SURVEY_EMPTY }),
    rule('names', 'differs', {
      changes: abi.CHANGE_JOLIET_CHARACTERS | abi.CHANGE_JOLIET_LENGTH | abi.CHANGE_JOLIET_COLLISION,
    }),
  ],
  rockRidge: [
    rule('absent', 'lost', { facts: abi.SURVEY_NOT_IN_ISO }),
    rule('names', 'differs', { changes: abi.CHANGE_ROCK_RIDGE_LENGTH }),
  ],
};

const OVER_4_GIB = rule('over-4-gib', 'lost', { facts: abi.SURVEY_OVER_4_GIB });
const UNIX = ['rockRidge', 'joliet', 'iso'] as const;
const WINDOWS = ['joliet', 'iso'] as const;
const WINDOWS_RULES = [
  { ...rule('long-path', 'lost', { facts: abi.SURVEY_WINDOWS_PATH }), in: 'joliet' },
  { ...rule('long-path', 'lost', { facts: abi.SURVEY_PLAIN_WINDOWS_PATH }), in: 'iso' },
  rule('path-table', 'lost', { changes: abi.CHANGE_PATH_TABLE_PARENT }),
] as const;

const KINDS = {
  linux: { worlds: UNIX, rules: [] },
  windows: { worlds: WINDOWS, rules: WINDOWS_RULES },
  macos: {
    worlds: UNIX,
    rules: [{ ...rule('long-path', 'lost', { facts: abi.SURVEY_MAC_PATH }), in: 'rockRidge' }, OVER_4_GIB],
  },
  windows9x: { worlds: WINDOWS, rules: [...WINDOWS_RULES, OVER_4_GIB] },
  dos: {
    worlds: ['iso'],
    rules: [
      rule('dos-name', 'lost', { facts: abi.SURVEY_NOT_DOS_NAME }),
      rule('long-path', 'lost', { facts: abi.SURVEY_DOS_PATH }),
      rule('over-2-gib', 'lost', { facts: abi.SURVEY_OVER_2_GIB }),
    ],
  },
  firmware: { worlds: ['iso'], rules: [OVER_4_GIB] },
  'cloud-init': { worlds: UNIX, rules: [] },
} as const satisfies Record<string, ReaderKind>;

export type ReaderId = keyof typeof KINDS;
/** Those that most people have first. */
export const READERS = Object.keys(KINDS) as readonly ReaderId[];

/** The hierarchy that a reader shows of an image of these options. */
export function worldOf(reader: ReaderId, { joliet, rockRidge }: ImageOptions): World {
  const has: Record<World, boolean> = { iso: true, joliet, rockRidge: rockRidge !== 'none' };
  return (KINDS[reader] as ReaderKind).worlds.find((world) => has[world]) ?? 'iso';
}

/** The entries that are not in a hierarchy. */
export function notIn(world: World): Mask {
  return { changes: 0, facts: world === 'joliet' ? abi.SURVEY_NOT_IN_JOLIET : abi.SURVEY_NOT_IN_ISO };
}

/** Whether an entry is in a hierarchy. `facts` are its `SURVEY_*` bits. */
export function isIn(world: World, facts: number): boolean {
  return (facts & notIn(world).facts) === 0;
}

/** What a reader of a hierarchy may stumble over, the gravest first. */
export function rulesOf(reader: ReaderId, world: World): Rule[] {
  const own = (KINDS[reader] as ReaderKind).rules.filter((one) => one.in === undefined || one.in === world);
  const rules = [...own, ...OF_WORLD[world]].map(({ code, level, changes, facts }) => ({
    code,
    level,
    changes,
    facts,
  }));
  return [...rules.filter(({ level }) => level === 'lost'), ...rules.filter(({ level }) => level === 'differs')];
}

/**
 * How a reader shows a name of the hierarchy that it reads. Of ISO 9660 (where `name` has no version number) all leave
 * out a full stop at the end, and Linux writes small letters (`map=normal`).
 */
export function shownName(reader: ReaderId, world: World, name: string): string {
  if (world !== 'iso') return name;
  const plain = name.replace(/\.$/, '');
  const isLinux = reader === 'linux' || reader === 'cloud-init';
  return isLinux ? plain.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()) : plain;
}

/** What stands between the names of a path there, and before the first. */
export function separatorOf(reader: ReaderId): string {
  return reader === 'dos' || reader === 'windows' || reader === 'windows9x' ? '\\' : '/';
}
