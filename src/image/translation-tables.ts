import * as abi from '../../wasm/abi';
import type { Rows } from './flat-tree';
import type { LaidOut } from './lay-out';
import type { StructureFiles } from './manifest';
import { compareNames, encodeName } from './names';
import type { Notice } from './notices';
import type { ImageOptions } from './options';
import { type ImageTree, Kind } from './tree';

/** What genisoimage calls it. */
export const TABLE_NAME = 'TRANS.TBL';
/** Everybody may read it, whatever modes files have. */
const TABLE_MODE = 0o444;

/** Whether Joliet and Rock Ridge have room for a table's name as it is. */
export function isTableName(text: string): boolean {
  const isNamed = text !== '' && text !== '.' && text !== '..';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return isNamed && text.length <= 64 && !/[\x00-\x1f\x7f*/:;?\\\ud800-\udfff]/u.test(text);
}

/** A file in every folder that lists its names, as genisoimage's `-T` makes it. */
export class TranslationTable implements StructureFiles {
  /** As Rock Ridge and Joliet have it, which must have room for it as it is. */
  readonly name: string;
  readonly inJoliet: boolean;
  readonly nameBytes: Uint8Array;

  constructor(name: string, inJoliet: boolean) {
    this.name = name;
    this.inJoliet = inJoliet;
    this.nameBytes = encodeName(name);
  }

  /** Each folder with something in it but a file of the table's very name. */
  folders(tree: ImageTree, { entries, parents }: Rows): Uint32Array {
    const lists = new Uint8Array(entries.length);
    for (let row = 1; row < entries.length; row++) {
      const entry = entries[row] as number;
      const isListed = tree.kind(entry) === Kind.directory || compareNames(tree.nameBytes(entry), this.nameBytes) !== 0;
      if (isListed) lists[parents[row] as number] = 1;
    }
    return Uint32Array.from(lists.keys()).filter((row) => lists[row] === 1);
  }

  write(
    manifest: Uint8Array<ArrayBuffer>,
    folders: Uint32Array,
    { owner }: ImageOptions,
    rows: number,
    sources: number,
  ): void {
    const header = new DataView(manifest.buffer);
    const u32 = (position: number) => header.getUint32(position, true);
    /** A number of each table in a column, which may be absent. */
    const fill = (column: number, bytes: 1 | 2 | 4 | 8, value: (at: number) => number, first = rows) => {
      const start = u32(column);
      if (start === 0) return;
      for (let at = 0; at < folders.length; at++) {
        const place = start + (first + at) * bytes;
        if (bytes === 1) header.setUint8(place, value(at));
        else if (bytes === 2) header.setUint16(place, value(at), true);
        else if (bytes === 4) header.setUint32(place, value(at), true);
        else header.setFloat64(place, value(at), true);
      }
    };
    const time = () => header.getFloat64(abi.MANIFEST_NEW_DIRECTORY_TIME, true);
    const folderFlags = (at: number) =>
      header.getUint8(u32(abi.COLUMN_FLAGS) + (folders[at] as number)) &
      (abi.ENTRY_NOT_IN_ISO | abi.ENTRY_NOT_IN_JOLIET);
    const ownFlags = !this.inJoliet ? abi.ENTRY_NOT_IN_JOLIET : 0;
    const namesEnd = u32(abi.MANIFEST_NAMES_BYTES) - folders.length * this.nameBytes.length;

    fill(abi.COLUMN_PARENT, 4, (at) => folders[at] as number);
    fill(abi.COLUMN_NAME_START, 4, (at) => namesEnd + (at + 1) * this.nameBytes.length, rows + 1);
    for (let at = 0; at < folders.length; at++)
      manifest.set(this.nameBytes, u32(abi.COLUMN_NAMES) + namesEnd + at * this.nameBytes.length);
    fill(abi.COLUMN_KIND, 1, () => abi.KIND_FILE);
    fill(abi.COLUMN_MODE, 2, () => TABLE_MODE);
    fill(abi.COLUMN_MODIFY_TIME, 8, time);
    fill(abi.COLUMN_ACCESS_TIME, 8, time);
    fill(abi.COLUMN_ATTRIBUTE_TIME, 8, time);
    fill(abi.COLUMN_USER, 4, () => owner.user ?? 0);
    fill(abi.COLUMN_GROUP, 4, () => owner.group ?? 0);
    fill(abi.COLUMN_LINK_COUNT, 4, () => 1);
    fill(abi.COLUMN_FLAGS, 1, (at) => folderFlags(at) | ownFlags);
    fill(abi.COLUMN_SERIAL, 4, (at) => rows + at + 1);
    const targetsEnd = u32(abi.MANIFEST_TARGETS_BYTES);
    fill(abi.COLUMN_TARGET_START, 4, () => targetsEnd, rows + 1);
    fill(abi.COLUMN_CONTENT, 4, (at) => sources + at);
    fill(abi.COLUMN_CONTENT_KIND, 1, () => abi.CONTENT_TRANSLATION_TABLE, sources);
    fill(abi.COLUMN_CONTENT_WEIGHT, 4, () => 0, sources);
  }
}

/** What tables are called in plain ISO 9660, where that is not the name that was asked for. */
export function tableNotices(
  encoder: { isoName(row: number): string },
  { entries, tables }: { entries: Uint32Array; tables: Uint32Array },
  { translationTable }: ImageOptions,
): Notice[] {
  if (!translationTable || tables.length === 0) return [];
  const { name } = translationTable;
  // they have one name in all folders: the first stands for all
  const after = encoder.isoName(entries.length);
  const isWhole = after.replace(/\.$/, '').toUpperCase() === name.replace(/\.$/, '').toUpperCase();
  return isWhole ? [] : [{ code: 'table-name', path: name, after }];
}

/** Paths of the files in an image that are structures, by their number among them: tables, then the boot catalog. */
export function structurePaths({ tree, manifest, options }: Pick<LaidOut, 'tree' | 'manifest' | 'options'>) {
  return (index: number): string => {
    if (index === manifest.tables.length) {
      return manifest.catalog === undefined ? 'boot catalog' : `/${tree.path(manifest.catalog)}`;
    }
    const folder = tree.path(manifest.entries[manifest.tables[index] as number] as number);
    return `${folder && '/'}${folder}/${options.translationTable?.name}`;
  };
}
