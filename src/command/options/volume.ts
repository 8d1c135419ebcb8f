import { DEFAULT_OPTIONS, type IdentifierName, VOLUME_NAME_LIMIT } from '../../image/options';
import type { DateOptions } from '../command-options';
import { isXorrisoDate, readDate } from '../dates';
import { type Apply, inDialect, inSection, works } from '../option-row';
import { readCount, readText } from '../values';

/** Characters that each identifier has room for (ECMA-119 8.4). */
export const IDENTIFIER_LIMITS: Readonly<Record<IdentifierName, number>> = {
  system: 32,
  volumeSet: 128,
  publisher: 128,
  dataPreparer: 128,
  application: 128,
  copyrightFile: 37,
  abstractFile: 37,
  bibliographicFile: 37,
};

const identifier =
  (name: IdentifierName): Apply =>
  (options, value, spelling) => {
    options.image.identifiers[name] = readText(spelling, value, IDENTIFIER_LIMITS[name], 'this identifier');
  };

const date =
  (name: 'creation' | 'modification' | 'expiration' | 'effective' | 'reproducible'): Apply =>
  ({ dates }, value, spelling) => {
    dates[name] = readDate(spelling, value);
  };

/** What the volume descriptors say of the volume. */
export const VOLUME = inSection('Volume', [
  works(
    'V volid NAME',
    `Name of the volume, up to ${VOLUME_NAME_LIMIT.iso} characters (${DEFAULT_OPTIONS.volumeName})`,
    ({ image }, value, spelling) => {
      image.volumeName = readText(spelling, value, VOLUME_NAME_LIMIT.iso, 'the name of a volume');
    },
  ),
  works('A appid TEXT', 'Application that made the volume, up to 128 characters', identifier('application')),
  works('P publisher TEXT', 'Who published the volume, up to 128 characters', identifier('publisher')),
  works('p preparer TEXT', 'Who prepared the volume, up to 128 characters', identifier('dataPreparer')),
  works('sysid TEXT', 'System that the volume is for, up to 32 characters', identifier('system')),
  works('volset NAME', 'Name of the set of volumes, up to 128 characters', identifier('volumeSet')),
  works('volset-size COUNT', 'Volumes in the set (1)', ({ image }, value, spelling) => {
    image.volumeSetSize = readCount(spelling, value, 1, 0xffff);
  }),
  works('volset-seqno NUMBER', 'Number of the volume in its set (1)', ({ image }, value, spelling) => {
    image.volumeSequenceNumber = readCount(spelling, value, 1, 0xffff);
  }),
  works('abstract FILE', 'File of the root with the abstract, as ISO 9660 names it', identifier('abstractFile')),
  works('biblio FILE', 'File of the root with the bibliography', identifier('bibliographicFile')),
  works('copyright FILE', 'File of the root with the copyright', identifier('copyrightFile')),

  ...inDialect('mkisofs', [
    works(
      'creation-date DATE',
      'Date of the volume’s creation: YYYY[MM[DD[hh[mm[ss]]]]][+hhmm], local time without an offset (now)',
      date('creation'),
    ),
    works(
      'modification-date DATE',
      'Date of its modification, and of creation and effect if they are not given; sixteen digits are UTC',
      (options, value, spelling) => {
        date('modification')(options, value, spelling);
        // As in xorriso, whose form this is, it is the date of creation in any case.
        if (isXorrisoDate(value))
          options.dates.creation = options.dates.modification as NonNullable<DateOptions['creation']>;
      },
    ),
    works('expiration-date DATE', 'Date on which the volume expires (none)', date('expiration')),
    works('effective-date DATE', 'Date from which the volume is valid (the modification’s)', date('effective')),
    works(
      'reproducible-date DATE',
      'Date for all of these that are not given, and no access times',
      (options, value, spelling) => {
        date('reproducible')(options, value, spelling);
        options.files.accessTimes = false;
      },
    ),
  ]),
  ...inDialect('xorriso', [
    works(
      'set_all_file_dates DATE',
      'Date of all files and folders; “set_to_mtime”: access and attribute times become the modification time',
      ({ dates }, value, spelling) => {
        if (value === '' || value === 'default') delete dates.files;
        else dates.files = value === 'set_to_mtime' ? 'modified' : readDate(spelling, value);
      },
    ),
    works(
      'application_use TEXT',
      'Content of the field for applications: a character or 0xXY for all its 512 bytes, or a file with them',
      (options, value) => {
        options.applicationUse = value;
      },
    ),
  ]),
]);
