import type { Entry, EntryKind } from '../../reader/entry';

const LETTERS: Readonly<Record<EntryKind, string>> = {
  file: '-',
  directory: 'd',
  link: 'l',
  'character-device': 'c',
  'block-device': 'b',
  pipe: 'p',
  socket: 's',
};

/** Kind and permissions as `ls -l` has them; the kind alone where there are no permissions. */
export function modeText({ kind, mode }: Entry): string {
  const letter = LETTERS[kind];
  if (mode === undefined) return letter;
  let text = letter;
  for (const [shift, special, on, off] of SPECIAL) {
    const bits = (mode >>> shift) & 7;
    text += bits & 4 ? 'r' : '-';
    text += bits & 2 ? 'w' : '-';
    if (mode & special) text += bits & 1 ? on : off;
    else text += bits & 1 ? 'x' : '-';
  }
  return text;
}

/** S_ISUID, S_ISGID, S_ISVTX of POSIX, and how they are shown. */
const SPECIAL = [
  [6, 0o4000, 's', 'S'],
  [3, 0o2000, 's', 'S'],
  [0, 0o1000, 't', 'T'],
] as const;

/** Permissions in octal digits. */
export const octal = (mode: number) => (mode & 0o7777).toString(8).padStart(4, '0');

const time = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

/** An entry as JSON has it. What is not recorded is left out. */
export function entryAsJson(path: string, entry: Entry) {
  const { kind, identifier, byteLength, mode, links, user, group, serial, device, target, zisofs, refusal } = entry;
  const { nameBytes, extents, isHidden, isAssociated, modified, accessed, attributesChanged, created } = entry;
  return {
    path,
    kind,
    size: byteLength,
    identifier,
    ...(nameBytes ? { nameBytes: [...nameBytes].map((byte) => byte.toString(16).padStart(2, '0')).join('') } : {}),
    modified: time(modified),
    accessed: time(accessed),
    attributesChanged: time(attributesChanged),
    created: time(created),
    mode: mode === undefined ? undefined : octal(mode),
    links,
    user,
    group,
    serial,
    device,
    target,
    extents,
    ...(isHidden ? { hidden: true } : {}),
    ...(isAssociated ? { associated: true } : {}),
    ...(zisofs ? { compressed: true } : {}),
    ...(refusal ? { unreadable: refusal.code } : {}),
  };
}
