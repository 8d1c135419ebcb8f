import fs from 'node:fs';
import { UsageError } from '../../command/usage-error';
import { ImageError } from '../../reader/image-error';
import { errorReason } from '../../sources/node-reason';
import type { CommandIo } from '../io';
import { type Compared, inFolder, inImage, sameContents } from './compared';
import { octal } from './entry-text';
import { findingsAsJson, type Opened, openImage, printable, tellFindings } from './opened';
import {
  AS,
  DONE,
  FOUND,
  type GivenWords,
  givenNamespace,
  givenSession,
  JSON_OPTION,
  SESSION,
  type Subcommand,
} from './subcommand';

export const DIFF: Subcommand = {
  name: 'diff',
  usage: 'IMAGE IMAGE-OR-FOLDER',
  about:
    'Tells what an image and another one, or a folder, do not have alike: - only in the first, + only in the second, ! other contents, ~ other modes, times or targets.',
  options: [
    { names: ['--contents-only'], help: 'Do not compare modes and times' },
    { names: ['--owners'], help: 'Compare owners, too' },
    AS,
    SESSION,
    JSON_OPTION,
  ],
  run: diff,
};

interface Difference {
  path: string;
  what: 'removed' | 'added' | 'changed' | 'attributes' | 'unreadable';
  /** What is otherwise, in words. */
  details: string[];
}

const SIGNS: Readonly<Record<Difference['what'], string>> = {
  removed: '-',
  added: '+',
  changed: '!',
  attributes: '~',
  unreadable: '?',
};

async function diff(given: GivenWords, io: CommandIo): Promise<number> {
  const [first, second, ...more] = given.paths;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new UsageError('isodrop diff needs an image, and another one or a folder: isodrop diff old.iso new.iso');
  }
  const opened: Opened[] = [];
  const sideOf = async (path: string, session: number | undefined) => {
    if (isFolder(path)) return inFolder(path);
    const one = await openImage(path, session);
    opened.push(one);
    return inImage(one.image, givenNamespace(given));
  };
  try {
    const left = await sideOf(first, givenSession(given));
    const right = await sideOf(second, undefined);
    const differences: Difference[] = [];
    for (const path of [...new Set([...left.keys(), ...right.keys()])].sort()) {
      const found = await compare(path, left.get(path), right.get(path), given);
      if (found) differences.push(found);
    }
    if (given.options.has('--json')) {
      const findings = Object.fromEntries(opened.map(({ path, image }) => [path, findingsAsJson(image)]));
      io.print(`${JSON.stringify({ first, second, differences, findings })}\n`);
      return differences.length > 0 || opened.some(({ image }) => image.findings.count('error') > 0) ? FOUND : DONE;
    }
    const lines = differences.map(({ path, what, details }) => {
      return `${SIGNS[what]} ${printable(path)}${details.length > 0 ? ` (${printable(details.join(', '))})` : ''}\n`;
    });
    if (lines.length > 0) io.print(lines.join(''));
    const isDamaged = opened.map((one) => tellFindings(one, io)).includes(true);
    return differences.length > 0 || isDamaged ? FOUND : DONE;
  } finally {
    for (const one of opened) one.close();
  }
}

const NONE = new Uint8Array(0);

async function compare(
  path: string,
  left: Compared | undefined,
  right: Compared | undefined,
  { options }: GivenWords,
): Promise<Difference | undefined> {
  if (!left) return { path, what: 'added', details: [] };
  if (!right) return { path, what: 'removed', details: [] };
  if (left.kind !== right.kind) return { path, what: 'changed', details: [`${left.kind} and ${right.kind}`] };
  if (left.byteLength !== right.byteLength) {
    const [from, to] = [left.byteLength, right.byteLength].map((length) => length.toLocaleString('en'));
    return { path, what: 'changed', details: [`${from} and ${to} bytes`] };
  }
  if (left.kind === 'link' && Buffer.compare(left.targetBytes ?? NONE, right.targetBytes ?? NONE) !== 0) {
    return { path, what: 'changed', details: [`to “${left.target}” and “${right.target}”`] };
  }
  if (left.device && right.device) {
    const [from, to] = [left.device, right.device].map(({ major, minor }) => `${major}, ${minor}`);
    if (from !== to) return { path, what: 'changed', details: [`device ${from} and ${to}`] };
  }
  if (left.kind === 'file' && left.byteLength > 0) {
    try {
      if (!(await sameContents(left.contents(), right.contents()))) return { path, what: 'changed', details: [] };
    } catch (error) {
      const reason = error instanceof ImageError ? error.message : errorReason(error);
      return { path, what: 'unreadable', details: [reason] };
    }
  }
  const details = options.has('--contents-only') ? [] : attributes(left, right, options.has('--owners'));
  return details.length > 0 ? { path, what: 'attributes', details } : undefined;
}

/** What is otherwise of the attributes that both sides know. */
function attributes(left: Compared, right: Compared, withOwners: boolean): string[] {
  const details: string[] = [];
  const add = <T>(name: string, one: T | undefined, other: T | undefined, show: (value: T) => string) => {
    if (one === undefined || other === undefined || one === other) return;
    details.push(`${name} ${show(one)} and ${show(other)}`);
  };
  add('mode', left.mode, right.mode, octal);
  add('time', left.modified, right.modified, (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
  if (withOwners) {
    add('user', left.user, right.user, String);
    add('group', left.group, right.group, String);
  }
  return details;
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
