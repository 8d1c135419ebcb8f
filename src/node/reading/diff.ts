import fs from 'node:fs';
import { UsageError } from '../../command/usage-error';
import { inImage } from '../../reader/compare/compared';
import { mostToRead } from '../../reader/compare/contents-pairs';
import { differenceAsJson, differenceLine } from '../../reader/compare/difference-text';
import { type Difference, differences } from '../../reader/compare/differences';
import { errorReason } from '../../sources/node-reason';
import type { CommandIo } from '../io';
import { inFolder } from './compared-folder';
import { findingsAsJson, type Opened, openImage, tellFindings } from './opened';
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

async function diff(given: GivenWords, io: CommandIo): Promise<number> {
  const [first, second, ...more] = given.paths;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new UsageError('isodrop diff needs an image, and another one or a folder: isodrop diff old.iso new.iso');
  }
  // By side: both may be named by one path.
  const opened = new Map<'first' | 'second', Opened>();
  const sideOf = async (side: 'first' | 'second', path: string, session: number | undefined) => {
    if (isFolder(path)) return inFolder(path);
    const one = await openImage(path, session);
    opened.set(side, one);
    return inImage(one.image, givenNamespace(given));
  };
  try {
    const left = await sideOf('first', first, givenSession(given));
    const right = await sideOf('second', second, undefined);
    const found: Difference[] = [];
    const sizes = Array.from(opened.values(), ({ image }) => image.source.byteLength);
    const options = {
      contentsOnly: given.options.has('--contents-only'),
      owners: given.options.has('--owners'),
      reasonOf: errorReason,
      // What a folder says of itself is so.
      ...(sizes.length > 1 ? { most: mostToRead(...sizes) } : {}),
    };
    for await (const one of differences(left, right, options)) found.push(one);
    if (given.options.has('--json')) {
      const findings = Object.fromEntries([...opened].map(([side, { image }]) => [side, findingsAsJson(image)]));
      io.print(`${JSON.stringify({ first, second, differences: found.map(differenceAsJson), findings })}\n`);
      return found.length > 0 || [...opened.values()].some(({ image }) => image.findings.count('error') > 0)
        ? FOUND
        : DONE;
    }
    if (found.length > 0) io.print(`${found.map(differenceLine).join('\n')}\n`);
    const isDamaged = [...opened.values()].map((one) => tellFindings(one, io)).includes(true);
    return found.length > 0 || isDamaged ? FOUND : DONE;
  } finally {
    for (const one of opened.values()) one.close();
  }
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
