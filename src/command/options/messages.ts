import { always, inDialect, inSection, works } from '../option-row';
import { readStrictWords } from '../strict-words';
import { readOutput } from '../values';

/** What the command says. */
export const MESSAGES = inSection('Messages', [
  works('v verbose', 'Log every stage; twice: every file’s blocks, too', (options) => {
    options.verbosity++;
  }),
  works('debug', 'Log where each path is put, and the totals', (options) => {
    options.debug = true;
  }),
  works('quiet', 'Nothing but errors', (options) => {
    options.verbosity = 0;
  }),
  works('log-file FILE', 'Write messages to this file', (options, value) => {
    options.logFile = value === '' ? undefined : value;
  }),
  works('gui', 'Lines of progress ten times as often', (options) => {
    options.gui = true;
  }),
  works('help', 'Print this', (options) => {
    options.help = true;
  }),
  works('version', 'Print the version', (options) => {
    options.version = true;
  }),
  ...inDialect('isodrop', [
    works(
      'report FILE',
      'Write all notices to this file, as JSON if its name ends in .json; - is standard output',
      (options, value, spelling) => {
        options.report = readOutput(spelling, value);
      },
    ),
    works(
      'strict',
      'Write nothing if anything had to be renamed, cut, moved, dated differently or left out, were it only a short name of plain ISO 9660',
      (options) => {
        options.strict = 'all';
      },
    ),
    works(
      'strict-on LIST',
      'The same for these kinds of notices alone, as -report names them: left-out,changed passes over what only plain ISO 9660 readers see; joliet is all that concerns Joliet names',
      (options, value, spelling) => {
        const words = readStrictWords(spelling, value);
        if (options.strict !== 'all') options.strict = [...options.strict, ...words];
      },
    ),
  ]),
  ...inDialect('xorriso', [always('no_rc', 'Take no defaults from a file such as ~/.mkisofsrc')]),
]);
