/** System use entries of a directory record, from SUSP 1.12 and RRIP 1.12 (and the 1991 form of the latter). */

export interface FieldSpec {
  field: string;
  /** Bytes from the structure's start. */
  at: number;
  length: number;
}

export interface SystemUseEntry {
  signature: string;
  /** Byte position in the image. */
  offset: number;
  bytes: Uint8Array;
  /** In the directory record itself, or which continuation area (counted from 1). */
  area: number;
}

const HEAD: FieldSpec[] = [
  { field: 'signature word', at: 0, length: 2 },
  { field: 'length', at: 2, length: 1 },
  { field: 'system use entry version', at: 3, length: 1 },
];

/** Fields after the four bytes of the head, by signature: [name, bytes]. Numbers in both byte orders take eight. */
const FIELDS: Readonly<Record<string, [string, number][]>> = {
  SP: [
    ['check bytes', 2],
    ['bytes skipped', 1],
  ],
  CE: [
    ['block location of continuation area', 8],
    ['offset to start of continuation area', 8],
    ['length of continuation area', 8],
  ],
  RR: [['field flags', 1]],
  PX: [
    ['file mode', 8],
    ['file links', 8],
    ['file user ID', 8],
    ['file group ID', 8],
    ['file serial number', 8],
  ],
  PN: [
    ['device number high', 8],
    ['device number low', 8],
  ],
  CL: [['location of child directory', 8]],
  PL: [['location of parent directory', 8]],
  RE: [],
  ST: [],
};

/** The stamps of a TF entry by their flag bits (RRIP 4.1.6). */
export const TIME_STAMPS = ['creation', 'modify', 'access', 'attributes', 'backup', 'expiration', 'effective'] as const;

const number = (bytes: Uint8Array, at: number) => bytes[at] ?? 0;

/** The fields of one entry; together they cover all of its bytes. */
export function systemUseFields(entry: Pick<SystemUseEntry, 'signature' | 'bytes'>): FieldSpec[] {
  const { signature, bytes } = entry;
  const fields = [...HEAD];
  let at = 4;
  const take = (field: string, length: number) => {
    const there = Math.min(length, bytes.length - at);
    if (there > 0) fields.push({ field, at, length: there });
    at += Math.max(0, there);
  };
  if (signature === 'NM') {
    take('flags', 1);
    take('name content', bytes.length - at);
  } else if (signature === 'ER') {
    const [identifier, descriptor, source] = [number(bytes, 4), number(bytes, 5), number(bytes, 6)];
    take('identifier length', 1);
    take('descriptor length', 1);
    take('source length', 1);
    take('extension version', 1);
    take('extension identifier', identifier);
    take('extension descriptor', descriptor);
    take('extension source', source);
  } else if (signature === 'SL') {
    take('flags', 1);
    for (let component = 1; at + 2 <= bytes.length; component++) {
      const length = number(bytes, at + 1);
      take(`component ${component} flags`, 1);
      take(`component ${component} length`, 1);
      take(`component ${component} content`, length);
    }
  } else if (signature === 'TF') {
    const flags = number(bytes, 4);
    const stampBytes = flags & 0x80 ? 17 : 7;
    take('flags', 1);
    TIME_STAMPS.forEach((stamp, bit) => {
      if (flags & (1 << bit)) take(`${stamp} time`, stampBytes);
    });
  } else {
    for (const [field, length] of FIELDS[signature] ?? []) take(field, length);
  }
  if (at < bytes.length) take('rest', bytes.length - at);
  return fields;
}

/** A number in both byte orders at `at` (7.3.3), its little-endian half. */
export const both32 = (bytes: Uint8Array, at: number) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

/** A link's target from its SL entries (RRIP 4.1.3), as bytes. */
export function linkTargetBytes(entries: readonly SystemUseEntry[]): Uint8Array | undefined {
  const links = entries.filter((entry) => entry.signature === 'SL');
  if (!links.length) return undefined;
  const target: number[] = [];
  let continued = false;
  let first = true;
  const text = (bytes: Iterable<number>) => {
    for (const byte of bytes) target.push(byte);
  };
  let afterRoot = false;
  for (const { bytes } of links) {
    for (let at = 5; at + 2 <= bytes.length; ) {
      const flags = number(bytes, at);
      const length = number(bytes, at + 1);
      if (!continued && !first && !afterRoot) text([0x2f]);
      afterRoot = false;
      if (flags & 8) {
        // ROOT stands for "/" at the start of the target; what follows needs no other separator.
        text([0x2f]);
        afterRoot = true;
      } else if (flags & 2) text([0x2e]);
      else if (flags & 4) text([0x2e, 0x2e]);
      else text(bytes.subarray(at + 2, at + 2 + length));
      continued = (flags & 1) !== 0;
      first = false;
      at += 2 + length;
    }
  }
  return Uint8Array.from(target);
}

/** A name from its NM entries (RRIP 4.1.4), or undefined without any. */
export function nameBytes(entries: readonly SystemUseEntry[]): Uint8Array | undefined {
  const names = entries.filter((entry) => entry.signature === 'NM');
  return names.length ? Uint8Array.from(names.flatMap((entry) => [...entry.bytes.subarray(5)])) : undefined;
}

/** The stamps of the TF entries by name, in the bytes' own form. */
export function timeStamps(
  entries: readonly SystemUseEntry[],
): Partial<Record<(typeof TIME_STAMPS)[number], Uint8Array>> {
  const stamps: Partial<Record<(typeof TIME_STAMPS)[number], Uint8Array>> = {};
  for (const entry of entries) {
    if (entry.signature !== 'TF') continue;
    for (const { field, at, length } of systemUseFields(entry)) {
      const stamp = TIME_STAMPS.find((name) => field === `${name} time`);
      if (stamp) stamps[stamp] = entry.bytes.subarray(at, at + length);
    }
  }
  return stamps;
}
