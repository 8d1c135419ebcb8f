/** What each of an image's three namespaces shows, from the parsed structures. */
import {
  type Directory,
  type DirectoryRecord,
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  type IsoImage,
  type Volume,
} from './iso-fields';
import { both32, linkTargetBytes, nameBytes, timeStamps } from './susp-fields';
import { pathText } from './trees';

/** A name of level 4 may end within a character. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export interface Section {
  block: number;
  byteLength: number;
}

export interface Node {
  path: string;
  kind: 'file' | 'directory' | 'link';
  /** Of all sections. */
  size: number;
  sections: Section[];
  record: DirectoryRecord;
  /** File type and permissions. */
  mode?: number;
  linkCount?: number;
  user?: number;
  group?: number;
  /** Unix seconds. */
  modifyTime?: number | undefined;
  accessTime?: number | undefined;
  attributeTime?: number | undefined;
  target?: string;
  /** Of RRIP 1.12. */
  serial?: number;
  /** The two numbers of PN. */
  device?: { high: number; low: number };
}

export type Namespace = Map<string, Node>;

/** Unix seconds of a date and time of seven (ECMA-119 9.1.5) or seventeen bytes (8.4.26.1), undefined where none is. */
export function recordedTime(bytes: Uint8Array | undefined): number | undefined {
  if (bytes?.length === 17) {
    const [, year, month, day, hour, minute, second] =
      /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d/.exec(Buffer.from(bytes).toString('latin1')) ?? [];
    const zone = ((bytes[16] ?? 0) << 24) >> 24;
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000 - zone * 900;
  }
  if (bytes?.length !== 7 || bytes.every((byte) => byte === 0)) return undefined;
  const [year, month, day, hour, minute, second, zone] = bytes as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const quarters = (zone << 24) >> 24;
  return Date.UTC(1900 + year, month - 1, day, hour, minute, second) / 1000 - quarters * 900;
}

/** One file's records stand next to each other; all but the last have the multi-extent flag. */
export function* files(directory: Directory): Generator<DirectoryRecord[]> {
  let sections: DirectoryRecord[] = [];
  for (const record of directory.records) {
    if (record.name === '.' || record.name === '..') continue;
    sections.push(record);
    if (record.flags & FLAG_MULTI_EXTENT) continue;
    yield sections;
    sections = [];
  }
  if (sections.length) yield sections;
}

const plainName = (name: string) => name.replace(/;\d+$/, '');

function node(path: string, sections: DirectoryRecord[]): Node {
  const record = sections[0]!;
  const isDirectory = (record.flags & FLAG_DIRECTORY) !== 0;
  return {
    path,
    kind: isDirectory ? 'directory' : 'file',
    size: isDirectory ? 0 : sections.reduce((sum, { dataLength }) => sum + dataLength, 0),
    sections: sections.map(({ extentBlock, dataLength }) => ({ block: extentBlock, byteLength: dataLength })),
    record,
    modifyTime: recordedTime(record.recordingTime),
  };
}

/** The tree as records show it, by identifiers without versions: plain ISO 9660, or Joliet. */
export function identifierTree(volume: Volume): Namespace {
  const tree: Namespace = new Map();
  const walk = (directory: Directory, path: string) => {
    for (const sections of files(directory)) {
      const record = sections[0]!;
      const name = record.child ? record.name : plainName(record.name);
      const item = node(path ? `${path}/${name}` : name, sections);
      tree.set(item.path, item);
      if (record.child) walk(record.child, item.path);
    }
  };
  walk(volume.root, '');
  return tree;
}

/**
 * What each entry's records say, in a line: path by identifiers, `folder` or the sections that have bytes as
 * `block+bytes`, Unix seconds, the file flags but those of directories and of sections.
 */
export function recordLines(volume: Volume): string[] {
  const lines: string[] = [];
  const walk = (directory: Directory, path: string) => {
    for (const sections of files(directory)) {
      const record = sections[0]!;
      const own = volume.namespace === 'Joliet' ? record.name : decoder.decode(record.identifier);
      const full = sections.filter(({ dataLength }) => dataLength > 0);
      const where = full.map(({ extentBlock, dataLength }) => `${extentBlock}+${dataLength}`).join(' ');
      const flags = record.flags & ~(FLAG_DIRECTORY | FLAG_MULTI_EXTENT);
      const time = recordedTime(record.recordingTime);
      lines.push(`${path}/${own}: ${record.child ? 'folder' : where}, ${time}, ${flags}`);
      if (record.child) walk(record.child, `${path}/${own}`);
    }
  };
  walk(volume.root, '');
  return lines.sort();
}

/** The entries of one directory's own attributes: a relocated or plain directory keeps them in its `.` too. */
function attributes(item: Node, entries: DirectoryRecord['systemUse']): void {
  const px = entries.find(({ signature }) => signature === 'PX');
  if (px) {
    item.mode = both32(px.bytes, 4);
    item.linkCount = both32(px.bytes, 12);
    item.user = both32(px.bytes, 20);
    item.group = both32(px.bytes, 28);
    if (px.bytes.length >= 44) item.serial = both32(px.bytes, 36);
  }
  const pn = entries.find(({ signature }) => signature === 'PN');
  if (pn) item.device = { high: both32(pn.bytes, 4), low: both32(pn.bytes, 12) };
  const stamps = timeStamps(entries);
  if (stamps.modify) item.modifyTime = recordedTime(stamps.modify);
  if (stamps.access) item.accessTime = recordedTime(stamps.access);
  if (stamps.attributes) item.attributeTime = recordedTime(stamps.attributes);
}

/** The tree as a Rock Ridge reader shows it: relocated directories in their own place, RR_MOVED hidden if it holds nothing else. */
export function rockRidgeTree(image: IsoImage): Namespace {
  const tree: Namespace = new Map();
  const byBlock = new Map(image.primary.directories.map((directory) => [directory.block, directory]));
  const has = (record: DirectoryRecord, signature: string) =>
    record.systemUse.some((entry) => entry.signature === signature);
  const walk = (directory: Directory, path: string) => {
    for (const sections of files(directory)) {
      const record = sections[0]!;
      if (has(record, 'RE')) continue;
      const name = nameBytes(record.systemUse);
      const text = name ? pathText(name) : plainName(record.name);
      const item = node(path ? `${path}/${text}` : text, sections);
      attributes(item, record.systemUse);
      const relocation = record.systemUse.find(({ signature }) => signature === 'CL');
      let child = record.child;
      if (relocation) {
        child = byBlock.get(both32(relocation.bytes, 4));
        item.kind = 'directory';
        const dot = child?.records.find((entry) => entry.name === '.');
        if (dot) attributes(item, dot.systemUse);
      }
      if (child && isRelocationDirectory(child)) continue;
      const target = linkTargetBytes(record.systemUse);
      if (target) {
        item.kind = 'link';
        item.target = pathText(target);
      }
      tree.set(item.path, item);
      if (child) walk(child, item.path);
    }
  };
  walk(image.primary.root, '');
  return tree;
}

/** Whether a directory of the root holds relocated directories and nothing else. */
export function isRelocationDirectory(directory: Directory): boolean {
  const own = directory.records.filter(({ name }) => name !== '.' && name !== '..');
  return (
    directory.level === 2 &&
    own.length > 0 &&
    own.every(({ systemUse }) => systemUse.some(({ signature }) => signature === 'RE'))
  );
}
