/** What an opened image has recorded of one entry, in each of its hierarchies. */
import { FLAG_HIDDEN, FLAG_MULTI_EXTENT } from '../reader/directory-record';
import type { DiscImage } from '../reader/disc-image';
import type { Directory, Entry, NamespaceKind } from '../reader/entry';
import { shortDate } from '../reader/fields';

/** Its path in a hierarchy; of plain names and those of 1999 as they are recorded, version numbers and all. */
export interface RecordedName {
  namespace: NamespaceKind;
  path: string;
}

export interface EntryAbout {
  names: RecordedName[];
  /** Where its bytes are: first blocks, and bytes in each. */
  extents: { block: number; byteLength: number }[];
  /** How many there are besides, if not all of them are given. */
  moreExtents?: number;
  /** Bytes of the contents, and of what is recorded of them, which is less where they are compressed. */
  byteLength: number;
  recordedBytes: number;
  isCompressed: boolean;
  isHidden: boolean;
  isAssociated: boolean;
  /** It lies in several sections. */
  isSections: boolean;
  /** Place of its directory record, in bytes, and the time there; Unix seconds. */
  recordAt: number;
  recorded?: number;
  /** Of Rock Ridge. */
  created?: number;
  modified?: number;
  accessed?: number;
  attributesChanged?: number;
  mode?: number;
  links?: number;
  user?: number;
  group?: number;
  serial?: number;
  device?: { major: number; minor: number };
  target?: string;
}

/** Extents that are given: a file of a terabyte has 256. */
const MOST_EXTENTS = 256;
/** Bytes of a directory record's head, with its time and flags (ECMA-119 9.1). */
const RECORD_BYTES = 33;
const TIME_AT = 18;
const FLAGS_AT = 25;
/** What the Joliet specification forbids in an identifier, and its shortest limit. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\x00-\x1f\x7f*/:;?\\]/g;
const JOLIET_UNITS = 64;

/**
 * An entry by the names on its path in the fullest hierarchy; undefined where there is none.
 * @param signal ends it between two folders: it rejects
 */
export async function aboutEntry(
  image: DiscImage,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<EntryAbout | undefined> {
  const named: Choose = (entries, at) => entries.find(({ name }) => name === names[at]);
  let kind = image.namespaces[0] as NamespaceKind;
  let way = await follow(image, kind, named, names.length, signal);
  if (!way && kind !== 'joliet' && image.namespaces.includes('joliet')) {
    kind = 'joliet';
    way = await follow(image, kind, named, names.length, signal);
  }
  const entry = way?.at(-1);
  if (!way || !entry) return undefined;
  const head = await image.bytes.read(entry.at, RECORD_BYTES);
  const recorded = shortDate(head, TIME_AT);
  const flags = head[FLAGS_AT] ?? 0;
  const isRockRidge = kind === 'rock-ridge';
  const { blockBytes } = image.primary;
  const { extents, byteLength, created, accessed, attributesChanged, mode, links, user, group, serial } = entry;
  return {
    names: await allNames(image, kind, way, signal),
    extents: extents
      .slice(0, MOST_EXTENTS)
      .map((extent) => ({ block: extent.at / blockBytes, byteLength: extent.byteLength })),
    byteLength,
    recordedBytes: extents.reduce((sum, extent) => sum + extent.byteLength, 0),
    isCompressed: entry.zisofs !== undefined,
    isHidden: (flags & FLAG_HIDDEN) !== 0,
    isAssociated: entry.isAssociated,
    isSections: (flags & FLAG_MULTI_EXTENT) !== 0,
    recordAt: entry.at,
    ...known({
      moreExtents: extents.length > MOST_EXTENTS ? extents.length - MOST_EXTENTS : undefined,
      recorded,
      created,
      modified: isRockRidge ? entry.modified : undefined,
      accessed,
      attributesChanged,
      mode,
      links,
      user,
      group,
      serial,
      device: entry.device,
      target: entry.target,
    }),
  };
}

type Known<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

const known = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Known<Values>;

type Choose = (entries: readonly Entry[], at: number) => Entry | undefined;

/** The entries on a way through a hierarchy; undefined where it ends too early. */
async function follow(
  image: DiscImage,
  kind: NamespaceKind,
  choose: Choose,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Entry[] | undefined> {
  const reader = image.reader(kind);
  const walker = image.walker(reader);
  const way: Entry[] = [];
  let directory: Directory | undefined = reader.root;
  for (let at = 0; at < length; at++) {
    signal?.throwIfAborted();
    const entry: Entry | undefined = directory && choose(await reader.list(directory), at);
    if (!directory || !entry) return undefined;
    way.push(entry);
    directory = walker.enter(entry, directory);
  }
  return way;
}

/** What it is called in each hierarchy that has it. */
async function allNames(
  image: DiscImage,
  kind: NamespaceKind,
  way: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<RecordedName[]> {
  const choose: Choose = (entries, at) => same(entries, way[at]);
  const names: RecordedName[] = [];
  for (const namespace of image.namespaces) {
    // Rock Ridge lies in the records of the plain names.
    const isSame = namespace === kind || (namespace === 'iso' && kind === 'rock-ridge');
    const found = isSame ? way : await follow(image, namespace, choose, way.length, signal);
    if (!found) continue;
    const isRecorded = namespace === 'iso' || namespace === 'enhanced';
    names.push({ namespace, path: found.map((one) => (isRecorded ? one.identifier : one.name)).join('/') });
  }
  return names;
}

/** The same in another hierarchy: where contents or records of a folder lie at one place that counts, and then the name. */
function same(entries: readonly Entry[], wanted: Entry | undefined): Entry | undefined {
  if (!wanted) return undefined;
  const place = (entry: Entry) => (entry.kind === 'file' && entry.byteLength > 0 ? entry.extents[0]?.at : undefined);
  const at = place(wanted);
  const there = at === undefined ? [] : entries.filter((entry) => place(entry) === at);
  const name = wanted.name.replace(FORBIDDEN, '_');
  const isNamed = (entry: Entry) => entry.name === name || entry.identifier === wanted.identifier;
  if (at !== undefined) return there.find(isNamed) ?? there[0];
  const found = entries.find(isNamed);
  if (found) return found;
  // A name that was cut, where nothing else begins so.
  const cut = entries.filter(
    (entry) => entry.name.length >= JOLIET_UNITS - 4 && name.startsWith(entry.name.slice(0, JOLIET_UNITS - 8)),
  );
  return cut.length === 1 ? cut[0] : undefined;
}
