import * as abi from '../../wasm/abi';
import { APPLICATION_NAME, type ImageOptions, SYSTEM_NAME, VOLUME_NAME_LIMIT } from './options';

/** Bytes of each identifier of the primary volume descriptor (ECMA-119 8.4.5 to 8.4.23), by `IDENTIFIER_*`. */
export const IDENTIFIER_BYTES: readonly number[] = [32, 32, 128, 128, 128, 128, 37, 37, 37];

const COMBINING_MARKS = /\p{M}/gu;
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/gu;
/** What the Joliet specification forbids in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_JOLIET = /[\x00-\x1f\x7f*/:;?\\]/g;

/**
 * A text as an identifier of the primary volume descriptor: accents are taken off, what is then not printable
 * ASCII becomes `_`, and the rest is cut at `limit` bytes. ASCII stays as it is, small letters too, as
 * genisoimage has it.
 */
export function isoIdentifier(text: string, limit: number): string {
  return text.normalize('NFD').replace(COMBINING_MARKS, '').replace(NOT_PRINTABLE_ASCII, '_').slice(0, limit);
}

/** A text as an identifier of the Joliet descriptor: forbidden characters become `_`; at most `limit` UTF-16 units. */
export function jolietIdentifier(text: string, limit: number): string {
  const cut = text.replace(NOT_JOLIET, '_').slice(0, limit);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The volume's name as each kind of reader will see it. */
export function volumeNames(name: string): { iso: string; joliet: string } {
  return { iso: isoIdentifier(name, VOLUME_NAME_LIMIT.iso), joliet: jolietIdentifier(name, VOLUME_NAME_LIMIT.joliet) };
}

/** The identifiers of the primary (ASCII) and then of the Joliet descriptor (UCS-2, big-endian), unpadded. */
export function identifierBytes(options: ImageOptions): Uint8Array[] {
  const given = options.identifiers;
  const texts = new Array<string>(abi.IDENTIFIER_COUNT).fill('');
  texts[abi.IDENTIFIER_SYSTEM] = given.system ?? SYSTEM_NAME;
  texts[abi.IDENTIFIER_VOLUME] = options.volumeName;
  texts[abi.IDENTIFIER_VOLUME_SET] = given.volumeSet ?? '';
  texts[abi.IDENTIFIER_PUBLISHER] = given.publisher ?? '';
  texts[abi.IDENTIFIER_DATA_PREPARER] = given.dataPreparer ?? '';
  texts[abi.IDENTIFIER_APPLICATION] = given.application ?? APPLICATION_NAME;
  texts[abi.IDENTIFIER_COPYRIGHT_FILE] = given.copyrightFile ?? '';
  texts[abi.IDENTIFIER_ABSTRACT_FILE] = given.abstractFile ?? '';
  texts[abi.IDENTIFIER_BIBLIOGRAPHIC_FILE] = given.bibliographicFile ?? '';
  const primary = texts.map((text, index) => ascii(isoIdentifier(text, IDENTIFIER_BYTES[index] as number)));
  const joliet = texts.map((text, index) => ucs2(jolietIdentifier(text, (IDENTIFIER_BYTES[index] as number) >> 1)));
  return [...primary, ...joliet];
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function ucs2(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2] = unit >> 8;
    bytes[at * 2 + 1] = unit & 0xff;
  }
  return bytes;
}
