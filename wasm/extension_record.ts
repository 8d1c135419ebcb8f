/** The ER entry, which names Rock Ridge and its version; it has a block of its own. */
import * as manifest from './manifest';

const ER_BYTES: u32 = 8; // without texts
const SYSTEM_USE_VERSION: u8 = 1;
const EXTENSION_VERSION: u8 = 1;

const IDENTIFIER: string = 'RRIP_1991A';
const DESCRIPTOR: string = 'THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS';
const SOURCE: string =
  'PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.';
const IDENTIFIER_112: string = 'IEEE_1282';
const DESCRIPTOR_112: string = 'THE IEEE 1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS.';
const SOURCE_112: string =
  'PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE 1282 SPECIFICATION.';

/** Length of the ER entry. */
export function extensionRecordBytes(): u32 {
  return manifest.rrip112
    ? ER_BYTES + IDENTIFIER_112.length + DESCRIPTOR_112.length + SOURCE_112.length
    : ER_BYTES + IDENTIFIER.length + DESCRIPTOR.length + SOURCE.length;
}

/** Writes the ER entry (SUSP 5.5). */
export function putExtensionRecord(to: usize): void {
  const identifier = manifest.rrip112 ? IDENTIFIER_112 : IDENTIFIER;
  const descriptor = manifest.rrip112 ? DESCRIPTOR_112 : DESCRIPTOR;
  const source = manifest.rrip112 ? SOURCE_112 : SOURCE;
  store<u16>(to, 0x5245); // ER
  store<u8>(to, <u8>extensionRecordBytes(), 2);
  store<u8>(to, SYSTEM_USE_VERSION, 3);
  store<u8>(to, <u8>identifier.length, 4);
  store<u8>(to, <u8>descriptor.length, 5);
  store<u8>(to, <u8>source.length, 6);
  store<u8>(to, EXTENSION_VERSION, 7);
  putText(putText(putText(to + ER_BYTES, identifier), descriptor), source);
}

/** Returns where the text ends. */
function putText(to: usize, text: string): usize {
  for (let at = 0; at < text.length; at++) store<u8>(to + at, <u8>text.charCodeAt(at));
  return to + text.length;
}
