import fs from 'node:fs';
import { compareNames, encodeName } from '../image/names';
import type { NodePath } from './node-path';

/** What is in a folder. */
export interface FolderNames {
  /** In canonical order, as bytes where they are not UTF-8. */
  names: NodePath[];
  /** Those that stand for something else than a file; undefined: what they stand for is not known. */
  others: ReadonlySet<NodePath> | undefined;
}

/**
 * The names in a folder. Throws the system's error.
 * @param withKinds whether somebody wants to know what they stand for, which takes longer
 */
export function listNames(path: NodePath, withKinds: boolean): FolderNames {
  try {
    if (withKinds) return listKinds(path);
  } catch {
    // Not every file system tells kinds. Node then looks every name up, and gives nothing if one of them is no text or
    // has just gone. What is wrong with the folder itself is met again.
  }
  return { names: sortNames(listUnknown(path)), others: undefined };
}

function listKinds(path: NodePath): FolderNames {
  const entries = fs.readdirSync(path as string, { withFileTypes: true });
  if (!entries.some(({ name }) => mayBeNoText(name))) return folderNames(entries, (name) => name);
  // Node may join names to the path, and joins bytes to bytes alone.
  const bytes = Buffer.from(path as string) as unknown as string;
  return folderNames(fs.readdirSync(bytes, { withFileTypes: true, encoding: 'buffer' }), textIfUtf8);
}

function listUnknown(path: NodePath): NodePath[] {
  const names = fs.readdirSync(path);
  return names.some(mayBeNoText) ? fs.readdirSync(path, 'buffer').map(textIfUtf8) : names;
}

/** Whether a name that was read as UTF-8 may have been none. */
const mayBeNoText = (name: string): boolean => name.includes('\ufffd');

function folderNames<Name>(
  entries: readonly { name: Name; isFile(): boolean }[],
  read: (name: Name) => NodePath,
): FolderNames {
  const others = new Set<NodePath>();
  const names = entries.map((entry) => {
    const name = read(entry.name);
    if (!entry.isFile()) others.add(name);
    return name;
  });
  return { names: sortNames(names), others };
}

/** Bytes as text where they are UTF-8. */
export function textIfUtf8(bytes: Buffer): NodePath {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : bytes;
}

function sortNames(names: NodePath[]): NodePath[] {
  // UTF-16 sorts as UTF-8 does unless there are surrogates or what comes after them.
  if (!names.some((name) => typeof name !== 'string' || /[\ud800-\uffff]/.test(name))) return names.sort();
  return names
    .map((name) => ({ name, bytes: typeof name === 'string' ? encodeName(name) : name }))
    .sort((a, b) => compareNames(a.bytes, b.bytes))
    .map(({ name }) => name);
}
