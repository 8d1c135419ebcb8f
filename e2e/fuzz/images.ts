/** Images that no maker would make: good ones damaged where it may hurt, by what their bytes mean. */
import fc from 'fast-check';
import { BLOCK_BYTES, type Field, flatFields, parseImage } from '../images/iso-fields';
import { lay } from '../images/random-images';
import { givenTree, grow, imageOptions } from '../images/random-trees';
import type { Random } from './random';

/** A good image and what its bytes mean. */
interface Good {
  bytes: Uint8Array;
  fields: Field[];
  /** First blocks of directories, files and continuation areas. */
  blocks: number[];
}

/** Most bytes of an image that is damaged: contents behind them are cut off. */
const MOST_BYTES = 1 << 20;
const WORDS = [0, 1, 2, 15, 16, 17, 0x7f, 0x80, 0xff, 0x7ff, 0x800, 0xffff, 0x10000, 0x1fffff, 0x7fffffff, 0xfffffffe];
const SIGNATURES = ['NM', 'CE', 'SL', 'PX', 'CL', 'PL', 'RE', 'TF', 'SF', 'ZF', 'ST', 'SP', 'ER', 'PN', '\0\0'];
const NAMES = ['..', '.', '/', '../../etc/passwd', 'a/b', '\0', 'a\0b', '', '\xff\xfe', ';1', '.;1'];

/** Makes images, endlessly; the same from the same random numbers. @param given whole images beside the random ones */
export function* hostileImages(random: Random, given: readonly Uint8Array[]): Generator<Uint8Array> {
  const trees = fc.sample(fc.tuple(givenTree, imageOptions), { numRuns: 40, seed: random.word() | 0 });
  const own = trees.map(([entries, options]) => {
    const { image } = lay(grow(entries), options);
    const bytes = new Uint8Array(Math.min(Math.max(image.bytes.length, image.byteLength), MOST_BYTES));
    bytes.set(image.bytes.subarray(0, bytes.length));
    return bytes;
  });
  const good = [...own, ...given].map(described);
  for (;;) {
    const one = random.pick(good);
    let bytes: Uint8Array = one.bytes.slice();
    const count = 1 + random.below(random.below(4) === 0 ? 12 : 4);
    for (let damage = 0; damage < count; damage++) bytes = random.pick(DAMAGES)(bytes, one, random) ?? bytes;
    yield bytes;
  }
}

function described(bytes: Uint8Array): Good {
  const image = parseImage(bytes);
  const trees = image.joliet ? [image.primary, image.joliet] : [image.primary];
  const blocks = trees.flatMap(({ directories }) => directories.map(({ block }) => block));
  return {
    bytes,
    fields: flatFields(image),
    blocks: [...blocks, ...image.continuationAreas.map(({ block }) => block)],
  };
}

/** Damages the bytes in place, or gives others. */
type Damage = (bytes: Uint8Array, good: Good, random: Random) => Uint8Array | undefined;

/** A number that may hurt: a limit, a block of something, near the end. */
function number({ length }: Uint8Array, { blocks }: Good, random: Random): number {
  const end = Math.floor(length / BLOCK_BYTES);
  const near = [end - 1, end, end + 1, length - 1, length, random.below(end)];
  return random.pick([random.pick(WORDS), random.pick(blocks), random.pick(near)]) >>> 0;
}

function setNumber(bytes: Uint8Array, { offset, length }: Field, value: number, random: Random): void {
  if (offset + length > bytes.length) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length);
  // both byte orders, most often alike
  const big = random.below(8) === 0 ? random.word() : value;
  if (length === 8) {
    view.setUint32(0, value, true);
    view.setUint32(4, big);
  } else if (length === 4) random.below(2) === 0 ? view.setUint32(0, value, true) : view.setUint32(0, value);
  else if (length === 2) view.setUint16(0, value & 0xffff, true);
  else bytes[offset] = value & 0xff;
}

const field = ({ fields }: Good, random: Random, is: (one: Field) => boolean): Field | undefined => {
  const first = random.below(fields.length);
  for (let step = 0; step < fields.length; step++) {
    const one = fields[(first + step) % fields.length] as Field;
    if (is(one)) return one;
  }
  return undefined;
};

/** Damages a field of a kind, if there is one. */
const inField =
  (is: (one: Field) => boolean, damage: (bytes: Uint8Array, one: Field, good: Good, random: Random) => void): Damage =>
  (bytes, good, random) => {
    const one = field(good, random, is);
    if (one && one.offset + one.length <= bytes.length) damage(bytes, one, good, random);
    return undefined;
  };

const named =
  (...names: string[]) =>
  (one: Field) =>
    names.includes(one.field);
const text = (bytes: Uint8Array, at: number, length: number, value: string) => {
  for (let index = 0; index < length; index++)
    bytes[at + index] = value.charCodeAt(index % Math.max(1, value.length)) || 0;
};

const DAMAGES: readonly Damage[] = [
  inField(
    (one) => [1, 2, 4, 8].includes(one.length),
    (bytes, one, good, random) => setNumber(bytes, one, number(bytes, good, random), random),
  ),
  inField(named('location of extent', 'location of child directory', 'location of parent directory'), setNumberOf),
  inField(named('data length', 'path table size', 'volume space size', 'logical block size'), setNumberOf),
  inField((one) => one.structure === 'CE entry' && one.length === 8, setNumberOf),
  // A continuation area that leads to itself, or to another record's.
  inField(named('block location of continuation area'), (bytes, one, good, random) => {
    const other = field(good, random, named('block location of continuation area'));
    if (other && other.offset + 24 <= bytes.length) bytes.copyWithin(one.offset, other.offset, other.offset + 24);
  }),
  inField(
    named('file flags', 'flags', 'component 1 flags', 'file unit size', 'interleave gap size'),
    (bytes, one, _, random) => {
      bytes[one.offset] = random.pick([0, 1, 2, 4, 8, 0x80, 0x82, 0xff, random.word() & 0xff]);
    },
  ),
  inField(named('length', 'length of directory record', 'length of file identifier'), (bytes, one, _, random) => {
    bytes[one.offset] = random.pick([
      0,
      1,
      3,
      4,
      5,
      33,
      34,
      255,
      ((bytes[one.offset] as number) + random.pick([-1, 1])) & 0xff,
    ]);
  }),
  inField(named('signature word'), (bytes, one, _, random) => text(bytes, one.offset, 2, random.pick(SIGNATURES))),
  inField(named('name content', 'file identifier', 'component 1 content'), (bytes, one, _, random) =>
    text(bytes, one.offset, one.length, random.pick(NAMES)),
  ),
  inField(named('escape sequences', 'standard identifier', 'volume descriptor type'), (bytes, one, _, random) => {
    bytes[one.offset + random.below(one.length)] = random.pick([0, 1, 2, 3, 255, random.word() & 0xff]);
  }),
  /** A directory that is the one it lies in, the root, or another. */
  inField(
    (one) => one.field === 'location of extent' && one.structure.endsWith('directory record'),
    (bytes, one, { blocks }, random) => setNumber(bytes, one, random.pick(blocks), random),
  ),
  function structureCopied(bytes, { fields }, random) {
    const [from, to] = [random.pick(fields), random.pick(fields)];
    const length = Math.min(random.pick([34, 64, 256, BLOCK_BYTES]), bytes.length - Math.max(from.offset, to.offset));
    if (length > 0) bytes.copyWithin(to.offset, from.offset, from.offset + length);
    return undefined;
  },
  function blockOfRecords(bytes, { blocks }, random) {
    // as many records as fit, each the shortest or the longest that it may be
    const at = random.pick(blocks) * BLOCK_BYTES;
    const length = random.pick([34, 255, 128]);
    for (let start = at; start + length <= Math.min(at + BLOCK_BYTES, bytes.length); start += length) {
      const identifier = random.pick([1, length - 33]);
      bytes.fill(random.pick([0, 0x2f, 0x41]), start, start + length);
      bytes[start] = length;
      bytes[start + 25] = random.pick([0, 2, 0x80]);
      bytes[start + 32] = identifier;
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(start + 2, random.pick(blocks), true);
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(start + 10, random.pick([0, 2048, 0xffffffff]), true);
    }
    return undefined;
  },
  function noise(bytes, _, random) {
    const at = random.below(bytes.length);
    const end = Math.min(bytes.length, at + random.pick([1, 16, 2048]));
    for (let index = at; index < end; index++) bytes[index] = random.word();
    return undefined;
  },
  function cutShort(bytes, _, random) {
    return bytes.subarray(0, random.pick([0, 100, 32_768, 34_816, bytes.length - 1, random.below(bytes.length)]));
  },
];

function setNumberOf(bytes: Uint8Array, one: Field, good: Good, random: Random): void {
  setNumber(bytes, one, number(bytes, good, random), random);
}
