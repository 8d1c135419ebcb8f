/** What goes into an archive that is made here. */

/** A hard link names a file that came before it in `target`. */
export type OutgoingKind = 'file' | 'directory' | 'link' | 'hard-link' | 'character-device' | 'block-device' | 'pipe';

export interface OutgoingMember {
  kind: OutgoingKind;
  /** Names with slashes between them, none at the beginning or the end. */
  path: Uint8Array;
  /** Of a file: so many bytes follow its header. */
  byteLength: number;
  /** The twelve POSIX permission bits. */
  mode: number;
  /** Unix seconds. */
  modified: number;
  owner?: { user: number; group: number } | undefined;
  target?: Uint8Array | undefined;
  device?: { major: number; minor: number } | undefined;
}
