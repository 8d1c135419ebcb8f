import { always, inDialect, inSection, works } from '../option-row';

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
  ...inDialect('xorriso', [always('no_rc', 'Take no defaults from a file such as ~/.mkisofsrc')]),
]);
