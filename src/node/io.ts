import fs from 'node:fs';
import { type } from 'node:os';
import { dirname } from 'node:path';
import { isatty } from 'node:tty';
import { UsageError } from '../command/usage-error';
import { writeSome } from '../sinks/node-file';
import { errorCode, errorReason } from '../sources/node-reason';
import { cannotPrint, openingReason } from './output-error';

/** What the command is given of the world around it, so that tests can give it another. */
export interface CommandIo {
  /** The descriptor of standard output, for the image. */
  outputDescriptor: number;
  outputIsTerminal: boolean;
  /** Text to standard output. Throws an `OutputError`. */
  print: (text: string) => void;
  /** Text to standard error, if it can be written. */
  log: (text: string) => void;
  /** The descriptor of standard error. */
  logDescriptor: number;
  /** Characters in a line of the terminal that `log` writes to; undefined where it is none. */
  logColumns: () => number | undefined;
  environment: Readonly<Record<string, string | undefined>>;
  /** The name by which the program was called. */
  program: string | undefined;
  /** The folder that the program lies in. */
  programFolder: string | undefined;
  /** The operating system, as `uname` names it. */
  system: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Calls back when somebody asks the command to end, until the returned function is called. */
  onInterrupt: (callback: (signal: NodeJS.Signals) => void) => () => void;
  /** The arguments as bytes, where the system tells; asked for only if one of them is not UTF-8. */
  rawArguments: () => readonly Buffer[] | undefined;
  /** The compiled encoder. */
  loadEncoder: () => WebAssembly.Module;
  /** The compiled 7-Zip. */
  loadSevenZip: () => WebAssembly.Module;
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The command's arguments byte by byte, since Node decodes them as UTF-8 with loss. Undefined where the system does
 * not tell.
 */
function rawArguments(): Buffer[] | undefined {
  try {
    const line = fs.readFileSync('/proc/self/cmdline', 'latin1').split('\0').slice(0, -1);
    return line.slice(line.length - process.argv.length + 2).map((argument) => Buffer.from(argument, 'latin1'));
  } catch {
    return undefined;
  }
}

function print(text: string): void {
  try {
    writeText(STANDARD_OUTPUT, text);
  } catch (error) {
    throw cannotPrint(error);
  }
}

function log(text: string): void {
  try {
    writeText(STANDARD_ERROR, text);
  } catch {
    // Nobody can be told, and an image without its messages is better than none.
  }
}

/** The process's own streams, clock and signals. */
export function processIo(encoderUrl: string, sevenZipUrl: string): CommandIo {
  return {
    outputDescriptor: STANDARD_OUTPUT,
    // Not process.stdout: asking for it makes a pipe non-blocking.
    outputIsTerminal: isatty(STANDARD_OUTPUT),
    print,
    log,
    logDescriptor: STANDARD_ERROR,
    logColumns: () => (isatty(STANDARD_ERROR) ? process.stderr.columns || 80 : undefined),
    environment: process.env,
    program: process.argv[1],
    programFolder: process.argv[1] && dirname(process.argv[1]),
    system: type(),
    now: Date.now,
    rawArguments,
    onInterrupt(callback) {
      for (const signal of INTERRUPTS) process.on(signal, callback);
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, callback);
      };
    },
    loadEncoder: () => new WebAssembly.Module(fs.readFileSync(new URL(encoderUrl))),
    loadSevenZip: () => new WebAssembly.Module(fs.readFileSync(new URL(sevenZipUrl))),
  };
}

/**
 * Messages to a file in place of standard error, from its beginning on. Throws a `UsageError` if it cannot be written;
 * if it cannot any more later, what is left goes to standard error.
 */
export function logToFile(file: string, io: CommandIo): CommandIo {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, 'w');
  } catch (error) {
    throw new UsageError(`-log-file “${file}” cannot be written: ${openingReason(error)}.`);
  }
  let isGood = true;
  const log = (text: string) => {
    try {
      if (isGood) return writeText(descriptor, text);
    } catch (error) {
      isGood = false;
      io.log(`isodrop: -log-file “${file}” cannot be written any more: ${errorReason(error)}.\n`);
    }
    io.log(text);
  };
  return { ...io, log, logColumns: () => undefined };
}

/** Writes all of a text at once. Whoever closed the other end does not want it. */
function writeText(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSome(descriptor, bytes, at);
    } catch (error) {
      if (errorCode(error) === 'EPIPE') return;
      throw error;
    }
  }
}
