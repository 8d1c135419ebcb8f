/** Files of checksums as `sha256sum -c`, `sha512sum -c`, `md5sum -c` and `b3sum -c` read them. */
import type { ChecksumKind } from '../worker/session';

const TOOLS: Readonly<Record<ChecksumKind, { extension: string; command: string }>> = {
  sha256: { extension: 'sha256', command: 'sha256sum' },
  sha512: { extension: 'sha512', command: 'sha512sum' },
  md5: { extension: 'md5', command: 'md5sum' },
  blake3: { extension: 'b3', command: 'b3sum' },
};

/**
 * The line of one file. Coreutils and b3sum write a backslash before a line in which characters of the name are escaped
 * (GNU Coreutils: “cksum output modes”).
 */
export function checksumLine(digest: string, name: string): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === name ? '' : '\\'}${digest}  ${escaped}\n`;
}

/** What the checksum file of an image is called. */
export const checksumFileName = (kind: ChecksumKind, name: string) => `${name}.${TOOLS[kind].extension}`;

/** The program that reads it. */
export const checksumProgram = (kind: ChecksumKind) => TOOLS[kind].command;
