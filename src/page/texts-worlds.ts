/** The texts of what each reader sees: names, paths, and what it stumbles over. */
import type { CloudInitReport, FindingCode, ReaderId, World } from '../worker/session';
import { formatCount, quoteName } from './format';
import { localized } from './localized';
import { items } from './texts';
import { texts as first } from './texts-later';

const many = (count: number, one: string, more: string) => `${formatCount(count)} ${count === 1 ? one : more}`;
const has = (count: number) => (count === 1 ? 'has' : 'have');
const is = (count: number) => (count === 1 ? 'is' : 'are');

const english = {
  largeNote: (count: number) =>
    `${many(count, 'large file is', 'large files are')} read while the download runs, and this browser does not notice when one changes meanwhile: leave ${count === 1 ? 'it' : 'them'} as ${count === 1 ? 'it is' : 'they are'} until it has ended.`,

  showAs: {
    legend: 'Show names as in',
    asGiven: 'As given',
    absent: 'not there',
    given: (name: string) => `Given as ${quoteName(name)}`,
  },

  entry: {
    heading: 'On the disc',
    nothing: 'Select one item to see its names on each system, and where it lies.',
    several: (count: number) => `${items(count)} are selected. Select one to see its names on each system.`,
    notYet: 'This comes as soon as the image is known.',
    size: 'Size',
    onDisc: (size: string) => `${size} on the disc`,
    modified: 'Modified',
    start: 'Start block',
    onMap: 'Show on the map',
    system: 'System',
    name: 'Name and path there',
    and: (readers: readonly string[]) => readers.join(', '),
    changed: 'changed',
    absent: 'Not there',
    copyPath: (readers: string) => `Copy the path for ${readers}`,
    notices: 'What had to be changed',
  },

  readers: {
    heading: 'Who can read this?',
    notYet: 'This comes as soon as the image is known.',
    short: {
      linux: 'Linux',
      windows: 'Windows',
      macos: 'macOS',
      windows9x: 'Windows 95 to Me',
      dos: 'DOS',
      firmware: 'Firmware and boot loaders',
      'cloud-init': 'cloud-init',
    } satisfies Record<ReaderId, string>,
    all: 'Everything, as given',
    differs: 'Everything, but not all as given',
    lost: 'Not everything',
    notBootable: 'Nothing starts from this disc',
    seed: 'Takes it as its seed',
    noSeed: 'Ignores it',
    notMeant: 'Not meant for it',
    reads: {
      rockRidge: 'It reads the Rock Ridge names.',
      joliet: 'It reads the Joliet names.',
      iso: 'It reads the plain ISO 9660 names.',
    } satisfies Record<World, string>,
    firmware:
      'They read plain ISO 9660 to be sure of. To start a computer they need a boot image (El Torito), which this disc does not have: it holds data.',
    finding: (reader: ReaderId, world: World, code: FindingCode, count: number): string =>
      FINDINGS[code](count, reader, world),
    examples: 'Which ones',
    examplesOf: (sentence: string) => `Which ones: ${sentence}`,
    shownAs: 'shown as',
    cloudInit: (report: CloudInitReport): string[] => [
      report.isLabelled
        ? `The disc is called ${quoteName(report.label)}, as it should be.`
        : `The disc has to be called “cidata”, and is called “${quoteName(report.label)}”: cloud-init looks for the name.`,
      ...report.missing.map((name) => `“${name}” is missing at the top: cloud-init needs it, even empty.`),
    ],
    cloudInitNot: 'A disc that cloud-init takes is called “cidata” and has “user-data” and “meta-data” at its top.',
    sources: 'What each of them reads is taken from its documentation; the numbers are counted in this image.',
  },

  fixes: {
    show: (path: string) => `Show ${quoteName(path)} in the tree`,
    rename: 'Rename',
    renamePath: (path: string) => `Rename ${quoteName(path)}`,
    leftOut: (path: string) => `Left out: “${quoteName(path)}”`,
    leaveOut: 'Leave out',
    leaveOutPath: (path: string) => `Leave out ${quoteName(path)}`,
    leaveOutAll: (count: number) => `Leave out all ${formatCount(count)}`,
    nameCidata: 'Call the disc cidata',
    joliet: 'Turn on Joliet',
    rockRidge: 'Turn on Rock Ridge',
    jolietLong: 'Allow 103 characters',
    level1: 'Use short names (level 1)',
    level2: 'Allow 31 characters (level 2)',
    level3: 'Use level 3',
    moveDeep: 'Let deep folders be moved',
    noTables: 'Make no translation tables',
    leftOutAll: (count: number) => `Left out: ${items(count)}`,
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('worlds', english, first);

const FINDINGS: Record<FindingCode, (count: number, reader: ReaderId, world: World) => string> = {
  absent: (n) => `${items(n)} ${is(n)} not there.`,
  empty: (n) => `${many(n, 'link or device is', 'links or devices are')} an empty file there.`,
  'long-path': (n, reader) =>
    reader === 'dos'
      ? `${items(n)} ${has(n)} a longer path than DOS has room for: 66 characters, the drive among them.`
      : reader === 'macos'
        ? `${items(n)} ${has(n)} a longer path than macOS opens: 1,023 bytes.`
        : `${items(n)} ${has(n)} a longer path than most programs open: 259 characters, the drive among them.`,
  'standard-path': (n) =>
    `${items(n)} ${has(n)} a path of more than 255 characters, which is the most that ISO 9660 allows.`,
  'over-4-gib': (n) =>
    `${many(n, 'file is', 'files are')} larger than 4 GiB and ${n === 1 ? 'lies' : 'lie'} in several parts, of which only the first may be read.`,
  'over-2-gib': (n) =>
    `${many(n, 'file is', 'files are')} larger than 2 GiB, and most programs there cannot open ${n === 1 ? 'it' : 'them'}.`,
  'path-table': (n) => `${items(n)} lie in a folder of a number over 65,535, which may be taken for damaged.`,
  deep: (n) => `${many(n, 'folder lies', 'folders lie')} deeper than eight levels and may not be found.`,
  'dos-name': (n) =>
    `${items(n)} ${has(n)} a name that DOS cannot say: it has eight letters, and three after the full stop.`,
  twin: (n) => `${many(n, 'file has', 'files have')} the name of a folder beside ${n === 1 ? 'it' : 'them'}.`,
  moved: (n) => `${many(n, 'folder lies', 'folders lie')} deeper than eight levels and ${is(n)} found in RR_MOVED.`,
  names: (n, _, world) =>
    world === 'iso'
      ? `${items(n)} ${has(n)} another, short name.`
      : world === 'joliet'
        ? `${items(n)} ${has(n)} another name, of characters that Windows allows and of 64 at most (103 where that is allowed).`
        : `${items(n)} ${has(n)} a name that is cut after 255 bytes.`,
};
