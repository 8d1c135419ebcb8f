import * as abi from '../../wasm/abi';
import type { Notice } from './notices';
import { APPLICATION_NAME, type IdentifierName, type ImageOptions, SYSTEM_NAME } from './options';

/** What a volume descriptor says of one identifier. */
interface IdentifierField {
  /** Its name in `ImageOptions`. */
  name: IdentifierName | 'volume';
  /** As notices name it. */
  title: string;
  /** In the primary descriptor; Joliet has room for half as many characters. */
  bytes: number;
  /** What the standard allows in the primary descriptor. */
  allowed: AllowedCharacters;
}

interface AllowedCharacters {
  pattern: RegExp;
  /** The same for people. */
  text: string;
}

/** ECMA-119 7.4.1. */
const D_CHARACTERS: AllowedCharacters = { pattern: /^[A-Z0-9_]*$/, text: 'capital letters, digits and _' };
const A_CHARACTERS: AllowedCharacters = {
  pattern: /^[A-Z0-9_ !"%&'()*+,\-./:;<=>?]*$/,
  text: 'capital letters, digits, spaces and _ ! " % & \' ( ) * + , - . / : ; < = > ?',
};
/** ECMA-119 7.5, of a file of the root directory. */
const FILE_IDENTIFIER: AllowedCharacters = {
  pattern: /^([A-Z0-9_]+\.?[A-Z0-9_]*(;[0-9]{1,5})?)?$/,
  text: 'a file of the root by its plain name, such as COPYRIGH.TXT',
};

/** By `IDENTIFIER_*`, which is the order of ECMA-119 8.4.5 to 8.4.23. */
const FIELDS: readonly IdentifierField[] = [
  { name: 'system', title: 'system name', bytes: 32, allowed: A_CHARACTERS },
  { name: 'volume', title: 'volume name', bytes: 32, allowed: D_CHARACTERS },
  { name: 'volumeSet', title: 'name of the volume set', bytes: 128, allowed: D_CHARACTERS },
  { name: 'publisher', title: 'publisher', bytes: 128, allowed: A_CHARACTERS },
  { name: 'dataPreparer', title: 'preparer', bytes: 128, allowed: A_CHARACTERS },
  { name: 'application', title: 'application', bytes: 128, allowed: A_CHARACTERS },
  { name: 'copyrightFile', title: 'copyright file', bytes: 37, allowed: FILE_IDENTIFIER },
  { name: 'abstractFile', title: 'abstract file', bytes: 37, allowed: FILE_IDENTIFIER },
  { name: 'bibliographicFile', title: 'bibliographic file', bytes: 37, allowed: FILE_IDENTIFIER },
];
const VOLUME = FIELDS[abi.IDENTIFIER_VOLUME] as IdentifierField;

const COMBINING_MARKS = /\p{M}/gu;
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/gu;
/** What the Joliet specification forbids in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_JOLIET = /[\x00-\x1f\x7f*/:;?\\]/g;

/**
 * A text as an identifier of the primary volume descriptor: accents are taken off (what Unicode's NFD parts from a
 * letter), what is then not printable ASCII becomes `_`, and the rest is cut at `limit` bytes. ASCII stays as it is,
 * small letters too, as genisoimage has it.
 */
export function isoIdentifier(text: string, limit: number): string {
  const bare = text.normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC'); // what is no accent comes together
  return bare.replace(NOT_PRINTABLE_ASCII, '_').slice(0, limit);
}

/**
 * A text as an identifier of the Joliet descriptor: forbidden characters become `_`; at most `limit` UTF-16 units,
 * never half a pair.
 */
export function jolietIdentifier(text: string, limit: number): string {
  const cut = text.replace(NOT_JOLIET, '_').slice(0, limit);
  return /[\ud800-\udbff]$/.test(cut) && cut.length < text.length ? cut.slice(0, -1) : cut;
}

const inPrimary = (field: IdentifierField, text: string) => isoIdentifier(text, field.bytes);
const inJoliet = (field: IdentifierField, text: string) => jolietIdentifier(text, field.bytes >> 1);

/** The volume's name as each kind of reader will see it. */
export function volumeNames(name: string): { iso: string; joliet: string } {
  return { iso: inPrimary(VOLUME, name), joliet: inJoliet(VOLUME, name) };
}

function textOf({ name }: IdentifierField, { identifiers, volumeName }: ImageOptions): string {
  if (name === 'volume') return volumeName;
  if (name === 'system') return identifiers.system ?? SYSTEM_NAME;
  if (name === 'application') return identifiers.application ?? APPLICATION_NAME;
  return identifiers[name] ?? '';
}

/**
 * What is not recorded as it was given, in the primary descriptor (and the enhanced one, which has the same) and in
 * Joliet's, and what is, though the standard does not allow it. `path` is what the identifier is called.
 */
export function identifierNotices(options: ImageOptions): Notice[] {
  const notices: Notice[] = [];
  for (const field of FIELDS) {
    const before = textOf(field, options);
    const path = field.title;
    const primary = inPrimary(field, before);
    if (primary !== before) notices.push({ code: 'identifier-primary', path, before, after: primary });
    else if (!field.allowed.pattern.test(before)) {
      notices.push({ code: 'identifier-characters', path, before, after: field.allowed.text });
    }
    if (!options.joliet) continue;
    const joliet = inJoliet(field, before);
    if (joliet !== before) notices.push({ code: 'identifier-joliet', path, before, after: joliet });
  }
  return notices;
}

/** The identifiers of the primary (ASCII) and then of the Joliet descriptor (UCS-2, big-endian), unpadded. */
export function identifierBytes(options: ImageOptions): Uint8Array[] {
  const texts = FIELDS.map((field) => textOf(field, options));
  const primary = FIELDS.map((field, index) => ascii(inPrimary(field, texts[index] as string)));
  const joliet = FIELDS.map((field, index) => ucs2(inJoliet(field, texts[index] as string)));
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
