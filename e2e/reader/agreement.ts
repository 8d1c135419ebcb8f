/** The reader against the tests' own parser: two readings of the standards that share nothing. */
import { bytesSource } from '../../src/reader/byte-source';
import { checkImage } from '../../src/reader/check/check';
import { DiscImage } from '../../src/reader/disc-image';
import type { Entry, NamespaceKind } from '../../src/reader/entry';
import { identifierText } from '../../src/reader/fields';
import type { FindingCode } from '../../src/reader/findings';
import { conformanceProblems } from '../images/conformance';
import { isExcepted } from '../images/conformance-exceptions';
import { BLOCK_BYTES, type Problem, parseImage } from '../images/iso-fields';
import { identifierTree, type Namespace, type Node, rockRidgeTree } from '../images/namespaces';
import { pathText } from '../images/trees';
import { shown } from './shown';

/** What is compared of an entry, as a line. */
const line = (kind: string, size: number, extents: string, rest: readonly unknown[]) =>
  [kind, size, extents, ...rest.map((value) => value ?? '-')].join(' ');

function ourLine(entry: Entry, isRockRidge: boolean): string {
  const { kind, byteLength, extents, modified, mode, links, user, group, serial, target, targetBytes } = entry;
  const full = extents.filter((one) => one.byteLength > 0 && kind !== 'directory');
  const where = full.map((one) => `${one.at / BLOCK_BYTES}+${one.byteLength}`).join();
  const plain = kind === 'directory' || kind === 'link' ? kind : 'file';
  const shownTarget = targetBytes ? pathText(targetBytes) : target;
  return line(plain, byteLength, where, [
    modified,
    ...(isRockRidge ? [mode, links, user, group, serial, shownTarget] : []),
  ]);
}

function theirLine(node: Node, isRockRidge: boolean): string {
  const { kind, size, sections, modifyTime, mode, linkCount, user, group, serial, target } = node;
  const full = sections.filter((one) => one.byteLength > 0 && kind !== 'directory');
  const where = full.map((one) => `${one.block}+${one.byteLength}`).join();
  return line(kind, kind === 'directory' ? 0 : size, where, [
    modifyTime,
    ...(isRockRidge ? [mode, linkCount, user, group, serial, target] : []),
  ]);
}

/** Lines of what the two show otherwise. */
export async function disagreements(bytes: Uint8Array): Promise<string[]> {
  const parsed = parseImage(bytes);
  const image = await DiscImage.open(bytesSource(bytes));
  const trees: [NamespaceKind, Namespace][] = [['iso', identifierTree(parsed.primary)]];
  if (parsed.joliet) trees.push(['joliet', identifierTree(parsed.joliet)]);
  if (parsed.systemUseSharing) trees.push(['rock-ridge', rockRidgeTree(parsed)]);
  const wrong = [...image.findings.list].map((finding) => `a finding: ${JSON.stringify(finding)}`);
  const kinds = trees.map(([kind]) => kind).sort();
  const own = image.namespaces.filter((kind) => kind !== 'enhanced').sort();
  if (own.join() !== kinds.join()) wrong.push(`namespaces: ${own}, not ${kinds}`);
  for (const [kind, tree] of trees) {
    const isRockRidge = kind === 'rock-ridge';
    const ours = new Map<string, string>();
    const theirs = new Map<string, string>();
    // by names as Rock Ridge has them, and otherwise by records: what a name is without its version is another question
    for (const [path, entry] of await shown(image, kind))
      ours.set(isRockRidge ? path : `${entry.at} ${entry.identifier}`, ourLine(entry, isRockRidge));
    for (const [path, node] of tree) {
      const { offset, name, identifier } = node.record;
      const own = kind === 'joliet' ? name : identifierText(identifier);
      theirs.set(isRockRidge ? path : `${offset} ${own}`, theirLine(node, isRockRidge));
    }
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      if (ours.get(key) !== theirs.get(key)) wrong.push(`${kind} ${key}: ${ours.get(key)}, not ${theirs.get(key)}`);
    }
  }
  return wrong;
}

/** What the check and the tests' rules call otherwise. */
const CODES: Readonly<Record<string, string>> = {
  'record-length': 'record-odd',
  'record-in-block': 'record-length',
  'system-area-zero': 'system-area',
};
const OUR_CODES: Readonly<Record<string, string>> = { 'susp-length': 'system-use-length' };
/** Rules whose findings are held against each other by path, too. */
const BY_PATH = [
  'identifier',
  'joliet-identifier',
  'unique',
  'depth',
  'path-length',
  'link-count',
  'rock-ridge-mode',
  'relocation',
];

function theirCode({ rule, structure, field }: Problem): string {
  if (rule === 'descriptor-value' && field === 'volume space size') return 'volume-size';
  if (rule === 'unused-zero' && structure === 'unclaimed') return 'unclaimed';
  return CODES[rule] ?? rule;
}

/** Lines of what the check and the tests' own rules do not find both. @param isoLevel the level of plain names */
export async function ruleDisagreements(bytes: Uint8Array, isoLevel: 1 | 2 | 3): Promise<string[]> {
  const image = await DiscImage.open(bytesSource(bytes));
  const { findings } = await checkImage(image, { level: isoLevel });
  // of one kind a hundred are kept
  const key = (code: string, path = '') =>
    BY_PATH.includes(code) && (findings.counts.get(code as FindingCode) ?? 0) <= 100 ? `${code} ${path}` : code;
  const problems = conformanceProblems(parseImage(bytes), isoLevel);
  const keyOf = (problem: Problem) => {
    const code = theirCode(problem);
    // Joliet's are characters, whatever bytes they look like.
    return key(code, code.startsWith('joliet') ? problem.path : latinPath(problem.path));
  };
  const theirs = new Set(problems.map(keyOf));
  // what every image may have, for a reason
  const excepted = new Set(problems.filter((problem) => isExcepted(problem, [])).map(keyOf));
  const ours = new Set(findings.list.map(({ code, path }) => key(OUR_CODES[code] ?? code, path)));
  return [
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `the check alone finds ${one}`),
    ...[...theirs]
      .filter((one) => !ours.has(one) && !excepted.has(one))
      .map((one) => `the tests’ rules alone find ${one}`),
  ];
}

/** Identifiers as the reader shows them, each for itself: one may be UTF-8 and its folder's not. */
const latinPath = (path: string) => path.split('/').map(latinIdentifier).join('/');
const latinIdentifier = (name: string) =>
  /[\x80-\xff]/.test(name) && !/[^\0-\xff]/.test(name) ? identifierText(Buffer.from(name, 'latin1')) : name;
