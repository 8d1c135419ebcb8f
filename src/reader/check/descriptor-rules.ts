import { big16, big32, isZone, type LongDate, latin1, little16, little32 } from '../fields';
import type { Findings } from '../findings';
import { SECTOR_BYTES } from '../sectors';
import { isTree, type TreeDescriptor, type VolumeDescriptor } from '../volume-descriptors';

/** Numbers in both byte orders (ECMA-119 7.2.3, 7.3.3): name, place, bytes of a half. */
const BOTH: readonly [string, number, 2 | 4][] = [
  ['volume space size', 80, 4],
  ['volume set size', 120, 2],
  ['volume sequence number', 124, 2],
  ['logical block size', 128, 2],
  ['path table size', 132, 4],
];

const A_CHARACTERS = /^[A-Z0-9_ !"%&'()*+,\-./:;<=>?]*$/;
const D_CHARACTERS = /^[A-Z0-9_]* *$/;
/** Of the primary descriptor: name, place, bytes, what may be in it. */
const IDENTIFIERS: readonly [string, number, number, RegExp][] = [
  ['system identifier', 8, 32, A_CHARACTERS],
  ['volume identifier', 40, 32, D_CHARACTERS],
  ['volume set identifier', 190, 128, D_CHARACTERS],
  ['publisher identifier', 318, 128, A_CHARACTERS],
  ['data preparer identifier', 446, 128, A_CHARACTERS],
  ['application identifier', 574, 128, A_CHARACTERS],
];
const UNUSED: readonly [string, number, number][] = [
  ['unused field 72', 72, 8],
  ['reserved field 882', 882, 1],
  ['reserved field 1395', 1395, 653],
];

/** Notes a number whose two halves differ. */
export function checkBoth(
  bytes: Uint8Array,
  start: number,
  half: 2 | 4,
  details: { field: string; at: number; path?: string },
  findings: Findings,
): void {
  const little = half === 4 ? little32(bytes, start) : little16(bytes, start);
  const big = half === 4 ? big32(bytes, start + 4) : big16(bytes, start + 2);
  if (little !== big) findings.add('both-byte-orders', { ...details, found: little, wanted: big });
}

/** ECMA-119 8: the set of descriptors. @param imageBytes of the whole image */
export function checkDescriptors(
  descriptors: readonly VolumeDescriptor[],
  imageBytes: number,
  findings: Findings,
): void {
  for (const descriptor of descriptors) {
    const { kind, type, version, at, bytes } = descriptor;
    if (version !== 1 && type !== 2) {
      findings.add('descriptor-version', {
        at: at + 6,
        field: `version of the volume descriptor of type ${type}`,
        found: version,
        wanted: 1,
      });
    }
    if (kind === 'terminator' && bytes.subarray(7).some((byte) => byte !== 0)) {
      findings.add('unused-zero', { at: at + 7, field: 'reserved field 7 of the terminator' });
    }
    if (isTree(descriptor)) checkTree(descriptor, imageBytes, findings);
  }
}

function checkTree(descriptor: TreeDescriptor, imageBytes: number, findings: Findings): void {
  const { at, bytes, kind, blocks, blockBytes, root } = descriptor;
  const which = `of the ${kind} descriptor`;
  for (const [field, start, half] of BOTH) {
    checkBoth(bytes, start, half, { field: `${field} ${which}`, at: at + start }, findings);
  }
  const value = (field: string, start: number, found: number, wanted: number) => {
    if (found !== wanted)
      findings.add('descriptor-value', { at: at + start, field: `${field} ${which}`, found, wanted });
  };
  if (blocks * blockBytes !== imageBytes)
    findings.add('volume-size', { at: at + 80, found: blocks * blockBytes, wanted: imageBytes });
  const { volumeSetSize, volumeSequenceNumber } = descriptor;
  if (volumeSequenceNumber < 1 || volumeSequenceNumber > volumeSetSize) {
    const found = `${volumeSequenceNumber} of ${volumeSetSize}`;
    findings.add('descriptor-value', { at: at + 124, field: `volume sequence number ${which}`, found });
  }
  const blockSize = little16(bytes, 128);
  // 6.2.2: powers of two from 512 bytes on, no larger than a logical sector.
  if (![512, 1024, SECTOR_BYTES].includes(blockSize)) value('logical block size', 128, blockSize, SECTOR_BYTES);
  value('file structure version', 881, bytes[881] as number, kind === 'enhanced' ? 2 : 1);
  for (const [field, start, length] of [...UNUSED, ...(kind === 'primary' ? PRIMARY_UNUSED : FLAGS_UNUSED)]) {
    if (bytes.subarray(start, start + length).some((byte) => byte !== 0)) {
      findings.add('unused-zero', { at: at + start, field: `${field} ${which}` });
    }
  }
  for (const [field, start] of [
    ['creation', 813],
    ['modification', 830],
    ['expiration', 847],
    ['effective', 864],
  ] as const) {
    const date = {
      creation: descriptor.created,
      modification: descriptor.modified,
      expiration: descriptor.expires,
      effective: descriptor.effective,
    }[field];
    if (!isGood(date)) {
      findings.add('date', {
        at: at + start,
        field: `volume ${field} date and time ${which}`,
        found: `“${date.digits}” ${date.zone}`,
      });
    }
  }
  if (kind === 'primary') {
    for (const [field, start, length, allowed] of IDENTIFIERS) {
      const text = latin1(bytes.subarray(start, start + length));
      if (!allowed.test(text)) findings.add('descriptor-characters', { at: at + start, field, found: text.trimEnd() });
    }
  }
  if (bytes[156] !== 34)
    findings.add('root-record', {
      at: root.at,
      field: `length of the root’s record ${which}`,
      found: bytes[156] as number,
      wanted: 34,
    });
}

const PRIMARY_UNUSED: readonly [string, number, number][] = [
  ['unused field 7', 7, 1],
  ['unused field 88', 88, 32],
];
/** Of a supplementary descriptor bit 0 of the flags tells of its escape sequences (8.5.3). */
const FLAGS_UNUSED: readonly [string, number, number][] = [];

function isGood({ isNone, digits, zone, unixSeconds }: LongDate): boolean {
  if (isNone) return /^0{16}$/.test(digits) && zone === 0;
  return unixSeconds !== undefined && isZone(zone & 0xff);
}
