import { requireCharset } from '../../sources/charset-names';
import { type Apply, always, inDialect, inSection, refused, said, works } from '../option-row';
import { UsageError } from '../usage-error';

const followLinks: Apply = (options) => {
  options.files.followLinks = true;
};

const takeCharset: Apply = (options, value, spelling) => {
  // genisoimage's word for its own default.
  const name = value === 'default' ? 'iso8859-1' : value;
  const problem = requireCharset(name);
  if (problem) throw new UsageError(`${spelling} ${value}: ${problem}`);
  options.files.charset = name;
};

/** Which files are taken, and under what names. */
export const FILES = inSection('Files to take', [
  works('f follow-links', 'Take what symbolic links lead to, instead of the links', followLinks),
  works(
    'graft-points',
    'Put files anywhere in the image: TARGET=SOURCE; \\= and \\\\ stand for = and \\',
    (options) => {
      options.files.graftPoints = true;
    },
  ),
  works('root FOLDER', 'Put everything below this folder of the image', (options, value) => {
    options.files.root = value;
  }),
  works('path-list FILE', 'Take the paths in this file too, one a line; - is standard input', (options, value) => {
    options.files.pathLists.push({ file: value, quoted: false });
  }),
  works('input-charset CHARSET', 'Encoding of names in the file system, if it is not UTF-8', takeCharset),
  works('jcharset CHARSET', 'The same, and Joliet', (options, value, spelling) => {
    options.image.joliet = true;
    takeCharset(options, value, spelling);
  }),
  works(
    'output-charset CHARSET',
    'Encoding of Rock Ridge names: UTF-8, whatever is asked for',
    (options, value, spelling) => {
      if (/^utf-?8$/i.test(value)) return;
      options.said.push(`${spelling} ${value}: Rock Ridge names are in UTF-8, which Linux and macOS read by default.`);
    },
  ),
  always('cache-inodes', 'Write the content of hard links once (the default)'),
  works('no-cache-inodes', 'Write the content of every hard link', (options) => {
    options.files.shareHardLinks = false;
  }),
  said('use-fileversion', 'Take versions of files from the file system', 'only the files of VMS have versions'),
  said(
    'allow-limited-size',
    'Let files over 4 GiB through',
    'files over 4 GiB are recorded in sections, whole for every reader, and no UDF is needed for them',
  ),
  ...refused('it has had no use for a long time', [['i FILE', 'Further files', 'Name the files after the options.']]),

  ...inDialect('isodrop', [
    works(
      'portable',
      'See what a browser sees: names, contents and modification times only. The image is the page’s, byte for byte',
      (options) => {
        options.files.portable = true;
      },
    ),
    works(
      'open-archives',
      'Take every archive that is named (.tar, .tar.gz, .zip, .7z and such) as a folder; by default one that is all that is named',
      (options) => {
        options.files.archives = 'all';
      },
    ),
    works('archives-as-files', 'Put archives into the image as files, as they are', (options) => {
      options.files.archives = 'none';
    }),
  ]),

  ...inDialect('mkisofs', [
    works('posix-L', 'Follow all symbolic links, as -f does', followLinks),
    works('posix-H', 'Follow symbolic links that are named on the command line', (options) => {
      options.files.followLinks = false;
      options.files.followGiven = true;
    }),
    works('posix-P', 'Follow no symbolic links (the default)', (options) => {
      options.files.followLinks = false;
      options.files.followGiven = false;
    }),
    works('duplicates-once', 'Write files of equal contents once; -v tells what that saves', (options) => {
      options.image.duplicatesOnce = true;
    }),
    said(
      'data-change-warn',
      'Go on when a file changes',
      'a file that changes while it is written still ends the command, since the image would be wrong',
    ),
    said('ignore-error', 'Go on after errors', 'an error still ends the command, since the image would be wrong'),
    ...refused('Isodrop does not choose files as find does', [
      [
        'find',
        'Choose files as find does',
        'Leave out files with -m, or write what find(1) finds into a list for -path-list (TARGET=SOURCE with -graft-points).',
      ],
    ]),
    ...refused('what ends the command and what is only told is the same for every file', [
      [
        'errctl DEFINITIONS',
        'What to do about which error',
        'Leave it out: what cannot be read is left out with a notice, and -strict ends the command instead.',
      ],
    ]),
    ...refused('letters mean what they mean in genisoimage', [
      ['legacy', 'The letters of old releases', 'Leave it out, and write -f for the old -L.'],
    ]),
  ]),

  ...inDialect('xorriso', [
    works(
      'quoted_path_list FILE',
      'Take the paths in this file too: words, in quotation marks if need be',
      (options, value) => {
        options.files.pathLists.push({ file: value, quoted: true });
      },
    ),
  ]),
]);
