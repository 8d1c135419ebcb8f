/** What a translation table (TRANS.TBL) has to say, by the records that it stands among. */
import type { DirectoryRecord } from './iso-fields';
import { files, isRelocationDirectory } from './namespaces';
import { both32, linkTargetBytes, nameBytes } from './susp-fields';

/** By POSIX file type. */
const LETTERS: ReadonlyMap<number, string> = new Map([
  [0o010000, 'P'],
  [0o020000, 'C'],
  [0o040000, 'D'],
  [0o060000, 'B'],
  [0o100000, 'F'],
  [0o120000, 'L'],
  [0o140000, 'S'],
]);
/** Characters that genisoimage fills identifiers up to. */
const IDENTIFIER_WIDTH = 208;

const latin1 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

/**
 * The text of the table at `record` of a Rock Ridge image, without the numbers of devices; a character for each byte.
 * @param wholeName the name that Rock Ridge may have cut
 */
export function tableText(record: DirectoryRecord, wholeName = (name: string) => name): string {
  const lines = [...files(record.directory)].map(([other]) => {
    if (!other || other === record || (other.child && isRelocationDirectory(other.child))) return '';
    const attributes = other.systemUse.find(({ signature }) => signature === 'PX')?.bytes ?? new Uint8Array(12);
    const letter = LETTERS.get(both32(attributes, 4) & 0o170000);
    const target = linkTargetBytes(other.systemUse);
    const link = target ? `\t${latin1(target)}` : '';
    const name = wholeName(Buffer.from(nameBytes(other.systemUse) ?? []).toString());
    return `${letter} ${other.name.padEnd(IDENTIFIER_WIDTH)}\t${latin1(Buffer.from(name))}${link}\n`;
  });
  return lines.join('');
}
