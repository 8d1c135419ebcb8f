/**
 * Notices: what had to be changed or left out. They are values, made where the decision is made (the encoder or
 * a source), and become sentences only here, for the page and the terminal alike.
 */

/** How much a person should care. */
export type Severity =
  /** Something is not in the image. */
  | 'left-out'
  /** Something is in the image, but not as it was given. */
  | 'changed'
  /** Only readers that know nothing but plain ISO 9660 (DOS, firmware) will see a difference. */
  | 'plain-names';

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ['left-out', 'changed', 'plain-names'];

interface Kind {
  severity: Severity;
  /** A heading for a group of `count`. */
  title: (count: number) => string;
  /** One notice as a sentence: which file, what was done, why. */
  sentence: (notice: Notice) => string;
}

export interface Notice {
  /** Stable: tests and scripts may rely on it, in the page's `data-code` and wherever the command writes notices. */
  code: NoticeCode;
  /** Path in the image, `/`-separated, without a leading slash; `/` for the root. Of what has none, what it is known by. */
  path: string;
  before?: string;
  after?: string;
}

/** A notice with all that is to be told of it. */
export interface FullNotice extends Notice {
  severity: Severity;
  /** For a person: which file, what was done, why. */
  sentence: string;
}

export interface NoticeGroup {
  code: NoticeCode;
  severity: Severity;
  count: number;
  title: string;
}

const files = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`;

/** Every kind of notice. Codes are stable: tests and scripts may rely on them. */
export const NOTICE_KINDS = {
  'iso-name': {
    severity: 'plain-names',
    title: (n) => `${files(n)} with a short name in plain ISO 9660`,
    sentence: ({ path, after }) => `“${path}” is ${after} in plain ISO 9660, which has no room for the whole name.`,
  },
  'iso-collision': {
    severity: 'plain-names',
    title: (n) => `${files(n)} numbered, since their short names were alike`,
    sentence: ({ path, after }) =>
      `“${path}” is ${after} in plain ISO 9660, since another item of its folder has the same short name.`,
  },
  'iso-path': {
    severity: 'plain-names',
    title: (n) => `${files(n)} with a path longer than ISO 9660 allows`,
    sentence: ({ path }) =>
      `The path of “${path}” is longer than 255 characters in plain ISO 9660, which is the most that the standard allows: old readers may not open it. Shorter names, or fewer folders around it, avoid this.`,
  },
  'iso-twin': {
    severity: 'plain-names',
    title: (n) => `${files(n)} with the short name of a folder beside ${n === 1 ? 'it' : 'them'}`,
    sentence: ({ path, after }) =>
      `“${path}” is ${after} in plain ISO 9660, beside a folder of that name without the full stop, which readers leave out: they show one name twice.`,
  },
  'joliet-characters': {
    severity: 'changed',
    title: (n) => `${files(n)} with characters that Windows does not allow`,
    sentence: ({ path, after }) =>
      `“${path}” is “${after}” for Windows: Joliet allows no control characters, \\ / : ; * or ? in a name.`,
  },
  'joliet-length': {
    severity: 'changed',
    title: (n) => `${files(n)} with a name too long for Joliet`,
    sentence: ({ path, after }) =>
      `“${path}” is “${after}” for Windows: a Joliet name has at most 64 characters (103 where that was asked for).`,
  },
  'joliet-collision': {
    severity: 'changed',
    title: (n) => `${files(n)} numbered, since their names were alike for Windows`,
    sentence: ({ path, after }) =>
      `“${path}” is “${after}” for Windows, since another item of its folder has the same Joliet name.`,
  },
  'rock-ridge-length': {
    severity: 'changed',
    title: (n) => `${files(n)} with a name too long for Linux`,
    sentence: ({ path, after }) => `“${path}” is “${after}” for Linux and macOS: a name has at most 255 bytes there.`,
  },
  time: {
    severity: 'changed',
    title: (n) => `${files(n)} dated outside 1900 to 2155`,
    sentence: ({ path, after }) =>
      `The time of “${path}” became ${after ?? 'the nearest one'}: an image can only hold the years 1900 to 2155.`,
  },
  'time-plain': {
    severity: 'changed',
    title: (n) => `${files(n)} dated outside 1900 to 2155, which only Rock Ridge can hold`,
    sentence: ({ path, after }) =>
      `The time of “${path}” is ${after ?? 'the nearest one'} for Windows and plain ISO 9660 readers, which know the years 1900 to 2155; with Rock Ridge it is its own.`,
  },
  relocated: {
    severity: 'plain-names',
    title: (n) => `${files(n)} deeper than eight levels`,
    sentence: ({ path }) =>
      `The folder “${path}” lies deeper than eight levels; plain ISO 9660 readers find it in RR_MOVED, all others in its place.`,
  },
  deep: {
    severity: 'changed',
    title: (n) => `${files(n)} deeper than eight levels`,
    sentence: ({ path }) =>
      `The folder “${path}” lies deeper than the eight levels that ISO 9660 allows; some readers may not find it. Rock Ridge without -D avoids this.`,
  },
  sections: {
    severity: 'changed',
    title: (n) => `${files(n)} larger than 4 GiB, recorded in sections`,
    sentence: ({ path }) =>
      `“${path}” is larger than 4 GiB − 1 bytes and recorded in several sections, as ISO 9660 level 3 does; old readers may show only a part.`,
  },
  'path-table': {
    severity: 'changed',
    title: (n) => `${files(n)} beyond what the path table can number`,
    sentence: ({ path }) =>
      `The folder that holds “${path}” has a number over 65,535, which the path table cannot hold: Windows may take it for damaged, Linux and macOS read it.`,
  },
  'identifier-primary': {
    severity: 'changed',
    title: (n) => `${n} of the volume's labels changed for plain ISO 9660`,
    sentence: ({ path, before, after }) =>
      `The ${path} “${before}” is “${after}” in plain ISO 9660: only ASCII is allowed there, and what is too long is cut.`,
  },
  'identifier-joliet': {
    severity: 'changed',
    title: (n) => `${n} of the volume's labels changed for Windows`,
    sentence: ({ path, before, after }) =>
      `The ${path} “${before}” is “${after}” for Windows: Joliet allows no control characters, \\ / : ; * or ?, and what is too long is cut.`,
  },
  'identifier-characters': {
    severity: 'plain-names',
    title: (n) => `${n} of the volume's labels beyond what ISO 9660 allows`,
    sentence: ({ path, before, after }) =>
      `The ${path} “${before}” is recorded as it is, though ISO 9660 allows only ${after}.`,
  },
  'table-name': {
    severity: 'plain-names',
    title: () => 'Translation tables with a short name',
    sentence: ({ path, after }) =>
      `The translation table “${path}” is ${after} in plain ISO 9660, which has no room for the whole name.`,
  },
  'no-table': {
    severity: 'plain-names',
    title: (n) => `${n.toLocaleString('en')} ${n === 1 ? 'folder' : 'folders'} without a translation table`,
    sentence: ({ path }) =>
      `The folder of “${path}” has no translation table, since that has the table's name in plain ISO 9660. Another -table-name avoids this.`,
  },
  'table-replaces': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: translation tables have their name`,
    sentence: ({ path }) =>
      `“${path}” was left out: the translation table of its folder has its name. Another -table-name keeps both.`,
  },
  'link-without-rock-ridge': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: symbolic links need Rock Ridge`,
    sentence: ({ path }) =>
      `The symbolic link “${path}” was left out: only Rock Ridge (-r or -R) can hold it. Or -f puts in what it leads to.`,
  },
  'special-without-rock-ridge': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: devices, pipes and sockets need Rock Ridge`,
    sentence: ({ path }) => `“${path}” was left out: only Rock Ridge (-r or -R) can hold a device, pipe or socket.`,
  },
  'link-broken': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: links that lead nowhere`,
    sentence: ({ path, before }) =>
      `The symbolic link “${path}” was left out: it leads to “${before}”, which is not there.`,
  },
  'link-loop': {
    severity: 'changed',
    title: (n) => `${files(n)} kept as links, since they lead to a folder around them`,
    sentence: ({ path, before }) =>
      `“${path}” was kept as a symbolic link: it leads to “${before}”, which contains it.`,
  },
  'link-portable': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: symbolic links, which no browser sees`,
    sentence: ({ path }) => `The symbolic link “${path}” was left out, since -portable sees what a browser sees.`,
  },
  special: {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: sockets, devices and pipes`,
    sentence: ({ path, before }) => `“${path}” was left out: it is ${before}, not a file.`,
  },
  'name-encoding': {
    severity: 'changed',
    title: (n) => `${files(n)} with a name in another encoding`,
    sentence: ({ path }) =>
      `The name of “${path}” is not in the encoding that was asked for (-input-charset): its bytes were taken as they are.`,
  },
  unreadable: {
    severity: 'left-out',
    title: (n) => `${files(n)} left out: unreadable`,
    sentence: ({ path, before }) => `“${path}” was left out: ${before ?? 'it cannot be read'}.`,
  },
  'archive-outside': {
    severity: 'left-out',
    title: (n) => `${files(n)} of archives left out: they would lie outside`,
    sentence: ({ path }) => `“${path}” was left out: it leads out of its archive by “..”.`,
  },
  'archive-through': {
    severity: 'left-out',
    title: (n) => `${files(n)} of archives left out: something is in their place`,
    sentence: ({ path, before }) =>
      `“${path}” was left out: its archive has “${before}” both as a folder and as something else, such as a link.`,
  },
  'archive-name': {
    severity: 'left-out',
    title: (n) => `${files(n)} of archives left out: names that no file can have`,
    sentence: ({ path, before }) => `“${path}” was left out of its archive: ${before ?? 'no file can have its name'}.`,
  },
  'archive-link': {
    severity: 'left-out',
    title: (n) => `${files(n)} of archives left out: links to what is not there`,
    sentence: ({ path, before }) =>
      `The link “${path}” was left out: it leads to “${before}”, which no link in an archive can lead to, or which does not stand before it.`,
  },
  'archive-kind': {
    severity: 'left-out',
    title: (n) => `${files(n)} of archives left out: of a kind that images do not have`,
    sentence: ({ path, before }) => `“${path}” was left out: its archive has it as something of kind “${before}”.`,
  },
  'archive-rest': {
    severity: 'left-out',
    title: () => 'Archives with more behind their end',
    sentence: ({ path }) =>
      `“${path}” has more bytes behind the mark that ends it: what is there, such as another archive, was not taken.`,
  },
  'archive-ended': {
    severity: 'changed',
    title: () => 'Archives without their end',
    sentence: ({ path, before }) =>
      `“${path}” has no mark at its end: it may be cut off behind “${before}”, and what came then is missing.`,
  },
  'archive-twice': {
    severity: 'changed',
    title: (n) => `${files(n)} that archives have more than once`,
    sentence: ({ path }) => `“${path}” is in its archive more than once: the last one was taken, as tar does.`,
  },
  'archive-absolute': {
    severity: 'changed',
    title: (n) => `${files(n)} of archives that begin at the root`,
    sentence: ({ path }) => `“${path}” was taken without the slash at its beginning, as tar does.`,
  },
  'archive-encoding': {
    severity: 'changed',
    title: (n) => `${files(n)} of archives with names in another encoding`,
    sentence: ({ path, before }) =>
      `Nothing tells in what encoding the name of “${path}” is: it was taken for ${before}. -input-charset says what it is.`,
  },
  'archive-target': {
    severity: 'changed',
    title: (n) => `${files(n)} of archives that lead to names in another encoding`,
    sentence: ({ path, before }) =>
      `Nothing tells in what encoding that is which the link “${path}” leads to: it was taken for Latin-1, “${before}”. -input-charset says what it is.`,
  },
  'archive-control': {
    severity: 'changed',
    title: (n) => `${files(n)} of archives with control characters in their paths`,
    sentence: ({ path }) =>
      `“${path}” has “_” in place of a control character: what reads its archive does not tell which one it is.`,
  },
  'archive-owner': {
    severity: 'changed',
    title: (n) => `${files(n)} of archives with owners that images cannot hold`,
    sentence: ({ path, before }) =>
      `“${path}” belongs to number ${before} in its archive, which no image can hold: it was given to nobody (65534).`,
  },
  'archive-attributes': {
    severity: 'changed',
    title: () => 'Archives with extended attributes or access lists',
    sentence: ({ path, before }) =>
      `“${path}” has extended attributes or access lists, first of “${before}”: images have no place for them, and the files were taken without.`,
  },
  'boot-gone': {
    severity: 'left-out',
    title: (n) => `${files(n)} to boot from ${n === 1 ? 'is' : 'are'} not in the image`,
    sentence: ({ path }) =>
      `The disc was to boot from “${path}”, which is not in the image or has no bytes: nothing boots from that.`,
  },
  'boot-full': {
    severity: 'left-out',
    title: (n) => `${files(n)} to boot from that the disc has no room for`,
    sentence: ({ path }) =>
      `Nothing boots from “${path}”: a disc can have 32 boot entries, and has as many before this one. Take another one away.`,
  },
  'boot-full-hidden': {
    severity: 'left-out',
    title: () => 'Hidden boot images that the disc has no room for',
    sentence: ({ path }) =>
      `Nothing boots from boot entry ${path}, which no folder shows: a disc can have 32 boot entries, and has as many before this one. Take another one away.`,
  },
  'boot-floppy': {
    severity: 'changed',
    title: () => 'Boot images that are no floppy disks',
    sentence: ({ path, before }) =>
      `“${path}” stands for a floppy disk to boot from, and has ${before ?? 'other'} bytes, which no such disk has: hardly any computer will boot from it.`,
  },
  'boot-load': {
    severity: 'changed',
    title: () => 'Boot images larger than a boot catalog can tell',
    sentence: ({ path }) =>
      `“${path}” is larger than a boot catalog can tell: firmware that goes by that loads its first 65,535 sectors (32 MB). -boot-load-size says how many it needs.`,
  },
  'opened-boot': {
    severity: 'left-out',
    title: () => 'Not all that a computer boots from is kept',
    sentence: ({ path, before }) =>
      `“${path}” boots a computer (El Torito). The image that is made of it does not have ${before ?? 'all of that'}.`,
  },
  'opened-systems': {
    severity: 'left-out',
    title: () => 'Other file systems of an image are not kept',
    sentence: ({ path, before }) =>
      `“${path}” has ${before} besides, which the image that is made of it does not have.`,
  },
  'opened-cut': {
    severity: 'left-out',
    title: () => 'Images that are not all there',
    sentence: ({ path, before }) =>
      `“${path}” is not all there: what lies in the part that is missing is left out. ${before ?? 'A part of it is missing.'}`,
  },
  'opened-unreadable': {
    severity: 'left-out',
    title: (n) => `${files(n)} of an image left out: they cannot be read`,
    sentence: ({ path, before }) => `“${path}” was left out. ${before ?? 'It cannot be read.'}`,
  },
  'opened-sessions': {
    severity: 'changed',
    title: () => 'Images of several sessions',
    sentence: ({ path, before, after }) =>
      `“${path}” has ${before} sessions. All that ${after === undefined ? 'its last one' : `session ${after}`} shows is here, and the image that is made of it has one.`,
  },
  'opened-compressed': {
    severity: 'changed',
    title: (n) => `${files(n)} stored without compression`,
    sentence: ({ path }) =>
      `“${path}” is compressed in the image that was opened (zisofs), and will be stored as it is.`,
  },
  'opened-odd': {
    severity: 'changed',
    title: (n) => `${n.toLocaleString('en')} odd ${n === 1 ? 'thing' : 'things'} in the image that was opened`,
    sentence: ({ path, before }) => `“${path}”: ${before ?? 'It is odd.'}`,
  },
  'left-out-by-choice': {
    severity: 'left-out',
    title: (n) => `${files(n)} left out, as you chose`,
    sentence: ({ path }) => `“${path}” was left out, as you chose.`,
  },
  'nothing-to-change': {
    severity: 'changed',
    title: (n) => `${files(n)} gone since you changed something about them`,
    sentence: ({ path }) => `“${path}” is not there any more, so what you had done to it has no effect.`,
  },
  'replacement-gone': {
    severity: 'changed',
    title: (n) => `${files(n)} with earlier contents again`,
    sentence: ({ path, before }) =>
      `“${path}” has its earlier contents: “${before}”, which you had put in its place, is too large to be remembered, so replace it again.`,
  },
  'fewer-files': {
    severity: 'changed',
    title: (n) => `${files(n)} with fewer files than at your last visit`,
    sentence: ({ path, before }) => `“${path}” has fewer files than at your last visit: ${before} of them are gone.`,
  },
  'kept-both': {
    severity: 'changed',
    title: (n) => `${files(n)} renamed to keep both`,
    sentence: ({ path, before }) => `“${before}” was added as “${path}”, since a file of that name was there already.`,
  },
  'empty-folders': {
    severity: 'left-out',
    title: () => 'Empty folders may be missing',
    sentence: ({ path }) =>
      `The browser's folder input does not report empty folders, so those of “${path}” are not in the image. Drop the folder on the page to have them.`,
  },
  'hidden-names': {
    severity: 'left-out',
    title: () => 'Files with unusual names may be missing',
    sentence: ({ path }) =>
      `The folder picker does not show files with unusual names (such as “a?b” or “x.lnk”), so those of “${path}” may be missing. Drop the folder on the page to have them.`,
  },
} as const satisfies Record<string, Omit<Kind, 'sentence'> & { sentence: (notice: Omit<Notice, 'code'>) => string }>;

export type NoticeCode = keyof typeof NOTICE_KINDS;

/** A notice as a sentence for a person. */
export function noticeSentence(notice: Notice): string {
  return NOTICE_KINDS[notice.code].sentence(notice);
}

/** The group that `count` notices of one code make. */
export function noticeGroup(code: NoticeCode, count: number): NoticeGroup {
  const kind = NOTICE_KINDS[code];
  return { code, count, severity: kind.severity, title: kind.title(count) };
}
