/** What is recorded of the root while a folder's contents are its own. */
import { expect, test } from 'vitest';
import * as abi from '../../wasm/abi';
import { KeptManifest } from './earlier-manifest';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from './options';
import { ImageTree } from './tree';

const options: ImageOptions = { ...DEFAULT_OPTIONS, rockRidge: 'full' };

test('of the root is known what is known of the folder whose contents it has, now as well', () => {
  const tree = new ImageTree({ modifyTime: 1, mode: 0o700 });
  const folder = tree.addDirectory(0, 'folder', { modifyTime: 2, accessTime: 3, mode: 0o750 });
  tree.addFile(folder, 'file', { modifyTime: 9 }, { byteLength: 1, store: 1, offset: 0 });
  const kept = new KeptManifest();
  const root = () => {
    const made = buildManifest(tree, options, undefined, kept);
    const header = new DataView(made.bytes.buffer);
    const at = (column: number) => header.getUint32(column, true);
    const access = at(abi.COLUMN_ACCESS_TIME);
    const known = {
      kind: made.bytes[at(abi.COLUMN_KIND)],
      mode: header.getUint16(at(abi.COLUMN_MODE), true),
      modifyTime: header.getFloat64(at(abi.COLUMN_MODIFY_TIME), true),
      accessTime: access === 0 ? undefined : header.getFloat64(access, true),
    };
    kept.giveBack(made);
    return known;
  };
  const kind = tree.kind(0);
  expect(root()).toEqual({ kind, mode: 0o700, modifyTime: 1, accessTime: 1 });
  tree.setDissolved(folder, true);
  expect(root()).toEqual({ kind, mode: 0o750, modifyTime: 2, accessTime: 3 });
  tree.setAttributes(folder, { modifyTime: 4, accessTime: 5, mode: 0o711 });
  expect(root()).toEqual({ kind, mode: 0o711, modifyTime: 4, accessTime: 5 });
  tree.exclude(folder, true);
  expect(root()).toEqual({ kind, mode: 0o700, modifyTime: 1, accessTime: 1 });
});
