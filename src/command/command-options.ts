import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { TABLE_NAME } from '../image/translation-tables';
import { type BootOptions, NO_BOOT } from './boot-options';
import type { DateStamp } from './dates';

/** What a command line asks for. */
export interface CommandOptions {
  /** The image as the options describe it one by one; `imageOptions` settles what they mean together. */
  image: ImageOptions;
  /** Plain names of 31 characters whatever the level. */
  fullNames: boolean;
  /** No small letters in plain names, whatever else allows them. */
  noLowercase: boolean;
  /** Folders below the eighth level are moved, where the dialect would leave them. */
  relocates: boolean;
  translationTable: TableOptions;
  /** Bytes of plain names that are taken as they are and must not be longer; undefined: names follow the rules. */
  untranslatedBytes: number | undefined;
  /** xorriso's `character|0xXY|disk_path` for the Application Use field. */
  applicationUse: string | undefined;
  dates: DateOptions;
  files: FileOptions;
  boot: BootOptions;
  /** Whose defaults are taken: those of genisoimage and mkisofs, or those of `xorriso -as mkisofs`. */
  dialect: 'genisoimage' | 'xorriso';
  /** A path; `-` or nothing: standard output. */
  output: string | undefined;
  /**
   * genisoimage's scale: 0 errors only, 1 notices as well, 2 the stage log as well, 3 every file's blocks as well.
   * `-quiet` sets 0, each `-v` adds 1, in the order in which they are given.
   */
  verbosity: number;
  /** Where messages go instead of standard error. */
  logFile: string | undefined;
  /** For a graphical program: lines of progress ten times as often. */
  gui: boolean;
  debug: boolean;
  /** Where every notice goes: a path, JSON where it ends in `.json`; `-`: standard output. */
  report: string | undefined;
  /** Which notices must not be, for anything to be written: all, or those of `-strict-on`; none by default. */
  strict: 'all' | readonly string[];
  printSize: boolean;
  help: boolean;
  version: boolean;
  /** Options that did not do here what they do elsewhere, as sentences. */
  said: string[];
  /** Options that were given and that ISO 9660 does not allow, as they were typed. */
  violations: string[];
}

/** TRANS.TBL. */
export interface TableOptions {
  isWanted: boolean;
  name: string;
  inJoliet: boolean;
}

/** Dates of the volume that were given. */
export interface DateOptions {
  creation?: DateStamp;
  modification?: DateStamp;
  expiration?: DateStamp;
  effective?: DateStamp;
  /** In place of the first, second and fourth where they are not given. */
  reproducible?: DateStamp;
  /** In place of every file's times; `modified`: each file's access and attribute time become its modify time. */
  files?: DateStamp | 'modified';
}

/** Which files are taken, and how. */
export interface FileOptions {
  followLinks: boolean;
  /** Follow links that are named on the command line. */
  followGiven: boolean;
  portable: boolean;
  /** Paths may be `TARGET=SOURCE`. */
  graftPoints: boolean;
  /** The folder of the image that everything is put in. */
  root: string;
  /** Files with further paths. */
  pathLists: PathList[];
  /** Hard links share their content. */
  shareHardLinks: boolean;
  accessTimes: boolean;
  /** Which archives stand for what is in them: one that is named alone, all that are named, or none. */
  archives: 'alone' | 'all' | 'none';
  backups: boolean;
  /** Encoding of names in the file system; undefined: UTF-8, and what is not UTF-8 byte by byte. */
  charset: string | undefined;
  excluded: GivenPattern[];
  hiddenFromIso: GivenPattern[];
  hiddenFromJoliet: GivenPattern[];
  hidden: GivenPattern[];
  /** Small and capital letters are alike in patterns. */
  ignoreCase: boolean;
  /** Files of weights by source path. */
  sortLists: string[];
  sortIgnoresCase: boolean;
  /** Weights by path in the image, in the order given. */
  imageWeights: GivenWeight[];
}

export interface PathList {
  /** A path; `-`: standard input. */
  file: string;
  /** Words in quotation marks in place of lines. */
  quoted: boolean;
}

/** A pattern, or a file with one on each line. */
export type GivenPattern = { pattern: string } | { list: string };

/** A weight for a path in the image, or a file with a weight and a path, or a pattern of one, on each line. */
export type GivenWeight = { weight: number; path: string } | { list: string; patterns: boolean };

/** What a command line without options means. */
export const DEFAULT_COMMAND: Readonly<CommandOptions> = {
  image: { ...DEFAULT_OPTIONS, joliet: false, rockRidge: 'none' },
  fullNames: false,
  noLowercase: false,
  relocates: false,
  translationTable: { isWanted: false, name: TABLE_NAME, inJoliet: true },
  untranslatedBytes: undefined,
  applicationUse: undefined,
  dates: {},
  files: {
    followLinks: false,
    followGiven: false,
    portable: false,
    graftPoints: false,
    root: '',
    pathLists: [],
    shareHardLinks: true,
    accessTimes: true,
    archives: 'alone',
    backups: true,
    charset: undefined,
    excluded: [],
    hiddenFromIso: [],
    hiddenFromJoliet: [],
    hidden: [],
    ignoreCase: false,
    sortLists: [],
    sortIgnoresCase: false,
    imageWeights: [],
  },
  boot: NO_BOOT,
  dialect: 'genisoimage',
  output: undefined,
  verbosity: 1,
  logFile: undefined,
  gui: false,
  debug: false,
  report: undefined,
  strict: [],
  printSize: false,
  help: false,
  version: false,
  said: [],
  violations: [],
};
