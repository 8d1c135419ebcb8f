import { version } from '../../package.json';
import type { CommandOptions } from '../command/command-options';
import { imageOptions, optionSentences } from '../command/image-options';
import { UsageError } from '../command/usage-error';
import type { Encoder } from '../image/encoder';
import { layOut } from '../image/lay-out';
import type { Layout } from '../image/layout';
import { type NoticeList, noticeLists } from '../image/notice-lists';
import type { ImageOptions } from '../image/options';
import { type ContentPlaces, contentByteLengths, contentPlaces, emptyContents, ImagePlan } from '../image/plan';
import { structurePaths } from '../image/translation-tables';
import type { Attributes, ContentRef, ImageTree } from '../image/tree';
import { type ImageOutput, isUnfinishedName } from '../sinks/node-file';
import { OpenArchives } from '../sources/node-archive';
import { nameDecoder } from '../sources/node-charset';
import type { NodeContents } from '../sources/node-contents';
import { type WalkedTree, walkPaths } from '../sources/node-directory';
import { findEqualContents } from '../sources/node-equal-contents';
import { showPath } from '../sources/node-path';
import { errorCode } from '../sources/node-reason';
import type { PlacedPath, WalkOptions } from '../sources/node-walk-options';
import { readApplicationUseFile } from './application-use';
import { archivesOpened, openArchives } from './archives';
import { readBootPatches, setBoot } from './boot';
import { setFileDates } from './file-dates';
import { missingNamedFiles } from './identifier-files';
import type { CommandIo } from './io';
import { cannotOpen, writingFailed } from './output-error';
import { lookAtPlaces, type Place, type Places } from './places';
import { ProgressBar } from './progress-bar';
import { reportLines, savingSentence, shortNamesHint } from './report';
import { oneLine, writeReport } from './report-file';
import { makeSelection, setImageWeights } from './selection';
import { blockLines, StageLog } from './stage-log';
import { refusedLists, strictFailure } from './strict';
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
    const { verbosity } = this.#options;
    const image = imageOptions(this.#options, this.#clock(), readApplicationUseFile);
    const places = lookAtPlaces(this.#options, this.#io);
    if (verbosity > 1) this.#line(`isodrop ${version} (${this.#io.system})`);
    const sentences = optionSentences(this.#options);
    if (verbosity > 0) for (const sentence of sentences) this.#sentence(sentence);

    const archives = new OpenArchives(this.#io.loadSevenZip);
    try {
      await this.#make(await this.#openArchives(paths, places, archives), image, places, sentences);
    } finally {
      archives.close();
    }
  }

  #openArchives(paths: PlacedPath[], { own }: Places, archives: OpenArchives): Promise<PlacedPath[]> {
    const { files, verbosity } = this.#options;
    const which = archivesOpened(files, this.#io.program);
    return openArchives(paths, files, which, own, archives, (sentence) => {
      if (verbosity > 0) this.#sentence(sentence);
    });
  }

  async #make(paths: PlacedPath[], image: ImageOptions, places: Places, sentences: string[]): Promise<void> {
    const walked = this.#walk(paths, image, places);
    const { tree, contents } = walked;
    const { verbosity } = this.#options;
    const shared = image.duplicatesOnce ? findEqualContents(tree, contents) : undefined;
    const laidOut = layOut(this.#io.loadEncoder(), tree, image, shared?.sameContent);
    const { encoder } = laidOut;
    for (const sentence of missingNamedFiles(laidOut)) {
      sentences.push(sentence);
      if (verbosity > 0) this.#sentence(sentence);
    }
    const contentsPlaces = contentPlaces(tree, laidOut.manifest);
    const lists = noticeLists(walked.notices, laidOut);
    const refused = refusedLists(lists, this.#options.strict);
    this.#tell(lists, refused, image);
    if (shared && this.#tellsTotals) this.#sentence(savingSentence(shared));
    if (verbosity > 2) {
      for (const line of blockLines(encoder.layout, contentsPlaces, contents, structurePaths(laidOut)))
        this.#line(line);
    }
    await this.#report(places, encoder.layout, sentences, lists);
    if (refused.length > 0) throw strictFailure(refused, this.#options.strict);
    if (!places.image) return this.#printSize(encoder.layout);
    const unwritten = unwrittenContents(tree, contentsPlaces, shared?.spared);
    const plan = new ImagePlan(encoder.layout, contentsPlaces, readBootPatches(laidOut, contents));
    await this.#write(plan, encoder, contentsPlaces, contents, unwritten, places.image);
  }

  /** Seconds since 1970 for the volume's dates; undefined: the newest file's time stands for them. */
  #clock(): number | undefined {
    const epoch = this.#io.environment.SOURCE_DATE_EPOCH;
    if (epoch === undefined || epoch === '') return this.#options.files.portable ? undefined : this.#started;
    if (/^\d{1,12}$/.test(epoch)) return Number(epoch);
    throw new UsageError(`SOURCE_DATE_EPOCH is “${epoch}”: it must be a number of seconds since 1970.`);
  }

  #walk(paths: PlacedPath[], image: ImageOptions, { own }: Places): WalkedTree {
    const { files, dates } = this.#options;
    const selection = makeSelection(files);
    const walked = walkPaths(paths, {
      followLinks: files.followLinks,
      followGiven: files.followGiven,
      portable: files.portable,
      separateLinks: !files.shareHardLinks,
      noAccessTimes: !files.accessTimes,
      keepsSmallFiles: !this.#options.printSize,
      newFolder: this.#newFolder(image),
      ...optional('selection', selection),
      ...optional('decodeName', files.charset === undefined ? undefined : nameDecoder(files.charset)),
      own,
      isUnfinished: isUnfinishedName,
      ...this.#tellsOfPaths(),
    });
    setImageWeights(walked.tree, files);
    this.#requireShortNames(walked.tree);
    if (dates.files) setFileDates(walked.tree, dates.files);
    setBoot(this.#options, walked, selection, topOf(paths));
    return walked;
  }

  /** As in xorriso, a name that is to stay as it is and is too long for that ends the command. */
  #requireShortNames(tree: ImageTree): void {
    const most = this.#options.untranslatedBytes;
    if (most === undefined) return;
    for (let entry = 1; entry < tree.length; entry++) {
      const { length } = tree.nameBytes(entry);
      if (length <= most || !tree.isIncluded(entry)) continue;
      throw new UsageError(
        `“${tree.path(entry)}” has a name of ${length} bytes: -untranslated_name_len ${most} lets none be longer. Allow more, up to 96, or rename it.`,
      );
    }
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

  #tell(lists: readonly NoticeList[], refused: readonly NoticeList[], image: ImageOptions): void {
    const { verbosity } = this.#options;
    for (const line of reportLines(lists, verbosity, refused)) this.#sentence(line);
    const hint = verbosity > 0 ? shortNamesHint(lists, image) : undefined;
    if (hint) this.#sentence(hint);
  }

  /** Before the image: without the report that was asked for there is none. */
  async #report(
    { image, report: place }: Places,
    { blocks }: Layout,
    options: string[],
    lists: readonly NoticeList[],
  ): Promise<void> {
    if (!place) return;
    const { report = '', output = '-', printSize } = this.#options;
    const form = /\.json$/i.test(report) ? 'json' : 'text';
    const head = { image: printSize || output === '-' ? null : output, blocks, options };
    await this.#writeWhole(place, image?.shown ?? 'the image', async (output) => {
      try {
        writeReport(output, form, head, lists);
      } catch (error) {
        throw errorCode(error) === '' ? error : cannotOpen(report, error);
      }
      // A signal is heard between two turns only.
      for (let turns = 0; turns < 2; turns++) await new Promise((turn) => setImmediate(turn));
    });
  }

  #printSize({ blocks }: Layout): void {
    if (this.#tellsTotals) this.#line(`Total extents scheduled to be written = ${blocks}`);
    this.#io.print(`${blocks}\n`);
  }

  async #write(
    plan: ImagePlan,
    encoder: Encoder,
    places: ContentPlaces,
    contents: NodeContents,
    unwritten: Iterable<ContentRef>,
    place: Place,
  ): Promise<void> {
    const segments = { [Symbol.iterator]: () => plan.segments() };
    const progress = this.#progress(encoder.layout, places, plan.byteLength);
    const render = (firstBlock: number, blocks: number) => encoder.render(firstBlock, blocks);
    const write = async (output: ImageOutput) => {
      try {
        await writeImage({ segments, render, contents, unwritten }, output, (bytes) => progress?.advance(bytes));
        output.finish();
      } catch (error) {
        // What has a code comes from the system; the sources have made theirs a SourceError. First, since it tells
        // how much room there was before the part that is written goes.
        const failure = errorCode(error) === '' ? error : writingFailed(place.shown, plan.byteLength, output, error);
        output.discard();
        throw failure;
      } finally {
        progress?.end?.();
      }
    };
    await this.#writeWhole(place, place.shown, write, () => progress?.end?.());
  }

  /** The log of stages where it was asked for, else a bar where somebody looks. */
  #progress(layout: Layout, places: ContentPlaces, byteLength: number): Progress | undefined {
    const { verbosity, gui } = this.#options;
    const { log, logColumns, now } = this.#io;
    if (this.#tellsTotals) {
      const byteLengths = contentByteLengths(layout, places);
      return new StageLog(layout, byteLengths, verbosity, (line) => this.#line(line), now, gui);
    }
    if (verbosity === 0 || logColumns() === undefined) return undefined;
    return new ProgressBar(byteLength, { columns: () => logColumns() ?? 0, write: log, now });
  }

  /**
   * Opens a place and writes to it; no part of a file is left behind if a signal ends that.
   * @param shown what is then not written
   * @param beforeStopping what is done first
   */
  async #writeWhole(
    place: Place,
    shown: string,
    write: (output: ImageOutput) => Promise<void>,
    beforeStopping?: () => void,
  ): Promise<void> {
    // A reader that takes nothing more must not keep anybody from ending the command.
    if (!place.isFile) return write(place.open());
    let output: ImageOutput | undefined;
    const stopListening = this.#io.onInterrupt((signal) => {
      output?.discard();
      beforeStopping?.();
      this.#sentence(`Stopped: ${shown} was not written.`);
      stopListening();
      process.kill(process.pid, signal);
    });
    try {
      output = place.open();
      await write(output);
    } finally {
      stopListening();
    }
  }

  /** genisoimage tells its totals by default; this command only where a log was asked for. */
  get #tellsTotals(): boolean {
    return this.#options.verbosity > 1 || (this.#options.debug && this.#options.verbosity > 0);
  }

  #line(text: string): void {
    this.#io.log(`${oneLine(text)}\n`);
  }

  #sentence(text: string): void {
    this.#line(`isodrop: ${text}`);
  }
}

/** The folder that is the top of the image, where that is one of the file system. */
function topOf(paths: readonly PlacedPath[]): string | undefined {
  const [first] = paths;
  return first?.folders.length === 0 ? showPath(first.path) : undefined;
}

/** Contents of which the image has no byte: those that are empty, and those that are equal to others. */
function* unwrittenContents(
  tree: ImageTree,
  places: ContentPlaces,
  spared: readonly number[] = [],
): Generator<ContentRef> {
  for (const content of spared) yield tree.contentAt(content);
  yield* emptyContents(places);
}

/** Told how far the image is. */
interface Progress {
  advance(bytes: number): void;
  /** Takes away what is not to stay. */
  end?(): void;
}

/** A property that is only there if it has a value. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
