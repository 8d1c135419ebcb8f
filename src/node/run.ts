import { version } from '../../package.json';
import { encoderNoticeGroups, encoderNotices } from '../image/changes';
import { Encoder, EncoderError } from '../image/encoder';
import { volumeNames } from '../image/identifiers';
import { buildManifest, type Manifest } from '../image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../image/options';
import { type ContentPlaces, contentPlaces, ImagePlan } from '../image/plan';
import { type ImageOutput, OutputPlace, writeToDescriptor } from '../sinks/node-file';
import { type NodeContents, SourceError } from '../sources/node-contents';
import { type WalkedTree, walkPaths } from '../sources/node-directory';
import type { NodePath } from '../sources/node-path';
import { errorCode } from '../sources/node-reason';
import { applyOptions, type GivenPath, parseArguments } from './arguments';
import { helpText } from './help';
import type { CommandIo } from './io';
import type { CommandOptions } from './options';
import { cannotOpen, OutputError, writingFailed } from './output-error';
import { listNotices, type NoticeList, reportLines } from './report';
import { blockLines, StageLog } from './stage-log';
import { UsageError } from './usage-error';
import { writeImage } from './write';

const SUCCESS = 0;
const FAILURE = 1;

/**
 * The command `isodrop`. Errors become one sentence on standard error.
 * @param argv without the names of Node and of the command
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const given = parseArguments(argv);
    const options = applyOptions(given.options);
    if (options.help) io.print(helpText());
    else if (options.version) io.print(`isodrop ${version}\n`);
    else await new Job(options, io).run(given.paths.map((path) => exactPath(path, io)));
    return SUCCESS;
  } catch (error) {
    io.log(`isodrop: ${failureSentence(error)}\n`);
    return FAILURE;
  }
}

function failureSentence(error: unknown): string {
  if (error instanceof UsageError || error instanceof SourceError || error instanceof OutputError) return error.message;
  if (error instanceof EncoderError) return error.message;
  return `An unexpected error, a defect of Isodrop: ${error instanceof Error ? (error.stack ?? error.message) : error}`;
}

/** A path as it was given, byte by byte if it is not UTF-8. */
function exactPath({ path, index }: GivenPath, io: CommandIo): NodePath {
  return path.includes('\ufffd') ? (io.rawArguments()?.[index] ?? path) : path;
}

class Job {
  readonly #options: CommandOptions;
  readonly #io: CommandIo;
  /** Seconds, for the volume's dates. */
  readonly #started: number;

  constructor(options: CommandOptions, io: CommandIo) {
    this.#options = options;
    this.#io = io;
    this.#started = Math.floor(io.now() / 1000);
  }

  async run(paths: NodePath[]): Promise<void> {
    if (paths.length === 0) {
      throw new UsageError('Name the folder to make an image of: isodrop -J -r -o disc.iso FOLDER');
    }
    const { printSize, verbosity } = this.#options;
    const imageOptions = this.#imageOptions();
    const place = this.#outputPlace();
    if (verbosity > 1) this.#line(`isodrop ${version} (${this.#io.system})`);

    const walked = this.#walk(paths, place);
    const manifest = buildManifest(walked.tree, imageOptions);
    const encoder = this.#encode(walked, manifest);
    const places = contentPlaces(walked.tree, manifest);
    this.#report(walked, manifest, encoder, imageOptions);
    if (verbosity > 2) {
      for (const line of blockLines(encoder.layout, places, walked.contents)) this.#line(line);
    }
    if (printSize) {
      if (this.#tellsTotals) this.#line(`Total extents scheduled to be written = ${encoder.layout.blocks}`);
      this.#io.print(`${encoder.layout.blocks}\n`);
      return;
    }
    await this.#write(encoder, places, walked.contents, place);
  }

  #imageOptions(): ImageOptions {
    const { joliet, rockRidge, isoLevel, volumeName, portable } = this.#options;
    const options: ImageOptions = { ...DEFAULT_OPTIONS, joliet, rockRidge, isoLevel, volumeName };
    const epoch = this.#io.environment.SOURCE_DATE_EPOCH;
    if (epoch !== undefined && epoch !== '') {
      if (!/^\d{1,12}$/.test(epoch)) {
        throw new UsageError(`SOURCE_DATE_EPOCH is “${epoch}”: it must be a number of seconds since 1970.`);
      }
      options.volumeTimes = { creation: Number(epoch) };
    } else if (!portable) {
      options.volumeTimes = { creation: this.#started };
    }
    return options;
  }

  /** Where the image will go; undefined: to standard output, or nowhere. Looks before long work is done in vain. */
  #outputPlace(): OutputPlace | undefined {
    const { output, printSize } = this.#options;
    if (output === undefined || output === '-') {
      if (printSize || !this.#io.outputIsTerminal) return undefined;
      throw new UsageError(
        'The image would be written to this terminal: name a file (-o disc.iso) or pipe it somewhere.',
      );
    }
    try {
      return new OutputPlace(output);
    } catch (error) {
      // Without -o the size would count an earlier image that lies in the folder.
      if (printSize) return undefined;
      throw cannotOpen(output, error);
    }
  }

  #walk(paths: NodePath[], place: OutputPlace | undefined): WalkedTree {
    const { followLinks, portable, debug, verbosity } = this.#options;
    return walkPaths(paths, {
      followLinks,
      portable,
      ...(place ? { output: place } : {}),
      ...(debug
        ? {
            onPath: (path, name) => {
              const what = name === undefined ? '(scan)' : `short_name: '${name}'`;
              this.#line(`graft_dir: ' : ', node: '${path}', ${what}`);
            },
            onPathDone: () => this.#line('scan done'),
          }
        : {}),
      ...(verbosity > 1 ? { onFolder: (path) => this.#line(`Scanning ${path}`) } : {}),
    });
  }

  #encode({ tree }: WalkedTree, manifest: Manifest): Encoder {
    try {
      return new Encoder(this.#io.loadEncoder(), manifest.bytes);
    } catch (error) {
      const row = error instanceof EncoderError ? error.entry : undefined;
      const entry = row === undefined ? undefined : manifest.entries[row];
      if (entry === undefined || !(error instanceof EncoderError)) throw error;
      throw new OutputError(`“${tree.path(entry) || '/'}”: ${error.message}`);
    }
  }

  #report({ tree, notices }: WalkedTree, manifest: Manifest, encoder: Encoder, options: ImageOptions): void {
    const { verbosity } = this.#options;
    if (verbosity === 0) return;
    const lists: NoticeList[] = [
      ...listNotices(notices),
      ...encoderNoticeGroups(encoder.layout).map(({ code, count }) => ({
        code,
        count,
        some: (first: number, some: number) => encoderNotices(encoder, tree, manifest, code, first, some),
      })),
    ];
    const { iso, joliet } = volumeNames(options.volumeName);
    if (iso !== options.volumeName) {
      this.#sentence(`Readers of plain ISO 9660 show the volume as “${iso}”: its name is ASCII there.`);
    }
    if (options.joliet && joliet !== options.volumeName) {
      this.#sentence(`Windows shows the volume as “${joliet}”: Joliet allows 16 characters, and no * / : ; ? \\.`);
    }
    for (const line of reportLines(lists, verbosity)) this.#sentence(line);
  }

  async #write(
    encoder: Encoder,
    places: ContentPlaces,
    contents: NodeContents,
    place: OutputPlace | undefined,
  ): Promise<void> {
    const { layout } = encoder;
    const plan = new ImagePlan(layout, places);
    const log = this.#tellsTotals
      ? new StageLog(layout, places.byteLengths, this.#options.verbosity, (line) => this.#line(line), this.#io.now)
      : undefined;
    const shown = place ? `“${this.#options.output}”` : 'standard output';
    const output = this.#open(place);
    const stopListening = output.isTemporary
      ? this.#io.onInterrupt((signal) => {
          output.discard();
          this.#sentence(`Stopped: ${shown} was not written.`);
          stopListening?.();
          process.kill(process.pid, signal);
        })
      : // A reader that takes nothing more must not keep anybody from ending the command.
        undefined;
    try {
      const render = (firstBlock: number, blocks: number) => encoder.render(firstBlock, blocks);
      await writeImage({ segments: plan.segments(), render, contents }, output, log && ((bytes) => log.advance(bytes)));
      output.finish();
    } catch (error) {
      // What has a code comes from the system; the sources have made theirs a SourceError. First, since it tells
      // how much room there was before the part that is written goes.
      const failure = errorCode(error) === '' ? error : writingFailed(shown, plan.byteLength, output, error);
      output.discard();
      throw failure;
    } finally {
      stopListening?.();
    }
  }

  #open(place: OutputPlace | undefined): ImageOutput {
    if (!place) return writeToDescriptor(this.#io.outputDescriptor);
    try {
      return place.open();
    } catch (error) {
      throw cannotOpen(this.#options.output ?? place.path, error);
    }
  }

  /** genisoimage tells its totals by default; this command only where a log was asked for. */
  get #tellsTotals(): boolean {
    return this.#options.verbosity > 1 || (this.#options.debug && this.#options.verbosity > 0);
  }

  #line(text: string): void {
    this.#io.log(`${text}\n`);
  }

  #sentence(text: string): void {
    this.#line(`isodrop: ${text}`);
  }
}
