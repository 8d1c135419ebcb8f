import type { CommandOptions } from '../command-options';
import { always, inDialect, inSection, refused, said, works } from '../option-row';
import { UsageError } from '../usage-error';
import { readCount, readTableName } from '../values';

const ZISOFS = 'Take the files as they were before mkzftree, or use genisoimage or xorriso for this image.';

/** Which file systems the image has. */
export const FILE_SYSTEMS = inSection('File systems', [
  works('J joliet', 'Write Joliet names, which Windows shows', (options) => {
    options.image.joliet = true;
  }),
  works('joliet-long', 'Write Joliet with names of up to 103 characters in place of 64', (options) => {
    options.image.joliet = true;
    options.image.jolietUnits = 103;
  }),
  works('ucs-level LEVEL', 'Joliet level to claim, 1 to 3 (3); the names are the same', (options, value, spelling) => {
    options.image.jolietLevel = readCount(spelling, value, 1, 3) as 1 | 2 | 3;
  }),
  works(
    'r rational-rock',
    'Write Rock Ridge, readable for everybody: owner 0, files 0444 or 0555, folders 0555',
    (options) => {
      options.image.rockRidge = 'rationalized';
    },
  ),
  works('R rock', 'Write Rock Ridge with owners and modes as they are', (options) => {
    // As in genisoimage, -r wins wherever it stands.
    if (options.image.rockRidge === 'none') options.image.rockRidge = 'full';
  }),
  works('T translation-table', 'A file TRANS.TBL in every folder, which lists its names', ({ translationTable }) => {
    translationTable.isWanted = true;
  }),
  works('table-name NAME', 'The same files under another name', ({ translationTable }, value, spelling) => {
    translationTable.isWanted = true;
    translationTable.name = readTableName(spelling, value);
  }),
  works('hide-joliet-trans-tbl', 'Leave the files of -T out of Joliet', ({ translationTable }) => {
    translationTable.inJoliet = false;
  }),
  works('D disable-deep-relocation', 'Leave folders below the eighth level in their place', (options) => {
    options.image.keepDeep = true;
    options.relocates = false;
  }),
  works('hide-rr-moved', 'Call the folder of moved folders .rr_moved, and hide it', (options) => {
    options.image.hideRelocation = true;
    options.relocates = true;
  }),
  refused('Isodrop does not write XA attributes', [
    ['XA', 'Write XA attributes', 'Use -R, which says the same to all but Video CD and Photo CD players.'],
    ['xa', 'Write rationalized XA attributes', 'Use -r, which says the same to all but Video CD and Photo CD players.'],
  ]),
  refused('Isodrop does not mark compressed files yet', [
    [
      'z transparent-compression',
      'Mark files that mkzftree has compressed',
      'Leave it out, and take the files as they were before; or use genisoimage for this image.',
    ],
  ]),
  said(
    'no-split-symlink-components',
    'Keep long parts of links in one entry',
    'a part of a link’s target is divided where it does not fit, as Rock Ridge has it',
  ),
  said(
    'no-split-symlink-fields',
    'Keep long links in one entry',
    'a link’s target is divided where it does not fit, as Rock Ridge has it',
  ),

  ...inDialect('mkisofs', [
    works('rrip110', 'Rock Ridge as of version 1.10, which every reader knows (the default here)', (options) => {
      options.image.rockRidgeVersion = '1.10';
    }),
    works('rrip112', 'Rock Ridge as of version 1.12, which tells hard links', (options) => {
      options.image.rockRidgeVersion = '1.12';
    }),
    always('short-rr-time no-long-rr-time', 'Rock Ridge times of seven bytes (the default)'),
    said(
      'long-rr-time',
      'Rock Ridge times of seventeen bytes',
      'times are recorded in seven bytes where they fit, which every reader knows',
    ),
    works('noatime', 'Record no access times: the modification time stands there', (options) => {
      options.files.accessTimes = false;
    }),
    said(
      'no-limit-pathtables',
      'Allow more than 65,535 parent folders',
      'so many are allowed anyway, and a notice tells which folders the path table cannot number',
    ),
  ]),

  ...inDialect('xorriso', [
    works(
      'as PROGRAM',
      'Take the defaults of “xorriso -as mkisofs”: Rock Ridge is on, deep folders stay',
      (options, value) => {
        useDefaultsOf(options, value);
      },
    ),
    works('norock', 'No Rock Ridge, where it is on by default', (options) => {
      options.image.rockRidge = 'none';
    }),
    always('joliet-utf16', 'Joliet names in UTF-16 (Isodrop always does)'),
    works('rr_reloc_dir NAME', 'Move folders below the eighth level to /rr_moved or /.rr_moved', (options, value) => {
      const name = value.replace(/^\//, '');
      options.relocates = true;
      options.image.hideRelocation = name === '.rr_moved';
      if (name !== 'rr_moved' && name !== '.rr_moved') {
        options.said.push(`-rr_reloc_dir ${value}: the folder of moved folders is called RR_MOVED.`);
      }
    }),
    said('file_name_limit LENGTH', 'Most bytes of a Rock Ridge name', 'a name has up to 255 bytes'),
    said('old-empty', 'Block addresses of empty files', 'empty files have no block of their own'),
    said('hardlinks', 'Tell hard links', 'hard links share their content; -rrip112 gives them one number as well'),
    said('acl', 'Record access control lists', 'access control lists are not in the image'),
    said('xattr', 'Record extended attributes', 'extended attributes are not in the image'),
    said('xattr-any', 'Record all extended attributes', 'extended attributes are not in the image'),
    said('md5', 'Record checksums of the files', 'no checksums are in the image'),
    said(
      'for_backup',
      'Record all that a backup needs',
      'access control lists, extended attributes and checksums are not in the image',
    ),
    ...refused('Isodrop does not compress files yet', [
      ['zisofs-version-2', 'Mark files of zisofs version 2', ZISOFS],
      ['zisofs2-susp-z2', 'Entries of zisofs version 2', ZISOFS],
      ['zisofs2-susp-zf', 'Entries of zisofs version 2', ZISOFS],
    ]),
    ...refused('Isodrop does not have it yet', [
      [
        'scdbackup_tag FILE NAME',
        'Append a record of scdbackup',
        'Leave it out, and keep a checksum beside the image (sha256sum).',
      ],
    ]),
  ]),
]);

/** `-as mkisofs`, with which a line of xorriso begins. */
function useDefaultsOf(options: CommandOptions, program: string): void {
  if (!/^(mkisofs|genisoimage|genisofs|xorrisofs)$/.test(program)) {
    throw new UsageError(
      `-as ${program} is not supported: Isodrop does what “xorriso -as mkisofs” does, and burns nothing.`,
    );
  }
  options.dialect = 'xorriso';
  options.image.rockRidge = 'full';
  options.image.volumeName = 'ISOIMAGE';
}
