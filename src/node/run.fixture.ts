/** The command in this process, with a terminal for standard output, an empty environment and a clock that stands. */
import encoderUrl from 'virtual:encoder';
import sevenZipUrl from 'virtual:seven-zip';
import { type CommandIo, processIo } from './io';
import { run } from './run';

const NOON = Date.UTC(2026, 10, 24, 12) + 999;

/** Runs the command and gives its exit code and what it said. */
export async function isodrop(argv: string[], io: Partial<CommandIo> = {}) {
  let printed = '';
  let logged = '';
  const code = await run(argv, {
    ...processIo(encoderUrl, sevenZipUrl),
    outputIsTerminal: true,
    environment: {},
    now: () => NOON,
    print: (text) => {
      printed += text;
    },
    log: (text) => {
      logged += text;
    },
    logColumns: () => undefined,
    ...io,
  });
  return { code, printed, logged };
}
