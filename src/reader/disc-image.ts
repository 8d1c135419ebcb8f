import type { ByteSource } from './byte-source';
import { CachedBytes } from './cached-bytes';
import { contents } from './contents';
import { DirectoryReader } from './directory-reader';
import { directoryRecords } from './directory-record';
import { type BootCatalog, isElTorito, readBootCatalog } from './el-torito';
import type { Directory, Entry, NamespaceKind } from './entry';
import { latin1 } from './fields';
import { Findings } from './findings';
import { ImageError } from './image-error';
import { findOtherSystems, noteOtherSystems, type OtherSystems } from './other-systems';
import { findSectorForm, firstByte, PLAIN_SECTORS, SECTOR_BYTES, type SectorForm, userData } from './sectors';
import { findSessions, type Session } from './sessions';
import { type Sharing, sharingProtocol } from './system-use';
import { isTree, readDescriptors, type TreeDescriptor, type VolumeDescriptor } from './volume-descriptors';
import { Walker } from './walk';

export interface OpenOptions {
  /** Number of the session to read, from 1; the last one if none is given. */
  session?: number;
  /** How the sectors lie in the file, where that is known (a cue sheet); otherwise it is found out. */
  sectors?: SectorForm;
  /** Sector that the first session begins at. */
  firstSector?: number;
  /** Entries of one directory that are read. */
  mostEntries?: number;
}

/** An opened image: its descriptors are read, nothing else. Whatever is odd is in `findings`. */
export class DiscImage {
  /** The user data of its sectors. */
  readonly source: ByteSource;
  /** The same, for structures. */
  readonly bytes: CachedBytes;
  readonly sectors: SectorForm;
  readonly sessions: readonly Session[];
  readonly session: Session | undefined;
  readonly descriptors: readonly VolumeDescriptor[];
  readonly findings: Findings;
  readonly others: OtherSystems;
  /** How Rock Ridge is recorded, if it is. */
  readonly sharing: Sharing | undefined;
  /** What the image can be read as, the fullest first. */
  readonly namespaces: readonly NamespaceKind[];
  readonly #options: OpenOptions;
  #bootCatalog: Promise<BootCatalog | undefined> | undefined;

  private constructor(
    read: Pick<
      DiscImage,
      | 'source'
      | 'bytes'
      | 'sectors'
      | 'sessions'
      | 'session'
      | 'descriptors'
      | 'findings'
      | 'others'
      | 'sharing'
      | 'namespaces'
    >,
    options: OpenOptions,
  ) {
    this.source = read.source;
    this.bytes = read.bytes;
    this.sectors = read.sectors;
    this.sessions = read.sessions;
    this.session = read.session;
    this.descriptors = read.descriptors;
    this.findings = read.findings;
    this.others = read.others;
    this.sharing = read.sharing;
    this.namespaces = read.namespaces;
    this.#options = options;
  }

  /**
   * Opens an image: reads its descriptors and the first sector of its root.
   * @throws {ImageError} where there is no ISO 9660 file system
   */
  static async open(file: ByteSource, options: OpenOptions = {}): Promise<DiscImage> {
    const findings = new Findings();
    const firstSector = options.firstSector ?? 0;
    const sectors = options.sectors ?? (await findSectorForm(file, firstSector)) ?? PLAIN_SECTORS;
    const source = userData(file, sectors, true);
    const bytes = new CachedBytes(userData(file, sectors, false), firstByte(sectors));
    // They are told by the first sectors of the disc.
    const others = bytes.firstByte > 0 ? {} : await findOtherSystems(bytes);
    const sessions = await findSessions(bytes, firstSector);
    const session = chosenSession(sessions, options.session);
    if (sessions.length > 1 && session) findings.add('sessions', { found: sessions.length, wanted: session.number });
    const descriptors = await readDescriptors(bytes, session?.sector ?? firstSector, findings);
    const trees = descriptors.filter(isTree);
    if (trees.length === 0) throw new ImageError(whyNoImage(others, latin1(await bytes.read(bytes.firstByte, 8))));
    noteOtherSystems(others, findings);
    if (!trees.some(({ kind }) => kind === 'primary')) findings.add('no-primary');
    const main = mainTree(trees);
    const wanted = main.blocks * main.blockBytes;
    if (wanted > source.byteLength) findings.add('truncated', { found: source.byteLength, wanted });
    const sharing = await rockRidgeSharing(bytes, main, findings);
    const has = (kind: TreeDescriptor['kind']) => trees.some((tree) => tree.kind === kind);
    const namespaces: NamespaceKind[] = [];
    if (sharing) namespaces.push('rock-ridge');
    if (has('joliet')) namespaces.push('joliet');
    if (has('enhanced')) namespaces.push('enhanced');
    if (has('primary') || namespaces.length === 0) namespaces.push('iso');
    return new DiscImage(
      { source, bytes, sectors, sessions, session, descriptors, findings, others, sharing, namespaces },
      options,
    );
  }

  /** The descriptors that have a directory hierarchy. */
  get trees(): TreeDescriptor[] {
    return this.descriptors.filter(isTree);
  }

  /** The primary descriptor, or what stands for it. */
  get primary(): TreeDescriptor {
    return mainTree(this.trees);
  }

  /** What reads the directories of a namespace; of the fullest one if none is named. */
  reader(kind: NamespaceKind = this.namespaces[0] as NamespaceKind): DirectoryReader {
    const tree = kind === 'joliet' || kind === 'enhanced' ? this.trees.find((one) => one.kind === kind) : this.primary;
    if (!tree || !this.namespaces.includes(kind))
      throw new ImageError(`The image has no ${NAMESPACE_NAMES[kind]} names.`);
    const sharing = kind === 'rock-ridge' ? this.sharing : undefined;
    return new DirectoryReader(kind, tree, this.bytes, this.findings, sharing, this.#options.mostEntries);
  }

  /** A way through the directories of a namespace that ends in any case. */
  walker(reader: DirectoryReader): Walker {
    return new Walker(reader, this.findings, this.source.byteLength);
  }

  /**
   * The contents of a file, in order.
   * @param into may be used for each piece, which is as it is until the next one; its length is the most that is read at once
   * @throws {ImageError} where they cannot be read
   */
  contents(entry: Entry, path: string, into?: Uint8Array): AsyncGenerator<Uint8Array> {
    return contents(this.source, entry, path, into);
  }

  /** The boot catalog, if there is one; it is read once. */
  async bootCatalog(): Promise<BootCatalog | undefined> {
    const record = this.descriptors.find(isElTorito);
    if (record) this.#bootCatalog ??= readBootCatalog(this.bytes, record, this.findings);
    return this.#bootCatalog;
  }

  /** The entry at a path of a namespace, and the directory that it is. Undefined where there is none. */
  async find(reader: DirectoryReader, path: string): Promise<Found | undefined> {
    const walker = this.walker(reader);
    let directory: Directory | undefined = reader.root;
    let entry: Entry | undefined;
    let parent: Directory | undefined;
    for (const name of path.split('/')) {
      if (name === '' || name === '.') continue;
      if (!directory) return undefined;
      const entries: Entry[] = await reader.list(directory);
      entry = entries.find((one) => one.name === name) ?? entries.find((one) => one.identifier === name);
      if (!entry) return undefined;
      parent = directory;
      directory = walker.enter(entry, directory);
    }
    return { entry, directory, parent };
  }
}

/** What is at a path. */
export interface Found {
  entry: Entry | undefined;
  directory: Directory | undefined;
  parent: Directory | undefined;
}

/** For a person. */
export const NAMESPACE_NAMES: Readonly<Record<NamespaceKind, string>> = {
  'rock-ridge': 'Rock Ridge',
  joliet: 'Joliet',
  enhanced: 'ISO 9660:1999',
  iso: 'plain ISO 9660',
};

function mainTree(trees: readonly TreeDescriptor[]): TreeDescriptor {
  return (trees.find(({ kind }) => kind === 'primary') ?? trees[0]) as TreeDescriptor;
}

function chosenSession(sessions: readonly Session[], wanted: number | undefined): Session | undefined {
  if (wanted === undefined) return sessions.at(-1);
  const session = sessions.find(({ number }) => number === wanted);
  if (session) return session;
  const has = sessions.length === 1 ? 'one session' : `${sessions.length} sessions`;
  throw new ImageError(`There is no session ${wanted}: the image has ${has}.`);
}

/** Whether the root has an SP entry: then there may be Rock Ridge (SUSP 5.3). */
async function rockRidgeSharing(bytes: CachedBytes, tree: TreeDescriptor, findings: Findings) {
  const { root, blockBytes } = tree;
  const at = (root.block + root.attributeBlocks) * blockBytes;
  const [self] = at < bytes.firstByte ? [] : directoryRecords(await bytes.read(at, SECTOR_BYTES), at);
  if (!self || 'defect' in self || self.identifier.length !== 1 || self.identifier[0] !== 0) {
    findings.add('root-unreadable', { at });
    return undefined;
  }
  return sharingProtocol(self);
}

/** What a file is that has no volume descriptor, as a sentence. */
function whyNoImage({ udf, hfs, appleMap, partitionTable }: OtherSystems, head: string): string {
  if (udf) return 'It has a UDF file system and no ISO 9660 one, which is all that Isodrop reads.';
  if (hfs) return `It has an ${hfs} file system of the Macintosh and no ISO 9660 one, which is all that Isodrop reads.`;
  if (appleMap) return `It has an Apple partition map (${appleMap.join(', ')}) and no ISO 9660 file system.`;
  const magic = Object.entries(OTHER_FILES).find(([begin]) => head.startsWith(begin));
  if (magic) return `It is ${magic[1]}, and no disc image.`;
  if (partitionTable) return `It is an image of a disk with partitions (${partitionTable}), not of a disc.`;
  return 'It is no disc image: there is no volume descriptor at sector 16, in sectors of any size.';
}

const OTHER_FILES: Readonly<Record<string, string>> = {
  'PK\x03\x04': 'a zip archive',
  '\x1f\x8b': 'a file that gzip compressed',
  '\xfd7zXZ\0': 'a file that xz compressed',
  '(\xb5/\xfd': 'a file that zstd compressed',
  BZh: 'a file that bzip2 compressed',
  '7z\xbc\xaf\x27\x1c': 'a 7-Zip archive',
  CISO: 'a compressed image (CSO)',
  'Rar!': 'a RAR archive',
};
