import { UsageError } from '../../command/usage-error';
import { NAMESPACE_NAMES } from '../../reader/disc-image';
import type { Entry } from '../../reader/entry';
import type { Visited } from '../../reader/walk';
import type { CommandIo } from '../io';
import { entryAsJson, modeText } from './entry-text';
import { findingsAsJson, type Opened, openImage, printable, ReadingError, tellFindings } from './opened';
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

export const LS: Subcommand = {
  name: 'ls',
  usage: 'IMAGE [PATH...]',
  about: 'Lists what is in an image: its root, or the folders and files at the paths.',
  options: [
    { names: ['-l', '--long'], help: 'Modes, links, owners, sizes and times, too' },
    { names: ['-R', '--recursive'], help: 'What is in folders, too' },
    AS,
    SESSION,
    JSON_OPTION,
  ],
  run: ls,
};

/** Lines are printed so many at once. */
const LINES = 1000;

async function ls(given: GivenWords, io: CommandIo): Promise<number> {
  const [path, ...paths] = given.paths;
  if (path === undefined) throw new UsageError('isodrop ls needs an image: isodrop ls disc.iso');
  const opened = await openImage(path, givenSession(given));
  try {
    return await list(opened, paths, given, io);
  } finally {
    opened.close();
  }
}

async function list(opened: Opened, paths: readonly string[], given: GivenWords, io: CommandIo): Promise<number> {
  const { image } = opened;
  const kind = givenNamespace(given) ?? image.namespaces[0];
  if (!kind || !image.namespaces.includes(kind)) {
    const has = image.namespaces.map((one) => `${NAMESPACE_NAMES[one]} (--as ${one})`).join(', ');
    throw new ReadingError(`“${opened.path}” has no ${NAMESPACE_NAMES[kind ?? 'iso']} names. It has ${has}.`);
  }
  const isJson = given.options.has('--json');
  const isLong = given.options.has('-l');
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) io.print(lines.join(''));
    lines = [];
  };
  let isFirst = true;
  const show = ({ path, entry }: Pick<Visited, 'path' | 'entry'>) => {
    if (isJson) lines.push(`${isFirst ? '' : ',\n'}${JSON.stringify(entryAsJson(path, entry))}`);
    else lines.push(isLong ? longLine(path, entry) : `${printable(path)}${entry.kind === 'directory' ? '/' : ''}\n`);
    isFirst = false;
    if (lines.length >= LINES) flush();
  };
  if (isJson) {
    const { identifiers, blocks, blockBytes } = image.primary;
    const head = {
      image: opened.path,
      namespace: kind,
      namespaces: image.namespaces,
      volume: { ...identifiers, byteLength: blocks * blockBytes },
      sectors: image.sectors.name,
      sessions: image.sessions.map(({ number, sector }) => ({ number, sector })),
      session: image.session?.number,
    };
    lines.push(`${JSON.stringify(head).slice(0, -1)},"entries":[\n`);
  }
  const missing: string[] = [];
  const isRecursive = given.options.has('-R');
  for (const path of paths.length > 0 ? paths : ['']) {
    const reader = image.reader(kind);
    const found = await image.find(reader, path);
    if (!found) missing.push(path);
    else if (found.directory) {
      for await (const visited of image.walker(reader).below(found.directory, isRecursive)) show(visited);
    } else if (found.entry) show({ path: path.replace(/^\/+|\/+$/g, ''), entry: found.entry });
  }
  if (isJson) lines.push(`\n],"findings":${JSON.stringify(findingsAsJson(image))}}\n`);
  flush();
  const isDamaged = isJson ? image.findings.count('error') > 0 : tellFindings(opened, io);
  for (const path of missing) io.log(`isodrop: There is no “${printable(path)}” in “${opened.path}”.\n`);
  return isDamaged || missing.length > 0 ? FOUND : DONE;
}

function longLine(path: string, entry: Entry): string {
  const { links = 1, user = 0, group = 0, byteLength, modified, target, device } = entry;
  const size = device ? `${device.major},${device.minor}` : String(byteLength);
  const time = modified === undefined ? '-' : timeText(modified);
  const owner =
    entry.mode === undefined
      ? ''
      : `${String(links).padStart(3)} ${String(user).padStart(5)} ${String(group).padStart(5)} `;
  const arrow = target === undefined ? '' : ` -> ${printable(target)}`;
  return `${modeText(entry)} ${owner}${size.padStart(12)} ${time.padEnd(19)} ${printable(path)}${entry.kind === 'directory' ? '/' : ''}${arrow}\n`;
}

/** Files that lie together often have one time. */
let lastTime = Number.NaN;
let lastText = '';

/** A time as the list has it, in UTC. @param seconds Unix seconds */
function timeText(seconds: number): string {
  if (seconds !== lastTime) {
    lastTime = seconds;
    lastText = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }
  return lastText;
}
