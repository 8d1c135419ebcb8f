/** The texts of what an opened image is like itself. */
import type { BootAbout, ImageAbout, RecordedName, VolumeAbout } from '../worker/session';
import { formatCount } from './format';
import { localized } from './localized';
import { files } from './texts';

const english = {
  heading: 'The opened image',
  summary: 'Its volume, standards, boot entries and sessions, as they are',
  notYet: 'This comes as soon as the image is read.',
  copy: (what: string) => `Copy: ${what}`,
  details: 'Details of the image',

  standards: 'What it has',
  has: {
    iso: (level: number) => `ISO 9660 (ECMA-119), interchange level ${level}`,
    iso1999: 'ISO 9660:1999 (interchange level 4)',
    joliet: (level: number) => `Joliet, level ${level} of UCS-2`,
    rockRidge: (version: string, identifier: string) => `Rock Ridge ${version} (${identifier})`,
    extension: (identifier: string) => `An extension of the System Use Sharing Protocol: ${identifier}`,
    elTorito: (count: number) =>
      `El Torito, with ${count === 1 ? 'one boot entry' : `${formatCount(count)} boot entries`}`,
    zisofs: (count: number) => `zisofs: ${files(count)} compressed`,
    udf: (version: string) => `A UDF file system besides (${version})`,
    hfs: (version: string) => `An ${version} file system of the Macintosh besides`,
    appleMap: (partitions: readonly string[]) => `An Apple partition map: ${partitions.join(', ')}`,
    partitionTable: (kind: string) => `A partition table (${kind})`,
    systemArea: 'Something in its first 16 sectors, such as what a computer boots from',
    sessions: (count: number) => `${formatCount(count)} sessions`,
    sectors: (bytes: string) => `Raw sectors of ${bytes}`,
  },

  volumes: {
    primary: 'Primary volume descriptor',
    joliet: 'Joliet’s volume descriptor',
    enhanced: 'Enhanced volume descriptor (ISO 9660:1999)',
    supplementary: 'Supplementary volume descriptor',
  } satisfies Record<VolumeAbout['kind'], string>,
  identifiers: {
    volume: 'Volume',
    system: 'System',
    volumeSet: 'Volume set',
    publisher: 'Publisher',
    preparer: 'Data preparer',
    application: 'Application',
    copyrightFile: 'Copyright file',
    abstractFile: 'Abstract file',
    bibliographicFile: 'Bibliographic file',
  } satisfies Record<keyof VolumeAbout['identifiers'], string>,
  dates: { created: 'Created', modified: 'Modified', expires: 'Expires', effective: 'Effective from' },
  noDate: (characters: string) => `no date (“${characters}”)`,
  space: 'Volume space',
  spaceOf: (blocks: number, bytes: string) => `${formatCount(blocks)} blocks (${bytes})`,
  blockSize: 'Block',
  set: 'Place in its set',
  setOf: (number: number, count: number) => `${formatCount(number)} of ${formatCount(count)}`,
  pathTable: 'Path table',
  root: 'Block of the root',
  applicationUse: 'For the application’s use',
  atByte: (offset: string) => `at byte ${offset}`,

  boot: {
    heading: 'Boot entries',
    catalog: (block: number) => `The boot catalog (El Torito) is block ${formatCount(block)}.`,
    platforms: { 0: 'PC (BIOS)', 1: 'PowerPC', 2: 'Macintosh', 239: 'UEFI' },
    platform: (number: string) => `Platform ${number}`,
    file: 'File',
    block: 'Start block',
    emulation: 'Emulation',
    emulations: {
      none: 'none',
      '1.2 MB diskette': 'diskette of 1.2 MB',
      '1.44 MB diskette': 'diskette of 1.44 MB',
      '2.88 MB diskette': 'diskette of 2.88 MB',
      'hard disk': 'hard disk',
      unknown: 'unknown',
    } satisfies Record<BootAbout['emulation'], string>,
    loads: 'Loads',
    sectors: (count: number) => `${formatCount(count)} sectors of 512 bytes`,
    segment: 'Load segment',
    systemType: 'System type',
    criteria: 'Selection criteria',
    identifier: 'Made by',
    state: 'State',
    notBootable: 'marked as not bootable',
  },

  sessions: 'Sessions',
  session: (number: number, sector: number, created: string | undefined) =>
    `Session ${number}, from sector ${formatCount(sector)}${created === undefined ? '' : `, created ${created}`}`,
  opened: 'opened',

  descriptorSet: 'Descriptors, in their order',
  sector: (sector: number) => `Sector ${formatCount(sector)}`,
  descriptors: {
    'boot-record': 'Boot record',
    primary: 'Primary volume descriptor',
    joliet: 'Supplementary volume descriptor (Joliet)',
    enhanced: 'Enhanced volume descriptor',
    supplementary: 'Supplementary volume descriptor',
    partition: 'Volume partition descriptor',
    terminator: 'Volume descriptor set terminator',
    other: 'Something of a type that the standard does not know',
  } satisfies Record<ImageAbout['descriptors'][number]['kind'], string>,
  odd: 'What is odd',

  namespaces: {
    'rock-ridge': 'Rock Ridge name',
    joliet: 'Joliet name',
    enhanced: 'ISO 9660:1999 name',
    iso: 'ISO 9660 name',
  } satisfies Record<RecordedName['namespace'], string>,
  recorded: {
    heading: 'In the opened image',
    reading: 'Reading …',
    none: 'It does not come from the opened image, or that cannot be read any more.',
    extent: 'Extent',
    extentOf: (number: number) => `Extent ${formatCount(number)}`,
    place: (block: number, bytes: string) => `from block ${formatCount(block)}, ${bytes}`,
    compressed: 'Compressed',
    compressedTo: (bytes: string, recorded: string) => `${bytes} as ${recorded} (zisofs)`,
    flags: 'Flags',
    hidden: 'hidden',
    associated: 'associated file',
    sections: 'in several sections',
    time: 'Time in its record',
    modified: 'Modified (Rock Ridge)',
    accessed: 'Accessed',
    changed: 'Attributes changed',
    created: 'Created',
    mode: 'Mode',
    owner: 'Owner',
    ownerOf: (user: string, group: string) => `user ${user}, group ${group}`,
    links: 'Links',
    serial: 'Serial number',
    device: 'Device',
    target: 'Points to',
    record: 'Directory record',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('volume', english);
