import fs from 'node:fs';
import { compareNames, encodeName } from '../image/names';
import type { NodePath } from './node-path';

/** The names in a folder in canonical order, as bytes where they are not UTF-8. Throws the system's error. */
export function listNames(path: NodePath): NodePath[] {
  const names = fs.readdirSync(path as string);
  if (!names.some((name) => name.includes('\ufffd'))) {
    // UTF-16 sorts as UTF-8 does unless there are surrogates or what comes after them.
    return names.some((name) => /[\ud800-\uffff]/.test(name)) ? sortNames(names) : names.sort();
  }
  return sortNames(fs.readdirSync(path as string, 'buffer').map(textIfUtf8));
}

/** Bytes as text where they are UTF-8. */
export function textIfUtf8(bytes: Buffer): NodePath {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : bytes;
}

function sortNames(names: NodePath[]): NodePath[] {
  return names
    .map((name) => ({ name, bytes: typeof name === 'string' ? encodeName(name) : name }))
    .sort((a, b) => compareNames(a.bytes, b.bytes))
    .map(({ name }) => name);
}
