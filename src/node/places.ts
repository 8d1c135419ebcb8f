/** Where the image and the report go, looked at before long work is done in vain. */
import fs from 'node:fs';
import { basename } from 'node:path';
import type { CommandOptions } from '../command/command-options';
import { UsageError } from '../command/usage-error';
import { type ImageOutput, OutputPlace, writeToDescriptor } from '../sinks/node-file';
import type { OwnFile } from '../sources/node-walk-options';
import type { CommandIo } from './io';
import { cannotOpen } from './output-error';

/** Something that is written. */
export class Place {
  /** As sentences name it. */
  readonly shown: string;
  readonly #given: string;
  readonly #place: OutputPlace | undefined;
  readonly #descriptor: number;

  /**
   * @param given a path; `-`: standard output. Throws an `OutputError` where nothing could be written.
   * @param descriptor of standard output
   */
  constructor(given: string, descriptor: number) {
    this.#given = given;
    this.#descriptor = descriptor;
    this.shown = given === '-' ? 'standard output' : `“${given}”`;
    try {
      this.#place = given === '-' ? undefined : new OutputPlace(given);
    } catch (error) {
      throw cannotOpen(given, error);
    }
  }

  /** False for standard output, devices and pipes, of which no part can be taken back. */
  get isFile(): boolean {
    return this.#place?.isFile ?? false;
  }

  /** Begins to write. Throws an `OutputError`. */
  open(): ImageOutput {
    if (!this.#place) return writeToDescriptor(this.#descriptor);
    try {
      return this.#place.open();
    } catch (error) {
      throw cannotOpen(this.#given, error);
    }
  }

  /** As a file that must not come into the image; none for a pipe or a terminal. */
  own(what: string): OwnFile[] {
    const place = this.#place;
    if (!place) return openFile(what, this.#descriptor);
    return [{ what, directory: place.directory, isOwn: (name) => place.isOwn(name) }];
  }

  /** Whether both are one file. */
  is(other: Place): boolean {
    const [mine, theirs] = [this.#place, other.#place];
    if (!mine || !theirs) return mine === theirs;
    return theirs.isOwn(basename(mine.path)) && fs.realpathSync(mine.directory) === fs.realpathSync(theirs.directory);
  }
}

/** The places of a command; undefined where nothing is written. */
export interface Places {
  image: Place | undefined;
  report: Place | undefined;
  /** What must not come into the image. */
  own: OwnFile[];
}

/** Looks at the places that the options name. Throws a `UsageError` or an `OutputError`. */
export function lookAtPlaces(
  options: CommandOptions,
  { outputDescriptor, outputIsTerminal, logDescriptor }: CommandIo,
): Places {
  const { output = '-', printSize, report: reportPath, logFile } = options;
  if (output === '-' && outputIsTerminal && !printSize) {
    throw new UsageError(
      'The image would be written to this terminal: name a file (-o disc.iso) or pipe it somewhere.',
    );
  }
  const report = reportPath === undefined ? undefined : new Place(reportPath, outputDescriptor);
  if (reportPath === '-' && printSize) {
    throw new UsageError('-report - and -print-size would both write to standard output: name a file for the report.');
  }
  const image = imagePlace(output, printSize, outputDescriptor);
  if (image && report?.is(image)) {
    throw new UsageError(
      `The image and the report would both go to ${image.shown}: name another file for one of them.`,
    );
  }
  return {
    image: printSize ? undefined : image,
    report,
    own: [
      ...(image?.own(printSize && output === '-' ? 'the size' : 'the image') ?? []),
      ...(report?.own('the report') ?? []),
      ...(logFile === undefined
        ? openFile('the log', logDescriptor)
        : new Place(logFile, outputDescriptor).own('the log')),
    ],
  };
}

/** What the shell redirects to a file (`> disc.iso`), which may lie in a folder that is read. */
function openFile(what: string, descriptor: number): OwnFile[] {
  try {
    const stats = fs.fstatSync(descriptor, { bigint: true });
    return stats.isFile() ? [{ what, device: stats.dev, inode: stats.ino }] : [];
  } catch {
    // It is closed.
    return [];
  }
}

/** Where an image goes, or would go: without -o a size would count an earlier image that lies in the folder. */
function imagePlace(output: string, printSize: boolean, descriptor: number): Place | undefined {
  try {
    return new Place(output, descriptor);
  } catch (error) {
    if (printSize) return undefined;
    throw error;
  }
}
