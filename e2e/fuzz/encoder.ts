/** What the encoder does with one manifest: the same in whatever memory, and never a trap. */
import { STATIC_PAGES } from '../../src/image/encoder';
import * as abi from '../../wasm/abi';
import type { Hostile } from './manifests';
import type { Random } from './random';

interface Exports {
  memory: WebAssembly.Memory;
  allocate(bytes: number): number;
  layout(at: number, bytes: number): number;
  render(first: number, count: number): number;
  isoName(row: number): number;
  jolietName(row: number): number;
  rockRidgeName(row: number): number;
  survey(first: number, count: number): number;
  scratch(): number;
}

const PAGE_BYTES = 65_536;
/** Blocks of structures that are rendered; of more, as many at the beginning and at the end. */
const MOST_RENDERED = 2048;
const MOST_NAMES = 500;
const MOST_STRUCTURES = 100;
/** Bytes that the encoder may take for its work, and for each byte of a manifest. */
const MEMORY_FLOOR = 1 << 20;
const MEMORY_FACTOR = 64;

/** Lays out and renders a manifest in two kinds of memory. @throws {Error} a sentence that says what was wrong */
export function tryManifest(module: WebAssembly.Module, hostile: Hostile, random: Random): 'refused' | 'accepted' {
  const low = run(module, hostile, 0xa5, 'after a gap', random);
  const high = run(module, hostile, 0x5a, 'at the end of memory', random);
  if (!low.equals(high)) {
    const at = low.findIndex((byte, index) => byte !== high[index]);
    throw new Error(`What lies around a manifest changes the image, from byte ${at} of what is compared on`);
  }
  return low.readUInt32LE(0) === abi.STATUS_GOOD ? 'accepted' : 'refused';
}

/** Everything that the encoder says of a manifest, as bytes; first the status. */
function run(
  module: WebAssembly.Module,
  { bytes, available }: Hostile,
  garbage: number,
  place: 'after a gap' | 'at the end of memory',
  random: Random,
): Buffer {
  let exports: Exports | undefined;
  const abort = (message: number): never => {
    const memory = new DataView((exports as Exports).memory.buffer);
    const length = memory.getUint32(message - 4, true);
    throw new Error(`The encoder gave up: ${Buffer.from(memory.buffer, message, length).toString('utf16le')}`);
  };
  const own = new WebAssembly.Memory({ initial: STATIC_PAGES });
  exports = new WebAssembly.Instance(module, { env: { abort, memory: own } }).exports as unknown as Exports;
  const { memory } = exports;
  const heap = exports.allocate(random.below(64)) >>> 0;
  const room = heap + MEMORY_FLOOR + MEMORY_FACTOR * bytes.length;
  const pages = Math.ceil(room / PAGE_BYTES);
  memory.grow(Math.max(0, pages - memory.buffer.byteLength / PAGE_BYTES));
  new Uint8Array(memory.buffer, heap).fill(garbage);
  // a name is read in pieces of eight bytes, the last of which may reach seven beyond it
  const at =
    place === 'at the end of memory'
      ? memory.buffer.byteLength - bytes.length - 7
      : exports.allocate(bytes.length) >>> 0;
  new Uint8Array(memory.buffer).set(bytes, at);

  const parts: Uint8Array[] = [];
  const take = (from: number, length: number) => parts.push(new Uint8Array(memory.buffer, from, length).slice());
  const result = exports.layout(at, available) >>> 0;
  const header = Buffer.from(memory.buffer, result, abi.RESULT_HEADER_BYTES);
  const word = (position: number) => header.readUInt32LE(position);
  const status = word(abi.RESULT_STATUS);
  take(result + abi.RESULT_STATUS, 4);
  if (status !== abi.STATUS_GOOD) {
    take(result + abi.RESULT_ENTRY, 4);
    if (status > abi.STATUS_NAMES_EXHAUSTED) throw new Error(`The encoder answered with the unknown status ${status}`);
    return checked();
  }
  take(result + abi.RESULT_BLOCKS, 12);
  take(word(abi.RESULT_REGIONS), word(abi.RESULT_REGION_COUNT) * 12);
  take(word(abi.RESULT_ORDER), word(abi.RESULT_ORDER_COUNT) * 4);
  take(word(abi.RESULT_CONTENT_BLOCKS), word(abi.RESULT_CONTENT_COUNT) * 4);
  take(word(abi.RESULT_CHANGES), word(abi.RESULT_ENTRY_COUNT) * 4);
  take(word(abi.RESULT_SLOTS), word(abi.RESULT_ENTRY_COUNT) * 4);
  take(result + abi.RESULT_ROCK_RIDGE_BYTES, abi.RESULT_STRUCTURE_BYTES - abi.RESULT_ROCK_RIDGE_BYTES);
  take(word(abi.RESULT_STRUCTURE_BYTES), word(abi.RESULT_STRUCTURE_COUNT) * 8);
  take(result + abi.RESULT_TRANSLATION_TABLE_BYTES, 8);
  const blocks = word(abi.RESULT_METADATA_BLOCKS);
  const rows = Math.min(word(abi.RESULT_ENTRY_COUNT), MOST_NAMES);
  render(0, blocks > 2 * MOST_RENDERED ? MOST_RENDERED : blocks);
  if (blocks > 2 * MOST_RENDERED) render(blocks - MOST_RENDERED, blocks);
  const structures = word(abi.RESULT_STRUCTURE_COUNT);
  for (let structure = 0; structure < Math.min(structures, MOST_STRUCTURES); structure++) {
    const content = word(abi.RESULT_CONTENT_COUNT) - structures + structure;
    const view = new DataView(memory.buffer);
    const first = view.getUint32(word(abi.RESULT_CONTENT_BLOCKS) + content * 4, true);
    const length = view.getFloat64(word(abi.RESULT_STRUCTURE_BYTES) + structure * 8, true);
    // it has no place where it is left out
    render(first, first + Math.min(Math.ceil(length / abi.BLOCK_BYTES), MOST_RENDERED));
  }
  const hasJoliet =
    (Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32LE(abi.MANIFEST_FLAGS) & abi.OPTION_JOLIET) !== 0;
  for (let row = 0; row < rows; row++) {
    take(exports.scratch(), exports.isoName(row));
    if (hasJoliet) take(exports.scratch(), exports.jolietName(row));
    take(exports.scratch(), exports.rockRidgeName(row));
  }
  take(exports.survey(0, word(abi.RESULT_ENTRY_COUNT)) >>> 0, word(abi.RESULT_ENTRY_COUNT) * 4);
  return checked();

  /** Renders runs of random lengths, from the last to the first. */
  function render(first: number, end: number): void {
    const runs: Uint8Array[] = [];
    for (let last = end; last > first; ) {
      const count = Math.min(1 + random.below(16), last - first);
      last -= count;
      const rendered = (exports as Exports).render(last, count) >>> 0;
      runs.unshift(new Uint8Array(memory.buffer, rendered, count * abi.BLOCK_BYTES).slice());
    }
    parts.push(...runs);
  }

  function checked(): Buffer {
    if (Buffer.compare(new Uint8Array(memory.buffer, at, bytes.length), bytes) !== 0)
      throw new Error('The encoder wrote into the manifest');
    const most = pages * PAGE_BYTES;
    if (memory.buffer.byteLength > most)
      throw new Error(`${bytes.length} bytes of a manifest made the encoder take ${memory.buffer.byteLength} bytes`);
    return Buffer.concat(parts);
  }
}
