/** The disk as the library sees it in Node. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { cannotOpen, OutputError, writingFailed } from '../node/output-error';
import { type ImageOutput, OutputPlace } from '../sinks/node-file';
import type { NodeContents } from '../sources/node-contents';
import { walkPaths } from '../sources/node-directory';
import { showPath } from '../sources/node-path';
import { errorCode } from '../sources/node-reason';
import type { PlacedPath, WalkOptions } from '../sources/node-walk-options';
import type { Disk, DiskPath } from './build';
import { namesOf } from './entries';
import type { BuildOptions, DiskEntry } from './types';

/** Bytes of a file that are read at a time. */
const READ_BYTES = 1 << 20;

/** Takes files from the disk and writes images to it. */
export const disk: Disk = {
  list(entries, options) {
    const { tree, notices, contents } = walkPaths(entries.map(placedPath), walkOptions(options));
    return {
      tree,
      notices,
      path: (store, offset) => contents.path(store, offset),
      read: (store, offset, byteLength) => readFile(contents, store, offset, byteLength),
    };
  },

  async write(path, byteLength, pieces, sources) {
    const place = lookAt(path);
    for (const source of sources) if (isFile(source, place.path)) throw ownSource(path);
    const output = open(path, place);
    try {
      for await (const piece of pieces) {
        output.write(piece);
        // Others have their turn, such as whoever aborts.
        await new Promise((turn) => setImmediate(turn));
      }
      output.finish();
    } catch (error) {
      // What has a code comes from the system. First, since it tells how much room there was.
      const failure = errorCode(error) === '' ? error : writingFailed(`“${path}”`, byteLength, output, error);
      output.discard();
      throw failure;
    }
  },
};

function placedPath({ disk: path, path: place = '' }: DiskEntry): PlacedPath {
  if (typeof path !== 'string' || path === '') {
    throw new TypeError(`disk is ${String(path)}; it must be the path of a file or folder.`);
  }
  const folders = namesOf(place);
  const name = folders.pop();
  return name === undefined ? { path, folders } : { path, folders, name };
}

function walkOptions({ followLinks = false, portable = false, exclude }: BuildOptions): WalkOptions {
  return {
    followLinks,
    portable,
    ...(exclude
      ? {
          selection: {
            isExcluded: (_name, path) => exclude(path),
            marks: () => 0,
            weight: (_path, inherited) => inherited,
          },
        }
      : {}),
  };
}

/** A file of the disk, piece by piece. Throws a sentence if it is not what was listed. */
function* readFile(contents: NodeContents, store: number, offset: number, byteLength: number): Generator<Uint8Array> {
  const file = contents.open(store, offset, byteLength);
  try {
    for (let left = byteLength; left > 0; ) {
      const bytes = new Uint8Array(Math.min(left, READ_BYTES));
      file.read(bytes);
      left -= bytes.length;
      yield bytes;
    }
    file.verify();
  } finally {
    file.close();
  }
}

function lookAt(path: string): OutputPlace {
  try {
    return new OutputPlace(path);
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function open(path: string, place: OutputPlace): ImageOutput {
  try {
    return place.open();
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function isFile(source: DiskPath, path: string): boolean {
  const shown = showPath(typeof source === 'string' ? source : Buffer.from(source));
  if (!path.endsWith(shown.slice(shown.lastIndexOf('/') + 1))) return false;
  try {
    return realpathSync(resolve(shown)) === path;
  } catch {
    return false;
  }
}

function ownSource(path: string): OutputError {
  return new OutputError(
    `“${path}” is itself one of the files that the image is made of. Write the image elsewhere, or leave the file out.`,
  );
}
