import { textIfUtf8 } from '../sources/node-names';
import type { NodePath } from '../sources/node-path';
import type { PlacedPath } from '../sources/node-walk-options';

/**
 * What a path on the command line means. With `-graft-points` it may be `TARGET=SOURCE`: the source goes to that place
 * of the image, a file under the target's last name unless a slash follows it, the contents of a folder into it.
 * `\=` and `\\` stand for `=` and `\`, in other paths too; the first `=` that neither begins the path nor follows
 * a `\` divides. `.` and `..` are taken out of the target, whose root has nothing above it.
 *
 * @param root the folder of the image that everything is put below (`-root`)
 */
export function placePath(given: NodePath, graftPoints: boolean, root: string): PlacedPath {
  // Byte by byte: none of the characters that mean something is a part of another one in UTF-8.
  const text = typeof given === 'string' ? given : given.toString('latin1');
  const bytes = (part: string): NodePath =>
    typeof given === 'string' ? part : textIfUtf8(Buffer.from(part, 'latin1'));
  const equals = graftPoints ? /(?<=[^\\])=/.exec(text)?.index : undefined;
  const path = graftPoints ? unescaped(text.slice(equals === undefined ? 0 : equals + 1)) : text;
  const target = equals === undefined ? '' : unescaped(text.slice(0, equals));

  const below = resolveTarget(root).map((folder): NodePath => folder);
  const parts = resolveTarget(target).map(bytes);
  const folders = [...below, ...parts];
  if (parts.length === 0 || /(^|\/)\.{0,2}$/.test(target)) return { path: bytes(path), folders };
  const name = folders.pop() as NodePath;
  return { path: bytes(path), folders, name };
}

/** The names on the way from the image's root. */
function resolveTarget(target: string): string[] {
  const names: string[] = [];
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}

function unescaped(text: string): string {
  return text.replace(/\\([\\=])/g, '$1');
}
