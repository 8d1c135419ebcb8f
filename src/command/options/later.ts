import { inDialect, inSection, refused, refusedAlike } from '../option-row';

const ADD_INSTEAD = 'Make an image of all files anew, or use genisoimage or xorriso to add to this disc.';
const JIGDO_INSTEAD = 'Make the image first, and then its Jigdo files with jigdo-file.';

/** UDF: refused for now. */
export const UDF = inSection('UDF and DVD', [
  refused('Isodrop does not write UDF yet', [
    [
      'udf',
      'Write UDF as well',
      'Leave it out if the disc need not play in a DVD player: files over 4 GiB do not need it.',
    ],
    ['dvd-video', 'Write a DVD-Video disc', 'Use genisoimage for this image.'],
  ]),
  ...inDialect(
    'mkisofs',
    refused('Isodrop does not write UDF yet', [
      ['UDF', 'Write UDF as well', 'Leave it out if the disc need not play in a DVD player.'],
      ['udf-symlinks', 'Symbolic links in UDF', 'Leave it out: there is no UDF.'],
      ['no-udf-symlinks', 'No symbolic links in UDF', 'Leave it out: there is no UDF.'],
      ['dvd-audio', 'Write a DVD-Audio disc', 'Use mkisofs for this image.'],
      ['dvd-hybrid', 'Write a DVD-Audio and DVD-Video disc', 'Use mkisofs for this image.'],
    ]),
  ),
]);

/** Further sessions of a disc: refused for now. */
export const SESSIONS = inSection('Adding to a disc', [
  refusedAlike('Isodrop does not add sessions to a disc yet', ADD_INSTEAD, [
    ['C cdrecord-params BLOCKS', 'Where the last and the next session begin'],
    ['M prev-session dev FILE', 'The disc to add to'],
    ['old-root FOLDER', 'Root of the earlier session'],
    ['check-oldnames', 'Check names of the earlier session'],
    ['check-session FILE', 'Check the earlier session'],
    ['force-rr', 'Take the earlier session as Rock Ridge'],
    ['no-rr', 'Do not read Rock Ridge of the earlier session'],
  ]),
  ...inDialect(
    'xorriso',
    refusedAlike('Isodrop does not add sessions to a disc yet', ADD_INSTEAD, [
      ['old-root-no-ino', 'Do not compare inodes'],
      ['old-root-devno', 'Compare device numbers'],
      ['old-root-no-md5', 'Do not compare checksums'],
    ]),
  ),
]);

/** Jigdo: refused for now. */
export const JIGDO = inSection('Jigdo', [
  refusedAlike('Isodrop does not write Jigdo files yet', JIGDO_INSTEAD, [
    ['jigdo-jigdo FILE', 'Jigdo file'],
    ['jigdo-template FILE', 'Template'],
    ['jigdo-min-file-size BYTES', 'Least size of a listed file'],
    ['jigdo-force-md5 PATTERN', 'Files that need a checksum'],
    ['jigdo-exclude PATTERN', 'Files that are not listed'],
    ['jigdo-map MAP', 'Paths on the server'],
    ['md5-list FILE', 'Checksums'],
    ['jigdo-template-compress METHOD', 'Compression of the template'],
    ['checksum_algorithm_iso LIST', 'Checksums of the image'],
    ['checksum_algorithm_template LIST', 'Checksums of the template'],
  ]),
  ...inDialect(
    'xorriso',
    refusedAlike('Isodrop does not write Jigdo files yet', JIGDO_INSTEAD, [
      ['jigdo-force-checksum PATTERN', 'Files that need a checksum'],
      ['checksum-list FILE', 'Checksums'],
      ['jigdo-checksum-algorithm METHOD', 'Kind of the checksums'],
    ]),
  ),
]);
