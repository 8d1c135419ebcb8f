import { version } from '../../package.json';
import { encoderNoticeGroups, encoderNotices } from '../image/changes';
import { Encoder, EncoderError } from '../image/encoder';
import { identifierNotices } from '../image/identifiers';
import { buildManifest, type Manifest } from '../image/manifest';
import type { ImageOptions } from '../image/options';
import { type ContentPlaces, contentPlaces, ImagePlan } from '../image/plan';
import type { Attributes, ContentRef } from '../image/tree';
import { type ImageOutput, OutputPlace, writeToDescriptor } from '../sinks/node-file';
import { nameDecoder } from '../sources/node-charset';
import type { NodeContents } from '../sources/node-contents';
import { type WalkedTree, walkPaths } from '../sources/node-directory';
import { findEqualContents } from '../sources/node-equal-contents';
import { errorCode } from '../sources/node-reason';
import type { PlacedPath, WalkOptions } from '../sources/node-walk-options';
import type { CommandOptions } from './command-options';
import { setFileDates } from './file-dates';
import { imageOptions, optionSentences } from './image-options';
import type { CommandIo } from './io';
import { cannotOpen, OutputError, writingFailed } from './output-error';
import { listNotices, type NoticeList, reportLines, savingSentence } from './report';
import { makeSelection, setImageWeights } from './selection';
import { blockLines, StageLog } from './stage-log';
import { UsageError } from './usage-error';
import { writeImage } from './write';

/** Makes one image: lists files, lays them out, tells what was changed, and writes. */
export class Job {
  readonly #options: CommandOptions;
  readonly #io: CommandIo;
  /** Seconds, for the volume's dates. */
  readonly #started: number;

  constructor(options: CommandOptions, io: CommandIo) {
    this.#options = options;
    this.#io = io;
    this.#started = Math.floor(io.now() / 1000);
  }

  async run(paths: PlacedPath[]): Promise<void> {
    if (paths.length === 0) {
      throw new UsageError('Name the folder to make an image of: isodrop -J -r -o disc.iso FOLDER');
    }
    const { printSize, verbosity } = this.#options;
    const image = imageOptions(this.#options, this.#clock());
    const place = this.#outputPlace();
    if (verbosity > 1) this.#line(`isodrop ${version} (${this.#io.system})`);

    if (verbosity > 0) for (const sentence of optionSentences(this.#options)) this.#sentence(sentence);

    const walked = this.#walk(paths, image, place);
    const shared = image.duplicatesOnce ? findEqualContents(walked.tree, walked.contents) : undefined;
    const manifest = buildManifest(walked.tree, image, shared?.sameContent);
    const encoder = this.#encode(walked, manifest);
    const places = contentPlaces(walked.tree, manifest);
    this.#report(walked, manifest, encoder, image);
    if (shared && this.#tellsTotals) this.#sentence(savingSentence(shared));
    if (verbosity > 2) {
      for (const line of blockLines(encoder.layout, places, walked.contents)) this.#line(line);
    }
    if (printSize) {
      if (this.#tellsTotals) this.#line(`Total extents scheduled to be written = ${encoder.layout.blocks}`);
      this.#io.print(`${encoder.layout.blocks}\n`);
      return;
    }
    const spared = shared?.spared.map((content) => walked.tree.contentAt(content)) ?? [];
    await this.#write(encoder, places, walked.contents, spared, place);
  }

  /** Seconds since 1970 for the volume's dates; undefined: the newest file's time stands for them. */
  #clock(): number | undefined {
    const epoch = this.#io.environment.SOURCE_DATE_EPOCH;
    if (epoch === undefined || epoch === '') return this.#options.files.portable ? undefined : this.#started;
    if (/^\d{1,12}$/.test(epoch)) return Number(epoch);
    throw new UsageError(`SOURCE_DATE_EPOCH is “${epoch}”: it must be a number of seconds since 1970.`);
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

  #walk(paths: PlacedPath[], image: ImageOptions, place: OutputPlace | undefined): WalkedTree {
    const { files, dates } = this.#options;
    const walked = walkPaths(paths, {
      followLinks: files.followLinks,
      followGiven: files.followGiven,
      portable: files.portable,
      separateLinks: !files.shareHardLinks,
      noAccessTimes: !files.accessTimes,
      newFolder: this.#newFolder(image),
      ...optional('selection', makeSelection(files)),
      ...optional('decodeName', files.charset === undefined ? undefined : nameDecoder(files.charset)),
      ...optional('output', place),
      ...this.#tellsOfPaths(),
    });
    setImageWeights(walked.tree, files);
    if (dates.files) setFileDates(walked.tree, dates.files);
    return walked;
  }

  /** Attributes of folders that only the image has. */
  #newFolder({ volumeTimes }: ImageOptions): Attributes {
    const modifyTime = this.#options.files.portable ? Number.NaN : (volumeTimes.creation ?? Number.NaN);
    return { modifyTime, user: 0, group: 0 };
  }

  /** genisoimage's lines about the paths that are read. */
  #tellsOfPaths(): WalkOptions {
    const { debug, verbosity } = this.#options;
    const onPath = (path: string, folder: string, name?: string) => {
      const what = name === undefined ? '(scan)' : `short_name: '${name}'`;
      this.#line(`graft_dir: '${folder} : ${folder.replace(/.*\//, '')}', node: '${path}', ${what}`);
    };
    return {
      ...(debug ? { onPath, onPathDone: () => this.#line('scan done') } : {}),
      ...(verbosity > 1
        ? {
            onFolder: (path) => this.#line(`Scanning ${path}`),
            onExcluded: (path) => this.#line(`Excluded by match: ${path}`),
          }
        : {}),
    };
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
      ...listNotices([...identifierNotices(options), ...notices]),
      ...encoderNoticeGroups(encoder.layout).map(({ code, count }) => ({
        code,
        count,
        some: (first: number, some: number) => encoderNotices(encoder, tree, manifest, code, first, some),
      })),
    ];
    for (const line of reportLines(lists, verbosity)) this.#sentence(line);
  }

  async #write(
    encoder: Encoder,
    places: ContentPlaces,
    contents: NodeContents,
    spared: readonly ContentRef[],
    place: OutputPlace | undefined,
  ): Promise<void> {
    const { layout } = encoder;
    const plan = new ImagePlan(layout, places);
    const log = this.#tellsTotals
      ? new StageLog(
          layout,
          places.byteLengths,
          this.#options.verbosity,
          (line) => this.#line(line),
          this.#io.now,
          this.#options.gui,
        )
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
      const parts = { segments: plan.segments(), render, contents, spared };
      await writeImage(parts, output, log && ((bytes) => log.advance(bytes)));
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

/** A property that is only there if it has a value. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
