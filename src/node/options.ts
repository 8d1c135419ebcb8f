import { DEFAULT_OPTIONS, type ImageOptions, VOLUME_NAME_LIMIT } from '../image/options';
import { UsageError } from './usage-error';

/** What a command line asks for. */
export interface CommandOptions {
  joliet: boolean;
  rockRidge: ImageOptions['rockRidge'];
  isoLevel: ImageOptions['isoLevel'];
  volumeName: string;
  followLinks: boolean;
  portable: boolean;
  /** A path; `-` or nothing: standard output. */
  output: string | undefined;
  /**
   * genisoimage's scale: 0 errors only, 1 notices as well, 2 the stage log as well, 3 every file's blocks as well.
   * `-quiet` sets 0, each `-v` adds 1, in the order in which they are given.
   */
  verbosity: number;
  debug: boolean;
  printSize: boolean;
  help: boolean;
  version: boolean;
}

/** What a command line without options means. */
export const DEFAULT_COMMAND: Readonly<CommandOptions> = {
  joliet: false,
  rockRidge: 'none',
  isoLevel: 1,
  volumeName: DEFAULT_OPTIONS.volumeName,
  followLinks: false,
  portable: false,
  output: undefined,
  verbosity: 1,
  debug: false,
  printSize: false,
  help: false,
  version: false,
};

/** The headings of `-help`, in its order. */
export const SECTIONS = [
  'File systems',
  'Files to take',
  'Output',
  'Volume',
  'Messages',
  'Plain ISO 9660 names',
  'Owners and modes',
  'Boot',
  'UDF and DVD',
  'Adding to a disc',
  'Macintosh',
  'Jigdo',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Whether an option works, and what it then does; or why it does not, and what a person can do instead. */
export type Status =
  | { works: true; apply: (options: CommandOptions, value: string) => void }
  | { works: false; why: string; instead?: string };

/** An option: one row of the table from which the parser, the help and the messages are made. */
export interface OptionRow {
  /** Without dashes. Names of one letter can be bundled (`-Jrf`). */
  names: readonly string[];
  /** What stands for its value in the help. Absent: it has none. */
  value?: string;
  section: Section;
  help: string;
  status: Status;
}

const works = (apply: (options: CommandOptions, value: string) => void): Status => ({ works: true, apply });
const refused = (why: string, instead?: string): Status => ({
  works: false,
  why,
  ...(instead === undefined ? {} : { instead }),
});

const LATER = 'Isodrop does not have it yet';
const OBSOLETE = 'it has had no use for a long time';
const NO_BOOT = 'Isodrop does not make bootable discs yet';
const NO_UDF = 'Isodrop does not write UDF yet';
const NO_SESSIONS = 'Isodrop does not add sessions to a disc yet';
const NO_HFS = 'Isodrop does not write Macintosh file systems';
const NO_JIGDO = 'Isodrop does not write Jigdo files';

/** Rows of options that are refused for one reason: `[names, value or '', help, what to do instead]`. */
function refusals(
  section: Section,
  why: string,
  rows: readonly (readonly [names: string, value: string, help: string, instead?: string])[],
): OptionRow[] {
  return rows.map(([names, value, help, instead]) => ({
    names: names.split(' '),
    ...(value === '' ? {} : { value }),
    section,
    help,
    status: refused(why, instead),
  }));
}

/** Every option, known ones of genisoimage that are refused too: a script then hears why. */
export const OPTIONS: readonly OptionRow[] = [
  {
    names: ['J', 'joliet'],
    section: 'File systems',
    help: 'Write Joliet names, which Windows shows',
    status: works((options) => {
      options.joliet = true;
    }),
  },
  {
    names: ['r', 'rational-rock'],
    section: 'File systems',
    help: 'Write Rock Ridge, readable for everybody: owner 0, files 0444 or 0555, folders 0555',
    status: works((options) => {
      options.rockRidge = 'rationalized';
    }),
  },
  {
    names: ['R', 'rock'],
    section: 'File systems',
    help: 'Write Rock Ridge with owners and modes as they are',
    status: works((options) => {
      // As in genisoimage, -r wins wherever it stands.
      if (options.rockRidge === 'none') options.rockRidge = 'full';
    }),
  },
  {
    names: ['iso-level'],
    value: 'LEVEL',
    section: 'File systems',
    help: 'Length of plain ISO 9660 names: 1 (8.3 characters), 2 or 3 (31 characters)',
    status: works((options, value) => {
      if (value === '4') {
        throw new UsageError(
          '-iso-level 4 (ISO 9660:1999) is not supported: Isodrop does not have it yet. Use 1, 2 or 3.',
        );
      }
      if (value !== '1' && value !== '2' && value !== '3') {
        throw new UsageError(`-iso-level ${value} does not exist. Use 1, 2 or 3.`);
      }
      options.isoLevel = Number(value) as ImageOptions['isoLevel'];
    }),
  },
  ...refusals('File systems', LATER, [
    ['joliet-long', '', 'Joliet names of up to 103 characters'],
    ['ucs-level', 'LEVEL', 'Joliet level, 1 to 3', 'Level 3 is what Isodrop writes.'],
    ['T translation-table', '', 'A table of the long names in every folder'],
    ['table-name', 'NAME', 'Name of that table'],
    ['hide-joliet-trans-tbl', '', 'Leave that table out of Joliet'],
    ['hide-rr-moved', '', 'Call the folder of moved folders .rr_moved'],
    ['D disable-deep-relocation', '', 'Leave folders below the eighth level in their place'],
    ['XA', '', 'Write XA attributes'],
    ['xa', '', 'Write rationalized XA attributes'],
    ['z transparent-compression', '', 'Mark files that mkzftree has compressed'],
    ['no-split-symlink-components', '', 'Keep long parts of links in one entry'],
    ['no-split-symlink-fields', '', 'Keep long links in one entry'],
  ]),

  {
    names: ['f', 'follow-links'],
    section: 'Files to take',
    help: 'Take what symbolic links lead to, instead of the links',
    status: works((options) => {
      options.followLinks = true;
    }),
  },
  {
    names: ['portable'],
    section: 'Files to take',
    help: 'See what a browser sees: names, contents and modification times only. The image is the page’s, byte for byte',
    status: works((options) => {
      options.portable = true;
    }),
  },
  {
    names: ['cache-inodes'],
    section: 'Files to take',
    help: 'Write the content of hard links once (Isodrop always does)',
    status: works(() => {}),
  },
  ...refusals('Files to take', LATER, [
    ['graft-points', '', 'Put files anywhere in the image (TARGET=SOURCE)'],
    ['path-list', 'FILE', 'Read the paths from a file'],
    ['m exclude', 'PATTERN', 'Leave out files by name'],
    ['x old-exclude', 'PATTERN', 'Leave out files by path'],
    ['exclude-list', 'FILE', 'Leave out the files that a list names'],
    ['nobak no-bak', '', 'Leave out backup files'],
    ['no-cache-inodes', '', 'Write the content of every hard link'],
    ['hide', 'PATTERN', 'Leave files out of ISO 9660 and Rock Ridge'],
    ['hide-list', 'FILE', 'The same, from a list'],
    ['hidden', 'PATTERN', 'Mark files as hidden'],
    ['hidden-list', 'FILE', 'The same, from a list'],
    ['hide-joliet', 'PATTERN', 'Leave files out of Joliet'],
    ['hide-joliet-list', 'FILE', 'The same, from a list'],
    ['root', 'FOLDER', 'Put everything below this folder'],
    ['sort', 'FILE', 'Order of the contents on the disc'],
    ['input-charset', 'CHARSET', 'Encoding of file names', 'Names are taken as UTF-8.'],
    ['output-charset', 'CHARSET', 'Encoding of Rock Ridge names', 'Names are written as they are.'],
    ['jcharset', 'CHARSET', 'Encoding of file names, and Joliet', 'Use -J: names are taken as UTF-8.'],
    [
      'allow-limited-size',
      '',
      'Let files over 4 GiB through',
      'It is not needed: such files are recorded in sections.',
    ],
    ['use-fileversion', 'LEVEL', 'Take versions of files from the file system'],
  ]),

  {
    names: ['o', 'output'],
    value: 'FILE',
    section: 'Output',
    help: 'Write the image to this file; - or none: to standard output',
    status: works((options, value) => {
      if (value === '') throw new UsageError('-o needs the name of a file.');
      options.output = value;
    }),
  },
  {
    names: ['print-size'],
    section: 'Output',
    help: 'Print how many blocks of 2,048 bytes the image will have, and write nothing',
    status: works((options) => {
      options.printSize = true;
    }),
  },
  {
    names: ['pad'],
    section: 'Output',
    help: 'End the image with 150 blocks of zeros (Isodrop always does)',
    status: works(() => {}),
  },
  ...refusals('Output', LATER, [
    ['no-pad', '', 'No blocks of zeros at the end'],
    ['s sectype', 'TYPE', 'Kind of sectors', 'Blocks of 2,048 bytes (data) are what Isodrop writes.'],
    ['split-output', '', 'Split the image into files of 1 GB', 'Pipe the image into split -b 1G.'],
    ['stream-file-name', 'NAME', 'Name of the stream file'],
    ['stream-media-size', 'BLOCKS', 'Size of the disc for a stream file'],
    ['log-file', 'FILE', 'Write messages to a file', 'Redirect standard error (2> FILE).'],
  ]),

  {
    names: ['V', 'volid'],
    value: 'NAME',
    section: 'Volume',
    help: `Name of the volume, up to ${VOLUME_NAME_LIMIT.iso} characters (${DEFAULT_OPTIONS.volumeName})`,
    status: works((options, value) => {
      const length = [...value].length;
      if (length > VOLUME_NAME_LIMIT.iso) {
        throw new UsageError(
          `-V “${value}” has ${length} characters; the name of a volume has room for ${VOLUME_NAME_LIMIT.iso}.`,
        );
      }
      options.volumeName = value;
    }),
  },
  ...refusals('Volume', LATER, [
    ['A appid', 'TEXT', 'Application that made the volume'],
    ['p preparer', 'TEXT', 'Who prepared the volume'],
    ['P publisher', 'TEXT', 'Who published the volume'],
    ['sysid', 'TEXT', 'System that the volume is for'],
    ['volset', 'NAME', 'Name of the set of volumes'],
    ['volset-size', 'COUNT', 'Volumes in the set'],
    ['volset-seqno', 'NUMBER', 'Number of the volume in its set'],
    ['abstract', 'FILE', 'File with the abstract'],
    ['biblio', 'FILE', 'File with the bibliography'],
    ['copyright', 'FILE', 'File with the copyright'],
  ]),

  {
    names: ['v', 'verbose'],
    section: 'Messages',
    help: 'Log every stage; twice: every file’s blocks, too',
    status: works((options) => {
      options.verbosity++;
    }),
  },
  {
    names: ['debug'],
    section: 'Messages',
    help: 'Log where each path is put, and the totals',
    status: works((options) => {
      options.debug = true;
    }),
  },
  {
    names: ['quiet'],
    section: 'Messages',
    help: 'Nothing but errors',
    status: works((options) => {
      options.verbosity = 0;
    }),
  },
  {
    names: ['help'],
    section: 'Messages',
    help: 'Print this',
    status: works((options) => {
      options.help = true;
    }),
  },
  {
    names: ['version'],
    section: 'Messages',
    help: 'Print the version',
    status: works((options) => {
      options.version = true;
    }),
  },
  ...refusals('Messages', LATER, [['gui', '', 'Messages for a graphical program']]),

  ...refusals('Plain ISO 9660 names', LATER, [
    ['l full-iso9660-filenames', '', 'Names of 31 characters', 'Use -iso-level 2.'],
    ['max-iso9660-filenames', '', 'Names of 37 characters'],
    ['L allow-leading-dots ldots', '', 'Names that begin with a dot'],
    ['N omit-version-number', '', 'Names without ;1'],
    ['d omit-period', '', 'Names without a trailing dot'],
    ['U untranslated-filenames', '', 'Names as they are'],
    ['relaxed-filenames', '', 'All ASCII but small letters'],
    ['no-iso-translate', '', 'Keep ~, - and #'],
    ['allow-lowercase', '', 'Keep small letters'],
    ['allow-multidot', '', 'More than one dot in a name'],
  ]),
  ...refusals('Owners and modes', LATER, [
    ['uid', 'UID', 'Owner of everything'],
    ['gid', 'GID', 'Group of everything'],
    ['file-mode', 'MODE', 'Mode of all files'],
    ['dir-mode', 'MODE', 'Mode of all folders'],
    ['new-dir-mode', 'MODE', 'Mode of folders that are made'],
  ]),
  ...refusals('Boot', NO_BOOT, [
    ['b eltorito-boot', 'FILE', 'El Torito boot image'],
    ['e efi-boot', 'FILE', 'EFI boot image'],
    ['eltorito-alt-boot', '', 'Begin another boot entry'],
    ['c eltorito-catalog', 'FILE', 'Boot catalog'],
    ['hard-disk-boot', '', 'The boot image is a hard disk'],
    ['no-emul-boot', '', 'The boot image is loaded as it is'],
    ['no-boot', '', 'Mark the entry as not bootable'],
    ['boot-load-seg', 'SEGMENT', 'Where the boot image is loaded'],
    ['boot-load-size', 'SECTORS', 'How much of the boot image is loaded'],
    ['boot-info-table', '', 'Write a table of the disc into the boot image'],
    ['G generic-boot', 'FILE', 'First blocks of the disc'],
    ['B sparc-boot', 'FILES', 'SPARC boot images'],
    ['sparc-label', 'LABEL', 'SPARC disc label'],
    ['sunx86-boot', 'FILES', 'Solaris x86 boot images'],
    ['sunx86-label', 'LABEL', 'Solaris x86 disc label'],
    ['alpha-boot', 'FILE', 'Alpha boot image'],
    ['mips-boot', 'FILE', 'MIPS boot image'],
    ['mipsel-boot', 'FILE', 'DECstation boot image'],
    ['hppa-cmdline', 'LINE', 'HP-PA boot command line'],
    ['hppa-kernel-32', 'FILE', 'HP-PA kernel'],
    ['hppa-kernel-64', 'FILE', 'HP-PA kernel'],
    ['hppa-bootloader', 'FILE', 'HP-PA boot loader'],
    ['hppa-ramdisk', 'FILE', 'HP-PA RAM disk'],
  ]),
  ...refusals('UDF and DVD', NO_UDF, [
    ['udf', '', 'Write UDF as well'],
    ['dvd-video', '', 'Write a DVD-Video disc'],
  ]),
  ...refusals('Adding to a disc', NO_SESSIONS, [
    ['C cdrecord-params', 'BLOCKS', 'Where the last and the next session begin'],
    ['M prev-session', 'FILE', 'The disc to add to'],
    ['dev', 'DEVICE', 'The disc to add to'],
    ['old-root', 'FOLDER', 'Root of the earlier session'],
    ['check-oldnames', '', 'Check names of the earlier session'],
    ['check-session', 'FILE', 'Check the earlier session'],
    ['force-rr', '', 'Take the earlier session as Rock Ridge'],
    ['no-rr', '', 'Do not read Rock Ridge of the earlier session'],
  ]),
  ...refusals('Macintosh', NO_HFS, [
    ['h hfs', '', 'HFS as well'],
    ['g apple', '', 'Apple’s extensions'],
    ['H map', 'FILE', 'File types by name'],
    ['magic', 'FILE', 'File types by content'],
    ['hfs-creator', 'CREATOR', 'Default creator'],
    ['hfs-type', 'TYPE', 'Default type'],
    ['probe', '', 'Look into files for their type'],
    ['mac-name', '', 'Use Macintosh names'],
    ['no-mac-files', '', 'Do not look for Macintosh files'],
    ['boot-hfs-file', 'FILE', 'Boot image'],
    ['part', '', 'Partition table'],
    ['cluster-size', 'BYTES', 'Cluster size of PC Exchange'],
    ['auto', 'FILE', 'File to start'],
    ['no-desktop', '', 'No desktop files'],
    ['hide-hfs', 'PATTERN', 'Leave files out of HFS'],
    ['hide-hfs-list', 'FILE', 'The same, from a list'],
    ['hfs-volid', 'NAME', 'Name of the HFS volume'],
    ['icon-position', '', 'Keep icon positions'],
    ['root-info', 'FILE', 'Finder information of the root'],
    ['input-hfs-charset', 'CHARSET', 'Encoding of HFS names'],
    ['output-hfs-charset', 'CHARSET', 'Encoding of HFS names'],
    ['hfs-unlock', '', 'Leave the volume writable'],
    ['hfs-bless', 'FOLDER', 'System folder'],
    ['hfs-parms', 'LIST', 'HFS parameters'],
    ['prep-boot', 'FILE', 'PReP boot image'],
    ['chrp-boot', '', 'CHRP boot header'],
    ['cap', '', 'AUFS CAP files'],
    ['netatalk', '', 'Netatalk files'],
    ['double', '', 'AppleDouble files'],
    ['ethershare', '', 'EtherShare files'],
    ['exchange', '', 'PC Exchange files'],
    ['sgi', '', 'SGI files'],
    ['macbin', '', 'MacBinary files'],
    ['single', '', 'AppleSingle files'],
    ['ushare', '', 'UShare files'],
    ['xinet', '', 'XINET files'],
    ['dave', '', 'DAVE files'],
    ['sfm', '', 'SFM files'],
    ['osx-double', '', 'AppleDouble files of Mac OS X'],
    ['osx-hfs', '', 'HFS files of Mac OS X'],
  ]),
  ...refusals('Jigdo', NO_JIGDO, [
    ['jigdo-jigdo', 'FILE', 'Jigdo file'],
    ['jigdo-template', 'FILE', 'Template'],
    ['jigdo-min-file-size', 'BYTES', 'Least size of a listed file'],
    ['jigdo-force-md5', 'PATTERN', 'Files that need a checksum'],
    ['jigdo-exclude', 'PATTERN', 'Files that are not listed'],
    ['jigdo-map', 'MAP', 'Paths on the server'],
    ['md5-list', 'FILE', 'Checksums'],
    ['jigdo-template-compress', 'METHOD', 'Compression of the template'],
    ['checksum_algorithm_iso', 'LIST', 'Checksums of the image'],
    ['checksum_algorithm_template', 'LIST', 'Checksums of the template'],
  ]),
  {
    names: ['i'],
    value: 'FILE',
    section: 'Files to take',
    help: 'Further files',
    status: refused(OBSOLETE, 'Name the files after the options.'),
  },
];
