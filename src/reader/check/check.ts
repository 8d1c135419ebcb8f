import { FLAG_DIRECTORY } from '../directory-record';
import type { DiscImage } from '../disc-image';
import { type BootCatalog, isElTorito } from '../el-torito';
import type { Findings } from '../findings';
import { ImageError } from '../image-error';
import { SECTOR_BYTES } from '../sectors';
import { SystemUse } from '../system-use';
import type { TreeDescriptor } from '../volume-descriptors';
import { ChecksumList } from './checksum-list';
import { checksumTags } from './checksum-tags';
import { checkDescriptors } from './descriptor-rules';
import { bytesOf, type NewDigest, type Summed, sumUp } from './digests';
import { checkIdentifiers, checkJolietIdentifiers, type InterchangeLevel, LevelOfNames } from './identifier-rules';
import { implanted } from './implanted';
import { checkPathTables } from './path-table-rules';
import { checkDirectory } from './record-rules';
import { RockRidgeRules } from './rock-ridge-rules';
import type { Matter } from './rule-list';
import { type Claim, checkSpace } from './space-rules';
import { type CheckedDirectory, type CheckedRecord, readTree, sectionsOf } from './tree-reading';

export interface CheckOptions {
  /** Interchange level that plain names are to keep; without it the rules of level 3. */
  level?: InterchangeLevel;
  /** Makes an MD5, for checksums in the image; without it they are not looked at. */
  newDigest?: NewDigest;
  /** Told as the bytes are read that checksums are of: how many were, and how many there are in all. */
  told?: (done: number, bytes: number) => void;
}

/** What an image is, as far as the check learnt it. */
export interface CheckReport {
  findings: Findings;
  /** The lowest interchange level that its plain names and sections keep, if any. */
  level: InterchangeLevel;
  /** Text of the ER entry, where there is Rock Ridge. */
  rockRidge: string | undefined;
  directories: number;
  files: number;
  bootCatalog: BootCatalog | undefined;
  /** What the image has that there are rules for. */
  matters: ReadonlySet<Matter>;
}

/** Holds an image to the standards: every structure that its session has. */
export async function checkImage(image: DiscImage, options: CheckOptions = {}): Promise<CheckReport> {
  const { bytes, source } = image;
  // The reader has found some by now, and finds more on the way.
  const { findings } = image;
  checkDescriptors(image.descriptors, source.byteLength, findings);
  const claims: Claim[] = image.descriptors.map(({ at, kind }) => ({
    ...{ from: at, to: at + SECTOR_BYTES, what: `${kind} volume descriptor`, path: '', isShareable: false },
  }));
  const level = new LevelOfNames();
  const rules = image.sharing && new RockRidgeRules(findings);
  const contents = new Map<TreeDescriptor, string[]>();
  const sums = new ChecksumList();
  const report = { directories: 0, files: 0 };
  // The enhanced descriptor of ISO 9660:1999 leads to the primary one's directories in most images.
  const trees = image.trees.filter((tree) => tree === image.primary || tree.root.block !== image.primary.root.block);
  for (const tree of trees) {
    const isMain = tree === image.primary;
    const kind = tree.kind === 'joliet' ? 'joliet' : tree.kind === 'enhanced' ? 'enhanced' : 'iso';
    if (!isMain && !image.namespaces.includes(kind)) continue;
    const reader = isMain
      ? image.reader(image.namespaces.includes('iso') ? 'iso' : image.namespaces[0])
      : image.reader(kind);
    const systemUse = isMain && image.sharing ? new SystemUse(bytes, image.sharing, tree.blockBytes) : undefined;
    const where: string[] = [];
    contents.set(tree, where);
    const each = (directory: CheckedDirectory, records: CheckedRecord[]) => {
      const isJoliet = tree.kind === 'joliet';
      checkDirectory(directory, records, { descriptor: tree, imageBytes: source.byteLength, isJoliet }, findings);
      if (isJoliet) checkJolietIdentifiers(records, findings);
      else if (isMain) {
        checkIdentifiers(directory, records, options.level ?? 3, findings);
        level.add(records);
      }
      if (systemUse) {
        rules?.check(directory, records);
        gatherSums(sums, directory, records, tree);
      }
      const named = `${tree.kind} directory`;
      claims.push({
        from: directory.at,
        to: directory.at + directory.byteLength,
        what: named,
        path: directory.path,
        isShareable: false,
      });
      claimContents(records, tree, claims, where);
      if (isMain) report.directories++;
    };
    const directories = await readTree(reader, systemUse, findings, source.byteLength, each);
    if (systemUse) rules?.finish(directories);
    await attempt(`path tables of the ${tree.kind} descriptor`, findings, async () => {
      for (const { kind, at, byteLength } of await checkPathTables(bytes, tree, directories, findings)) {
        claims.push({ from: at, to: at + byteLength, what: kind, path: '', isShareable: true });
      }
    });
    if (isMain) report.files = where.length;
  }
  checkSameContents(contents, image.primary, findings);
  const bootCatalog = await attempt('boot catalog', findings, () => checkBoot(image, claims, findings));
  await attempt('space between files', findings, () => checkSpace(bytes, claims, findings));
  const matters = new Set<Matter>(['volume', 'directories', 'path-tables', 'names', 'space']);
  for (const { kind } of trees) if (kind === 'joliet') matters.add('joliet');
  if (image.sharing) for (const one of ['system-use', 'rock-ridge'] as const) matters.add(one);
  if (image.descriptors.some(isElTorito)) matters.add('boot');
  await attempt('checksum of the image', findings, () => checkSums(image, sums, options, matters));
  return { findings, level: level.level, rockRidge: rules?.version, bootCatalog, matters, ...report };
}

/** The checksums that the image has of itself, in one pass over its bytes. */
async function checkSums(
  { source, primary, descriptors, findings }: DiscImage,
  sums: ChecksumList,
  { newDigest, told }: CheckOptions,
  matters: Set<Matter>,
): Promise<void> {
  if (!newDigest) return;
  const runs: Summed[] = [];
  const whole = implanted(primary, source.byteLength, findings);
  if (whole) {
    matters.add('implanted');
    runs.push(whole);
  }
  const terminator = descriptors.find(({ kind }) => kind === 'terminator');
  const tags = terminator ? await checksumTags(source, terminator.at / SECTOR_BYTES + 1, newDigest, findings) : [];
  if (tags.length > 0 || findings.counts.has('checksum-tag')) matters.add('checksum-tags');
  if (sums.isThere) matters.add('checksum-list');
  runs.push(...tags, ...(await sums.runs(source, newDigest, findings)));
  const bytes = bytesOf(runs);
  let done = 0;
  told?.(0, bytes);
  await sumUp(source, runs, newDigest, (read) => {
    done += read;
    told?.(done, bytes);
  });
  sums.finish(findings);
}

/** What the records of a directory say of checksums. */
function gatherSums(
  sums: ChecksumList,
  { level, shownPath }: CheckedDirectory,
  records: readonly CheckedRecord[],
  { blockBytes }: TreeDescriptor,
): void {
  const [self] = records;
  if (level === 1 && self?.name === '.') sums.takeRoot(self.entries);
  if (!sums.isThere) return;
  for (const sections of sectionsOf(records)) {
    if (sections[0] && !(sections[0].record.flags & FLAG_DIRECTORY)) sums.takeFile(shownPath, sections, blockBytes);
  }
}

/** A part of the check: where something of the image cannot be read, that is found, and the others go on. */
async function attempt<T>(field: string, findings: Findings, check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    findings.add('structure-unreadable', { field, found: error.message });
    return undefined;
  }
}

/** Where the contents of files lie, and the continuation areas. */
function claimContents(
  records: readonly CheckedRecord[],
  { blockBytes }: TreeDescriptor,
  claims: Claim[],
  where: string[],
): void {
  for (const sections of sectionsOf(records)) {
    const [first] = sections;
    if (!first || first.record.flags & FLAG_DIRECTORY) continue;
    const extents: string[] = [];
    for (const { record, path } of sections) {
      if (record.dataLength === 0) continue;
      const from = (record.block + record.attributeBlocks) * blockBytes;
      claims.push({ from, to: from + record.dataLength, what: 'file', path, isShareable: true });
      extents.push(`${record.block}+${record.dataLength}`);
    }
    if (extents.length > 0) where.push(extents.join(' '));
  }
  for (const { areas, path } of records) {
    for (const { block, offset, byteLength } of areas) {
      const from = block * blockBytes + offset;
      claims.push({ from, to: from + byteLength, what: 'continuation area', path, isShareable: true });
    }
  }
}

/** Both hierarchies lead to the same contents. */
function checkSameContents(
  contents: ReadonlyMap<TreeDescriptor, string[]>,
  primary: TreeDescriptor,
  findings: Findings,
): void {
  const own = contents.get(primary)?.sort() ?? [];
  for (const [tree, other] of contents) {
    if (tree.kind !== 'joliet' || other.sort().join() === own.join()) continue;
    findings.add('same-contents', { found: other.length, wanted: own.length });
  }
}

async function checkBoot(image: DiscImage, claims: Claim[], findings: Findings): Promise<BootCatalog | undefined> {
  if (!image.descriptors.some(isElTorito)) return undefined;
  const catalog = await image.bootCatalog();
  if (!catalog) return undefined;
  const { at, byteLength } = catalog;
  const isFile = claims.some(({ what, from }) => what === 'file' && from === at);
  if (!isFile) claims.push({ from: at, to: at + byteLength, what: 'boot catalog', path: '', isShareable: true });
  for (const entry of catalog.sections.flatMap(({ entries }) => entries)) {
    if (!entry.isBootable) continue;
    const from = entry.block * SECTOR_BYTES;
    const to = from + entry.sectors * 512;
    if (entry.block < 16 || from >= image.source.byteLength)
      findings.add('boot-entry', { at: entry.at, found: entry.block });
    else if (to > image.source.byteLength) findings.add('boot-sectors', { at: entry.at, found: entry.sectors });
  }
  return catalog;
}

/** Version of Rock Ridge, by its ER entry. */
export function rockRidgeName(version: string): string {
  return version === 'RRIP_1991A' ? 'Rock Ridge 1.09 or 1.10' : `Rock Ridge 1.12 (${version})`;
}
