import fs from 'node:fs';
import { compareNames, encodeName } from '../image/names';
import type { NodePath } from './node-path';

/** What is in a folder. */
export interface FolderNames {
  /** In canonical order, as bytes where they are not UTF-8. */
  names: NodePath[];
  /** Those that stand for something else than a file. */
  others: ReadonlySet<NodePath>;
}

/** The names in a folder. Throws the system's error. */
export function listNames(path: NodePath): FolderNames {
  const entries = fs.readdirSync(path as string, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return folderNames(entries, (name) => name);
  return folderNames(fs.readdirSync(path as string, { withFileTypes: true, encoding: 'buffer' }), textIfUtf8);
}

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
