/** Attributes of any name, as libisofs records them (AAIP 2.0): AL entries of the system use area. */
import { concatenated } from '../byte-source';
import { latin1 } from '../fields';
import type { SystemUseEntry } from '../system-use';

/** Signature, length, version and flags of an AL entry. */
const HEAD_BYTES = 5;
const FLAG_CONTINUE = 1;
/** Short notation of the namespace `isofs.`. */
const ISOFS = '\x04';

/** The value of an attribute `isofs.NAME`. Undefined where the entries have none of that name. */
export function isofsAttribute(entries: readonly SystemUseEntry[], name: string): Uint8Array | undefined {
  if (!entries.some(({ signature }) => signature === 'AL')) return undefined;
  const found = components(entries);
  for (let at = 0; at + 1 < found.length; at += 2) {
    const called = latin1(found[at] as Uint8Array);
    if (called === `${ISOFS}${name}` || called === `isofs.${name}`) return found[at + 1];
  }
  return undefined;
}

/** Names and values, in turn: each one or more component records, like those of SL entries. */
function components(entries: readonly SystemUseEntry[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  for (const { signature, bytes, start, byteLength } of entries) {
    if (signature !== 'AL') continue;
    const end = start + byteLength;
    for (let at = start + HEAD_BYTES; at + 2 <= end; ) {
      const length = bytes[at + 1] as number;
      pieces.push(bytes.subarray(at + 2, Math.min(at + 2 + length, end)));
      if (((bytes[at] as number) & FLAG_CONTINUE) === 0) {
        found.push(concatenated(pieces));
        pieces = [];
      }
      at += 2 + length;
    }
  }
  return found;
}
