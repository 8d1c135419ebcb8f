import { basename, dirname } from 'node:path';
import { decodeName } from '../image/names';

/** A path or a name: text where its bytes are UTF-8, bytes where they are not. */
export type NodePath = string | Buffer;

/** A name in a folder. */
export function joinPath(directory: NodePath, name: NodePath): NodePath {
  if (typeof directory === 'string' && typeof name === 'string') {
    return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
  }
  const folder = Buffer.from(directory as Buffer);
  return Buffer.concat(
    folder.at(-1) === SLASH
      ? [folder, Buffer.from(name as Buffer)]
      : [folder, SLASH_BYTES, Buffer.from(name as Buffer)],
  );
}

/** A path's folder and the name in it, without slashes that may follow. */
export function splitPath(path: NodePath): { directory: NodePath; name: NodePath } {
  if (typeof path === 'string') return { directory: dirname(path), name: basename(path) };
  // Each byte a character, and back.
  const text = path.toString('latin1');
  return { directory: Buffer.from(dirname(text), 'latin1'), name: Buffer.from(basename(text), 'latin1') };
}

/** For messages: bytes that are not UTF-8 become U+FFFD. */
export function showPath(path: NodePath): string {
  return typeof path === 'string' ? path : decodeName(path);
}

const SLASH = 0x2f;
const SLASH_BYTES = Buffer.of(SLASH);
