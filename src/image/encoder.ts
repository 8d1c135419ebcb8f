import * as abi from '../../wasm/abi';
import { type Layout, REGION_NAMES, type Region } from './layout';
import { decodeName } from './names';

interface EncoderExports {
  memory: WebAssembly.Memory;
  allocate(bytes: number): number;
  layout(at: number, bytes: number): number;
  render(firstBlock: number, blocks: number): number;
  isoName(entry: number): number;
  jolietName(entry: number): number;
  rockRidgeName(entry: number): number;
  movedName(entry: number): number;
  survey(first: number, count: number): number;
  firstBlock(entry: number): number;
  jolietFirstBlock(entry: number): number;
  directoryBlocks(entry: number, joliet: number): number;
  scratch(): number;
}

export type EncoderErrorCode =
  | 'bad-manifest'
  | 'duplicate-name'
  | 'too-many-blocks'
  | 'directory-too-large'
  | 'names-exhausted'
  | 'out-of-memory'
  | 'encoder-defect';

const STATUS_CODES: Readonly<Record<number, EncoderErrorCode>> = {
  [abi.STATUS_BAD_MANIFEST]: 'bad-manifest',
  [abi.STATUS_DUPLICATE_NAME]: 'duplicate-name',
  [abi.STATUS_TOO_MANY_BLOCKS]: 'too-many-blocks',
  [abi.STATUS_DIRECTORY_TOO_LARGE]: 'directory-too-large',
  [abi.STATUS_NAMES_EXHAUSTED]: 'names-exhausted',
};

const MESSAGES: Readonly<Record<EncoderErrorCode, string>> = {
  'bad-manifest':
    'The list of files that Isodrop made for this image is not sound. This is a defect of Isodrop; please report it.',
  'duplicate-name': 'Two entries of one folder have the same name. This is a defect of Isodrop; please report it.',
  'too-many-blocks':
    'This would be larger than 8 TiB less one block, the largest image that ISO 9660 can hold. Leave some files out.',
  'directory-too-large':
    'A folder has so many entries that its directory would be larger than 4 GiB, which ISO 9660 cannot hold. Divide it into several folders.',
  'names-exhausted':
    'A folder has more names that look alike in ISO 9660 than can be numbered. Divide it into several folders.',
  'out-of-memory':
    'There is not enough memory to lay out this image. Close other programs or tabs, or divide the image.',
  'encoder-defect': 'The encoder stopped. This is a defect of Isodrop; please report it.',
};

const PAGE_BYTES = 65_536;
/** Pages that the module's own data take; with fewer there can be no instance of it. */
export const STATIC_PAGES = 2;

/** Directories of one hierarchy, by the manifest's rows: each with its continuation areas ends where the next begins. */
export interface DirectoryExtents {
  rows: Uint32Array;
  firstBlocks: Uint32Array;
}

/** Why an image cannot be made. */
export class EncoderError extends Error {
  readonly code: EncoderErrorCode;
  /** The manifest's row that it is about. */
  readonly entry: number | undefined;

  constructor(code: EncoderErrorCode, entry?: number, detail?: string) {
    super(detail ? `${MESSAGES[code]} (${detail})` : MESSAGES[code]);
    this.name = 'EncoderError';
    this.code = code;
    this.entry = entry;
  }

  /** The same error, whose message names the entry. */
  about(path: string): EncoderError {
    const error = new EncoderError(this.code, this.entry);
    error.message = `“${path}”: ${this.message}`;
    return error;
  }
}

/**
 * One run of the encoder over one manifest: the layout at once, the structures' blocks on demand, in any order and
 * always the same. It holds the whole working memory of the image: drop it when the image is done with.
 */
export class Encoder {
  readonly layout: Layout;
  #instance: EncoderExports | undefined;

  /**
   * Lays out the image. @throws {EncoderError} when there can be no such image.
   * @param module the compiled `encoder.wasm`
   * @param manifest as `buildManifest` gives it
   * @param memory of an image that is done with, see `giveMemory`: it need not be had from the system again
   */
  constructor(module: WebAssembly.Module, manifest: Uint8Array, memory?: WebAssembly.Memory) {
    // What the encoder has there it takes for zeros, and for the rest it has no expectations.
    if (memory) new Uint8Array(memory.buffer, 0, STATIC_PAGES * PAGE_BYTES).fill(0);
    const instance = new WebAssembly.Instance(module, {
      env: {
        memory: memory ?? new WebAssembly.Memory({ initial: STATIC_PAGES }),
        abort: (message: number, _file: number, line: number, column: number): never => {
          const text = this.#abortText(message);
          if (text === 'out of memory') throw new EncoderError('out-of-memory');
          throw new EncoderError('encoder-defect', undefined, `${text}, ${line}:${column}`);
        },
      },
    });
    this.#instance = instance.exports as unknown as EncoderExports;
    this.layout = this.#guard(() => {
      const at = this.#exports.allocate(manifest.length) >>> 0;
      new Uint8Array(this.#exports.memory.buffer).set(manifest, at);
      return this.#readLayout(this.#exports.layout(at, manifest.length) >>> 0);
    });
  }

  /** Gives the working memory to another image. This one is done with: it answers nothing any more. */
  giveMemory(): WebAssembly.Memory {
    const { memory } = this.#exports;
    this.#instance = undefined;
    return memory;
  }

  /** How large the working memory is: it only grows. */
  get memoryBytes(): number {
    return this.#buffer.byteLength;
  }

  /**
   * Blocks [firstBlock, firstBlock + blocks), structures all of them: a view, valid until the next call.
   * @throws {EncoderError} for blocks of other contents
   */
  render(firstBlock: number, blocks: number): Uint8Array<ArrayBuffer> {
    const at = this.#guard(() => this.#exports.render(firstBlock, blocks) >>> 0);
    return new Uint8Array(this.#buffer, at, blocks * abi.BLOCK_BYTES);
  }

  /** An entry's ISO 9660 identifier without version number. `row` counts as in the manifest. */
  isoName(row: number): string {
    return decodeName(this.#name(this.#exports.isoName(row)));
  }

  /** An entry's Joliet identifier. */
  jolietName(row: number): string {
    const bytes = this.#name(this.#exports.jolietName(row));
    let text = '';
    for (let at = 0; at < bytes.length; at += 2) {
      text += String.fromCharCode(((bytes[at] as number) << 8) | (bytes[at + 1] as number));
    }
    return text;
  }

  /** An entry's Rock Ridge name. */
  rockRidgeName(row: number): string {
    return decodeName(this.#name(this.#exports.rockRidgeName(row)));
  }

  /**
   * The identifier that a relocated directory (`CHANGE_RELOCATED`) has in RR_MOVED. RR_MOVED itself is the row after
   * the last.
   */
  movedName(row: number): string {
    return decodeName(this.#name(this.#exports.movedName(row)));
  }

  /** First block of a file's bytes, or of a directory in the ISO 9660 hierarchy. Of an empty file it means nothing. */
  firstBlock(row: number): number {
    return this.#exports.firstBlock(row) >>> 0;
  }

  /**
   * The directories of a hierarchy that have blocks, in the order in which they lie in the image; RR_MOVED is the row
   * after the last. The image must have that hierarchy.
   */
  directories(joliet: boolean): DirectoryExtents {
    const rows: number[] = [];
    for (let row = 0; row <= this.layout.changes.length; row++) {
      if (this.#exports.directoryBlocks(row, Number(joliet)) > 0) rows.push(row);
    }
    const first = joliet ? this.#exports.jolietFirstBlock : this.#exports.firstBlock;
    const firstBlocks = new Map(rows.map((row) => [row, first(row) >>> 0]));
    const inOrder = Uint32Array.from(rows).sort(
      (a, b) => (firstBlocks.get(a) as number) - (firstBlocks.get(b) as number),
    );
    return { rows: inOrder, firstBlocks: inOrder.map((row) => firstBlocks.get(row) as number) };
  }

  /** What some readers cannot do with rows [first, first + count): their `SURVEY_*` bits. A view, valid until the next call. */
  survey(first: number, count: number): Uint32Array {
    const at = this.#guard(() => this.#exports.survey(first, count) >>> 0);
    return new Uint32Array(this.#buffer, at + first * 4, count);
  }

  get #exports(): EncoderExports {
    if (this.#instance) return this.#instance;
    throw new EncoderError('encoder-defect', undefined, 'another image has its memory');
  }

  /** The memory's buffer. It is replaced when the memory grows: never keep it over a call. */
  get #buffer(): ArrayBuffer {
    return this.#exports.memory.buffer as ArrayBuffer;
  }

  #name(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#exports.scratch() >>> 0, length);
  }

  #abortText(pointer: number): string {
    if (pointer === 0 || this.#instance === undefined) return 'no reason given';
    const bytes = new DataView(this.#buffer);
    const units = bytes.getUint32(pointer - 4, true) / 2;
    let text = '';
    for (let at = 0; at < units; at++) text += String.fromCharCode(bytes.getUint16(pointer + at * 2, true));
    return text;
  }

  #guard<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      if (error instanceof EncoderError) throw error;
      throw new EncoderError('encoder-defect', undefined, error instanceof Error ? error.message : String(error));
    }
  }

  #readLayout(result: number): Layout {
    const header = new DataView(this.#buffer, result, abi.RESULT_HEADER_BYTES);
    const u32 = (at: number) => header.getUint32(at, true);
    if (u32(abi.RESULT_VERSION) !== abi.ABI_VERSION)
      throw new EncoderError('encoder-defect', undefined, 'versions differ');
    const status = u32(abi.RESULT_STATUS);
    if (status !== abi.STATUS_GOOD)
      throw new EncoderError(STATUS_CODES[status] ?? 'encoder-defect', u32(abi.RESULT_ENTRY));
    const words = (pointer: number, count: number) => new Uint32Array(this.#buffer, pointer, count);
    const regionWords = words(u32(abi.RESULT_REGIONS), u32(abi.RESULT_REGION_COUNT) * 3);
    const regions: Region[] = [];
    for (let at = 0; at < regionWords.length; at += 3) {
      const id = regionWords[at] as number;
      regions.push({
        id,
        name: REGION_NAMES[id] ?? '',
        firstBlock: regionWords[at + 1] as number,
        blocks: regionWords[at + 2] as number,
      });
    }
    return {
      blocks: u32(abi.RESULT_BLOCKS),
      metadataBlocks: u32(abi.RESULT_METADATA_BLOCKS),
      regions,
      contentOrder: words(u32(abi.RESULT_ORDER), u32(abi.RESULT_ORDER_COUNT)).slice(),
      contentBlocks: words(u32(abi.RESULT_CONTENT_BLOCKS), u32(abi.RESULT_CONTENT_COUNT)).slice(),
      structureBytes: new Float64Array(
        this.#buffer,
        u32(abi.RESULT_STRUCTURE_BYTES),
        u32(abi.RESULT_STRUCTURE_COUNT),
      ).slice(),
      bootCatalog: u32(abi.RESULT_BOOT_CATALOG) === abi.NO_CONTENT ? undefined : u32(abi.RESULT_BOOT_CATALOG),
      translationTableBytes: header.getFloat64(abi.RESULT_TRANSLATION_TABLE_BYTES, true),
      rockRidgeBytes: header.getFloat64(abi.RESULT_ROCK_RIDGE_BYTES, true),
      directoryBytes: header.getFloat64(abi.RESULT_DIRECTORY_BYTES, true),
      pathTableBytes: u32(abi.RESULT_PATH_TABLE_BYTES),
      changes: new Uint32Array(this.#buffer, u32(abi.RESULT_CHANGES), u32(abi.RESULT_ENTRY_COUNT)).slice(),
      changeCounts: Array.from({ length: abi.CHANGE_BITS }, (_, bit) => u32(abi.RESULT_CHANGE_COUNTS + bit * 4)),
    };
  }
}
