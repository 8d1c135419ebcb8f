/** What archives hold, as it is read from them: not yet looked at. */
import type { Attributes } from '../image/attributes';
import type { Kind } from '../image/entry';

/** Where the bytes of a file are. */
export interface MemberBytes {
  /** 0: the archive itself; else the number of what was decompressed. */
  place: number;
  offset: number;
  byteLength: number;
}

/** A member of an archive. A hard link names another one in `target`. */
export interface Member {
  path: Uint8Array;
  kind: Kind | 'hard-link';
  attributes: Attributes;
  target?: Uint8Array;
  bytes?: MemberBytes;
}

/** What of an archive is not in the tree, or is there otherwise; the codes are those of notices. */
export interface ArchiveNotice {
  code:
    | 'archive-absolute'
    | 'archive-attributes'
    | 'archive-control'
    | 'archive-encoding'
    | 'archive-ended'
    | 'archive-kind'
    | 'archive-link'
    | 'archive-name'
    | 'archive-outside'
    | 'archive-owner'
    | 'archive-rest'
    | 'archive-target'
    | 'archive-through'
    | 'archive-twice';
  path: string;
  before?: string;
}

/** Takes what a reader finds. */
export interface MemberSink {
  member(member: Member): void;
  notice(notice: ArchiveNotice): void;
  /** Where the bytes of a file are that was taken before. */
  bytesOf(path: Uint8Array): MemberBytes | undefined;
}

/** Text as its bytes. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, if they are UTF-8. */
export function textIfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Each byte a character, and back. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** A name for people. */
export const shown = (bytes: Uint8Array): string => textIfUtf8(bytes) ?? latin1(bytes);

/** Bytes one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
