/** What `7z l -slt` prints of an archive: blocks of `Key = value`, behind a line of dashes. */
import { Kind } from '../image/tree';

export interface ListedItem {
  path: string;
  kind: Kind;
  /** What it is instead, which images do not have. */
  other?: string;
  /** Unix seconds. */
  modifyTime?: number;
  mode?: number;
  byteLength: number;
  /** Of its bytes, where the archive has it. */
  crc?: number;
  isEncrypted: boolean;
}

const KINDS: Readonly<Record<string, Kind>> = {
  d: Kind.directory,
  '-': Kind.file,
  l: Kind.symbolicLink,
  p: Kind.pipe,
  s: Kind.socket,
};

export function parseListing(lines: readonly string[]): ListedItem[] {
  const items: ListedItem[] = [];
  let fields: Map<string, string> | undefined;
  const end = () => {
    if (fields?.has('Path')) items.push(itemOf(fields));
    fields &&= new Map();
  };
  for (const line of lines) {
    if (line.startsWith('----------')) fields = new Map();
    else if (line === '') end();
    else {
      const [, key, value] = /^(\w[\w ]*) = ?(.*)$/.exec(line) ?? [];
      // A new item begins with its path.
      if (key === 'Path') end();
      if (key !== undefined && value !== undefined) fields?.set(key, value);
    }
  }
  end();
  return items;
}

function itemOf(fields: ReadonlyMap<string, string>): ListedItem {
  const path = fields.get('Path') as string;
  // Letters of DOS, then, where the archive has it, what `ls` shows of a mode.
  const [, dos = '', , unix = ''] =
    /^([A-Z_]*)( ?([-dlpsbc][-rwxsStT]{9}))?/.exec(fields.get('Attributes') ?? '') ?? [];
  const kind = unix ? KINDS[unix[0] as string] : undefined;
  const item: ListedItem = {
    path,
    kind: kind ?? (dos.includes('D') || fields.get('Folder') === '+' ? Kind.directory : Kind.file),
    byteLength: Number(fields.get('Size') || 0),
    isEncrypted: fields.get('Encrypted') === '+',
  };
  // It stands for what is to be deleted where an archive is unpacked.
  if (fields.get('Anti') === '+') item.other = 'anti-item';
  else if (unix && kind === undefined) item.other = unix[0] as string;
  const crc = fields.get('CRC') ?? '';
  if (/^[0-9A-F]{8}$/.test(crc)) item.crc = Number.parseInt(crc, 16);
  const modified = seconds(fields.get('Modified') ?? '');
  if (modified !== undefined) item.modifyTime = modified;
  if (unix) item.mode = modeOf(unix);
  return item;
}

/** Twelve bits of what `ls` shows. */
function modeOf(text: string): number {
  let mode = 0;
  for (let at = 1; at < 10; at++) {
    const letter = text[at] as string;
    if (!'-ST'.includes(letter)) mode |= 1 << (9 - at);
  }
  if (/[sS]/.test(text[3] as string)) mode |= 0o4000;
  if (/[sS]/.test(text[6] as string)) mode |= 0o2000;
  if (/[tT]/.test(text[9] as string)) mode |= 0o1000;
  return mode;
}

/** 7-Zip runs with a clock of Greenwich. */
function seconds(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
