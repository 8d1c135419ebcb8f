/** Reads an image back, and compares it with what it is made of. Loaded when somebody asks. */
import { decodeName } from '../image/names';
import { NO_MODE } from '../image/tree';
import { checkImage } from '../reader/check/check';
import { compareBytes, compareContents, orUnreadable } from '../reader/check/contents-comparing';
import { compareEntries, comparePlaces, type Expected, nameKey, type Places } from '../reader/check/expected';
import { DiscImage } from '../reader/disc-image';
import type { NamespaceKind } from '../reader/entry';
import { isUtf8 } from '../reader/fields';
import { type FindingSeverity, type Findings, fullFinding } from '../reader/findings';
import { ImageError } from '../reader/image-error';
import { BlobBytes } from '../sources/blob-bytes';
import { blobPieces } from '../sources/blob-pieces';
import { contentsOf, givenName, nameOf, pathsOf } from './expected-contents';
import { type ExpectedNames, type ExpectedTree, KIND_NAMES } from './expected-tree';
import { PacedProgress } from './paced-progress';
import { readable, SourceError } from './saving';
import type { CheckedFinding, ImageCheck, Told } from './works';

/** Findings that are told, the gravest first. */
const TOLD = 200;
const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'note'];

/**
 * Holds an image to the standards and to the tree. Throws a `SourceError` where bytes that it is made of cannot be read.
 * @param saved a file that the image was saved to; undefined: the image itself is checked, before it is saved
 */
export async function checkAgainst(
  image: Blob,
  saved: Blob | undefined,
  tree: ExpectedTree,
  told: Told,
): Promise<ImageCheck> {
  const bytes = saved ?? image;
  let disc: DiscImage;
  try {
    disc = await orSourceError(DiscImage.open(new BlobBytes(bytes)));
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const finding: CheckedFinding = { severity: 'error', sentence: error.message, section: '' };
    return { files: 0, folders: 0, bytes: bytes.size, errors: 1, warnings: 0, notes: 0, findings: [finding] };
  }
  const { findings } = disc;
  if (bytes.size !== image.size) findings.add('image-length', { found: bytes.size, wanted: image.size });
  await orSourceError(checkImage(disc));
  const places = await orSourceError(compareNames(disc, tree));
  const path = pathsOf(tree);
  if (places) {
    const total = saved ? image.size : tree.byteLengths.reduce((sum, length) => sum + length, 0);
    const progress = new PacedProgress(total, told);
    const add = (count: number) => progress.add(count);
    await orUnreadable(disc, () =>
      orSourceError(
        saved
          ? compareBytes(disc, readable(blobPieces(image)), places, path, add)
          : compareContents(disc, places, contentsOf(tree), path, add),
      ),
    );
  }
  return { ...figuresOf(tree, places), bytes: bytes.size, ...summaryOf(findings) };
}

/** How many files, links among them, and folders were found and compared. */
function figuresOf({ kinds }: ExpectedTree, places: Places | undefined): { files: number; folders: number } {
  const figures = { files: 0, folders: 0 };
  for (let row = 1; row < kinds.length; row++) {
    if (places?.isFound(row)) figures[KIND_NAMES[kinds[row] as number] === 'directory' ? 'folders' : 'files']++;
  }
  return figures;
}

/** What the browser refuses to read is no fault of the image. */
export function orSourceError<Answer>(work: Promise<Answer>): Promise<Answer> {
  return work.catch((error) => Promise.reject(error instanceof DOMException ? new SourceError(error) : error));
}

/** Compares the names of each hierarchy. Returns where contents lie, by the first one that has each. */
async function compareNames(disc: DiscImage, tree: ExpectedTree): Promise<Places | undefined> {
  let places: Places | undefined;
  for (const world of tree.worlds) {
    if (!disc.namespaces.includes(world.kind)) {
      disc.findings.add('entry-missing', { path: '/', field: NAMES[world.kind] });
      continue;
    }
    const found = await compareEntries(disc, world.kind, expectedIn(tree, world));
    if (places) {
      comparePlaces(disc, world.kind, places, found, pathsOf(tree));
      places.addMissing(found);
    } else places = found;
  }
  return places;
}

const NAMES: Readonly<Record<NamespaceKind, string>> = {
  'rock-ridge': 'Rock Ridge',
  joliet: 'Joliet',
  enhanced: 'ISO 9660:1999',
  iso: 'ISO 9660',
};

function expectedIn(tree: ExpectedTree, { kind, given, absent }: ExpectedNames): Expected {
  const isAbsent = new Set(absent);
  return {
    parents: tree.parents,
    kind: (row) => KIND_NAMES[tree.kinds[row] as number] ?? 'pipe',
    byteLength: (row) => tree.byteLengths[row] as number,
    modified: (row) => numberOf(tree.modified[row] as number),
    mode: (row) => (tree.modes[row] === NO_MODE ? undefined : tree.modes[row]),
    target: (row) => tree.targets.get(row),
    name: (row) => {
      if (isAbsent.has(row)) return undefined;
      const said = given.get(row);
      if (said !== undefined) return nameKey(givenName(kind, said));
      const bytes = nameOf(tree, row);
      // Names of Rock Ridge are bytes; a lone surrogate is no UTF-8.
      return nameKey(decodeName(bytes), kind === 'rock-ridge' && !isUtf8(bytes) ? bytes : undefined);
    },
    ownName: tree.ownName,
  };
}

const numberOf = (number: number) => (Number.isNaN(number) ? undefined : number);

function summaryOf(findings: Findings): Omit<ImageCheck, 'files' | 'folders' | 'bytes'> {
  const told = findings.list.map(fullFinding).map(({ severity, sentence, section, path }): CheckedFinding => {
    return { severity, sentence, section, ...(path === undefined ? {} : { path }) };
  });
  const inOrder = SEVERITIES.flatMap((severity) => told.filter((one) => one.severity === severity));
  const [errors, warnings, notes] = SEVERITIES.map((severity) => findings.count(severity)) as [number, number, number];
  return { errors, warnings, notes, findings: inOrder.slice(0, TOLD) };
}
