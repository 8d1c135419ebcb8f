/** The encode worker: lays an image out and renders its structures. It is ended and restarted to cancel it. */

import encoderUrl from 'virtual:encoder';
import { expose, transfer } from 'comlink';
import { givenName, type NameSpace } from '../image/changes';
import type { Directories } from '../image/disc-map';
import { Encoder, EncoderError } from '../image/encoder';
import { structureRuns } from '../image/layout';
import type { Mask } from '../image/readers';
import { Survey } from '../image/survey';
import { Spool } from '../sinks/spool';
import { createSpoolFile, deleteSpoolFile, hasSpoolFiles, type SpoolFile } from '../sinks/spool-files';
import { missingPart, toFailure } from './failure';
import { holdLifeline } from './lifeline';
import type { EncodeWorker, LayoutFailure, LayoutMade } from './protocol';
import type { Failure, Revision } from './session';

const BLOCK_BYTES = 2048;
/** Blocks rendered at a time. */
const RUN_BLOCKS = 2048;
/** Bytes of structures beyond which they go to files. */
const MEMORY_LIMIT = 64 * 2 ** 20;
/** An encoder's bytes that the next image may have, however small it is, and for each byte of its manifest. */
const MEMORY_KEPT = 32 * 2 ** 20;
const MEMORY_FACTOR = 8;

export class EncoderHost implements EncodeWorker {
  #session = '';
  #module: WebAssembly.Module | undefined;
  #encoder: Encoder | undefined;
  #revision: Revision | undefined;
  /** Of the image that was laid out last, once somebody asked. */
  #survey: Promise<Survey | undefined> | undefined;
  #renderings = 0;
  /** The last rendering, as soon as it has ended. */
  #rendered: Promise<unknown> = Promise.resolve();
  /** Names of the files that the last rendering is in, unless it was handed over. */
  #files: string[] = [];
  readonly #memoryLimit: number;

  /** @param memoryLimit bytes of structures beyond which they go to files */
  constructor(memoryLimit = MEMORY_LIMIT) {
    this.#memoryLimit = memoryLimit;
  }

  live(lifeline: string): Promise<void> {
    return holdLifeline(lifeline);
  }

  connect(tree: MessagePort, session: string): void {
    this.#session = session;
    expose(this, tree);
  }

  async compile(module?: WebAssembly.Module): Promise<WebAssembly.Module> {
    this.#module ??= module ?? (await compile());
    return this.#module;
  }

  async layout(revision: Revision, manifest: Uint8Array<ArrayBuffer>): Promise<LayoutMade | LayoutFailure> {
    try {
      const module = await this.compile();
      // The image before is dropped first, also by what renders it: both together might not fit.
      const dropped = this.#drop();
      await this.#rendered;
      // Another layout may have waited as well.
      const spent = this.#drop() ?? dropped;
      const isOfUse = spent && spent.memoryBytes <= Math.max(MEMORY_KEPT, MEMORY_FACTOR * manifest.length);
      this.#encoder = new Encoder(module, manifest, isOfUse ? spent.giveMemory() : undefined);
      this.#revision = revision;
      // A copy of it crosses: names are asked for later, with the layout that stays here.
      return transfer({ layout: this.#encoder.layout, manifest }, [manifest.buffer]);
    } catch (error) {
      const row = error instanceof EncoderError ? error.entry : undefined;
      return { ...toFailure(error), ...(row === undefined ? {} : { row }) };
    }
  }

  /** Returns what was there. */
  #drop(): Encoder | undefined {
    const dropped = this.#encoder;
    this.#encoder = undefined;
    this.#survey = undefined;
    return dropped;
  }

  render(): Promise<Blob | Failure> {
    // One that is given up still has its files.
    const rendered = this.#rendered.then(() => this.#render());
    this.#rendered = rendered.catch(() => {});
    return rendered;
  }

  async #render(): Promise<Blob | Failure> {
    const encoder = this.#encoder;
    if (!encoder) return toFailure(new Error('Nothing was laid out (this is a defect of Isodrop).'));
    await this.#deleteFiles();
    const prefix = `metadata-${Date.now()}-${this.#renderings++}`;
    const parts = new Map<number, Blob>();
    let next = 0;
    const spool = new Spool({
      nextStore: () => next++,
      sealed: (store, blob) => parts.set(store, blob),
      createFile: hasSpoolFiles() ? (number) => this.#createFile(`${prefix}-${number}`) : undefined,
      memoryLimit: this.#memoryLimit,
    });
    try {
      render: for (const run of structureRuns(encoder.layout)) {
        for (let done = 0; done < run.blocks; done += RUN_BLOCKS) {
          const blocks = Math.min(RUN_BLOCKS, run.blocks - done);
          const room = await spool.reserve(blocks * BLOCK_BYTES);
          room.bytes.set(encoder.render(run.firstBlock + done, blocks));
          await breathe();
          if (encoder !== this.#encoder) break render;
        }
      }
      await spool.seal();
    } catch (error) {
      return toFailure(error);
    }
    if (encoder !== this.#encoder) return toFailure(new Error('Another image was laid out meanwhile.'));
    const inOrder = [...parts].sort(([first], [second]) => first - second).map(([, blob]) => blob);
    return inOrder.length === 1 ? (inOrder[0] as Blob) : new Blob(inOrder);
  }

  /** The image is handed over: its structures are read for as long as the page likes. */
  async keep(): Promise<void> {
    this.#files = [];
  }

  async forget(): Promise<void> {
    this.#drop();
    this.#revision = undefined;
    // Behind what may be rendered still, and before what will be.
    this.#rendered = this.#rendered.then(() => this.#deleteFiles()).catch(() => {});
    await this.#rendered;
  }

  /** Nobody can ask for the image before any more. */
  async #deleteFiles(): Promise<void> {
    for (const name of this.#files.splice(0)) await deleteSpoolFile(this.#session, name);
  }

  #createFile(name: string): Promise<SpoolFile> {
    this.#files.push(name);
    return createSpoolFile(this.#session, name);
  }

  async names(revision: Revision, space: NameSpace, rows: number[]): Promise<string[] | undefined> {
    const encoder = this.#encoder;
    if (!encoder || revision !== this.#revision) return undefined;
    return rows.map((row) => givenName(encoder, space, row));
  }

  async firstBlock(revision: Revision, row: number): Promise<number | undefined> {
    return revision === this.#revision ? this.#encoder?.firstBlock(row) : undefined;
  }

  async directories(revision: Revision, joliet: boolean): Promise<Directories | undefined> {
    const encoder = this.#encoder;
    if (!encoder || revision !== this.#revision) return undefined;
    return { iso: encoder.directories(false), ...(joliet ? { joliet: encoder.directories(true) } : {}) };
  }

  async facts(revision: Revision, rows: number[]): Promise<number[] | undefined> {
    const encoder = this.#encoder;
    if (!encoder || revision !== this.#revision) return undefined;
    return rows.map((row) => encoder.survey(row, 1)[0] as number);
  }

  async survey(revision: Revision, masks: Mask[]): Promise<number[] | undefined> {
    return this.#ofSurvey(revision, (survey) => survey.counts(masks, breathe));
  }

  async surveyed(revision: Revision, mask: Mask, first: number, count: number): Promise<number[] | undefined> {
    return this.#ofSurvey(revision, (survey) => survey.rows(mask, first, count));
  }

  async #ofSurvey<Answer>(
    revision: Revision,
    ask: (survey: Survey) => Answer | Promise<Answer>,
  ): Promise<Answer | undefined> {
    const encoder = this.#encoder;
    if (!encoder || revision !== this.#revision) return undefined;
    const isWanted = () => encoder === this.#encoder;
    this.#survey ??= Survey.of(encoder, () => breathe().then(isWanted));
    const survey = await this.#survey;
    const answer = survey && (await ask(survey));
    return isWanted() ? answer : undefined;
  }
}

/** Lets what else was asked come in. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    // A timer within timers waits for some milliseconds.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(fetch(encoderUrl));
  } catch {
    // A host that serves it as another type than application/wasm.
    const response = await fetch(encoderUrl).catch(missingPart);
    return WebAssembly.compile(await response.arrayBuffer());
  }
}
