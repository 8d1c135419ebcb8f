/** The texts of what is loaded once the page is shown (later.ts). */
import type { Severity } from '../image/notices';
import { VOLUME_NAME_LIMIT } from '../image/options';
import type { LossReason, MoreColumn, Problem } from '../worker/session';
import { formatCount, formatSize, quoteName } from './format';
import { localized } from './localized';
import { files, texts as first, items, plural } from './texts';

const english = {
  volume: {
    label: 'Volume name',
    useFolder: 'Use the folder’s name',
    useFolderName: (name: string) => `Use the folder’s name: ${quoteName(name)}`,
    limits: `Shown when the disc is opened: up to ${VOLUME_NAME_LIMIT.iso} characters on the disc, ${VOLUME_NAME_LIMIT.joliet} of them in Joliet (Windows).`,
    nothing: 'Without a name, each system shows its own, such as “CD Drive”.',
    differs: (joliet: string, iso: string) =>
      `Windows (Joliet) will show “${quoteName(joliet)}”, plain ISO 9660 “${quoteName(iso)}”.`,
    changed: (name: string) => `The disc will be called “${quoteName(name)}”.`,
  },

  formats: {
    summary: 'What these are',
    off: 'off',
    list: [
      [
        'ISO 9660',
        'The common ground of all systems since 1988: every computer, firmware and DOS reads it, with short names (8.3).',
      ],
      ['Joliet', 'Beside it, long names in any script for Windows: up to 64 characters.'],
      ['Rock Ridge', 'Beside it, long names, exact times and permissions for Linux, macOS and other Unix systems.'],
    ] as const,
  },

  storeOnce: {
    saved: (count: number, bytes: number) =>
      `Saved ${formatSize(bytes)}: ${files(count)} ${count === 1 ? 'is equal to another' : 'are equal to others'}.`,
    nothing: 'No two files are equal: nothing to save.',
  },

  madeFor: {
    label: 'Made for',
    groups: { any: 'Any disc', purpose: 'For a purpose', own: 'Your presets' },
    gone: 'A preset that is gone',
    opened: 'As the image that was opened',
    asOpened: 'The options are those that the opened image shows. What else it had, if anything, the notices tell.',
    options: 'Options …',
    loading: 'The options are being loaded …',
    changed: (count: number) => `${formatCount(count)} ${count === 1 ? 'option was' : 'options were'} changed since.`,
    own: 'Options that you saved.',
  },

  contents: {
    heading: 'Contents',
    topDissolved: (name: string) => ['Contents of “', name, '” are at the top of the disc.'] as const,
    topFolder: (name: string) => ['“', name, '” is a folder on the disc.'] as const,
    sideBySide: 'All that was added lies side by side at the top of the disc.',
    makeFolder: 'Make it a folder instead',
    makeTop: 'Put its contents at the top',
    treeLabel: 'Contents of the image',
    name: 'Name',
    size: 'Size',
    modified: 'Modified',
    actions: 'Actions',
    leaveOutName: (name: string) => `Leave out ${quoteName(name)}`,
    readAgainName: (name: string) => `Read ${quoteName(name)} again`,
    changed: 'changed since',
    unreadable: 'cannot be read',
    empty: 'Nothing is in the image.',
    dropHint: 'Drop more files or folders anywhere',
    sortTitle: (column: string, isSorted: boolean) =>
      `${isSorted ? 'Sort the other way round' : `Sort by ${column.toLowerCase()}`}: for looking only, the disc keeps its own order`,
    keys: 'Arrow keys move, right opens a folder, Enter looks into a file, Space selects, with Shift arrows select more, letters lead to a name, F2 renames, Delete leaves an item out, Shift and F10 open a menu.',
    entries: (count: number) => items(count),
  },

  archives: {
    opened: (name: string) => ['“', name, '” was opened: what is in it is in the image.'] as const,
    keep: 'Keep it as a file instead',
    keepName: (name: string) => `Keep ${quoteName(name)} as a file instead`,
    add: 'Add it as a file',
    readable: 'On Linux everybody may read all of it, and owners are left out.',
    asTheyAre: 'Keep owners and modes as they are',
  },

  columns: {
    label: 'Columns',
    names: { mode: 'Mode', iso: 'ISO 9660 name', joliet: 'Joliet name', block: 'Start block' } satisfies Record<
      MoreColumn,
      string
    >,
    help: {
      mode: 'Permissions on Linux and macOS',
      iso: 'What DOS and firmware show',
      joliet: 'What Windows shows',
      block: 'Where a file begins on the disc',
    } satisfies Record<MoreColumn, string>,
    none: '–',
  },

  filter: {
    label: 'Filter by name',
    placeholder: 'Filter',
    title: 'Shows only what has this in its name (Ctrl+F)',
    clear: 'Clear the filter',
    found: (count: number) => `${formatCount(count)} ${count === 1 ? 'name matches' : 'names match'}`,
    nothing: ['No name has “', '” in it.'] as const,
  },

  selection: {
    label: 'Selection',
    count: (count: number, size: string) => `${formatCount(count)} selected · ${size}`,
    clear: 'Select nothing',
  },

  notices: {
    heading: 'Notices',
    none: 'Nothing had to be left out or changed.',
    severity: {
      'left-out': 'Not in the image',
      changed: 'In the image, but not quite as given',
      'plain-names': 'Only for DOS and firmware',
    } satisfies Record<Severity, string>,
    more: (shown: number, count: number) =>
      `Show ${formatCount(Math.min(100, count - shown))} more of ${formatCount(count - shown)}`,
    notYet: 'They come as soon as the image is known.',
  },

  problems: {
    heading: (count: number) => `${items(count)} could not be read`,
    headingChanged: (count: number) => `${items(count)} changed since the folder was read`,
    explain: 'Nothing is left out without your word: try again, or go on without.',
    explainChanged: 'The image would be out of date: read them again, or go on without.',
    /** What happened and what can be done. */
    sentence: ({ message }: Problem) => message,
    kinds: {
      unreadable: 'unreadable',
      'folder-unreadable': 'unreadable folder',
      changed: 'changed',
      missing: 'gone',
      lost: 'not here again',
    } satisfies Record<Problem['kind'], string>,
    retry: 'Retry',
    leaveOut: 'Leave out',
    retryName: (path: string) => `Retry ${quoteName(path)}`,
    retryAll: 'Retry all',
    readAllAgain: 'Read all again',
    leaveOutAll: 'Leave out all',
    more: (count: number) => `and ${formatCount(count)} more`,
  },

  kept: {
    heading: 'Recent discs',
    figures: (fileCount: number, bytes: number | undefined, changes: number, when: string) =>
      [
        files(fileCount),
        ...(bytes === undefined ? [] : [formatSize(bytes)]),
        ...(changes > 0 ? [plural(changes, 'change', 'changes')] : []),
        when,
      ].join(' · '),
    takeUp: 'Continue',
    takeUpName: (name: string) => `Continue with ${quoteName(name)}`,
    discard: 'Discard',
    discardName: (name: string) => `Discard ${quoteName(name)}`,
    all: (count: number) => `Show all ${formatCount(count)}`,
    discardAll: 'Discard all',
    discardedAll: (count: number) => `Discarded: ${plural(count, 'disc', 'discs')}`,
    isOpen: 'This disc is open in another tab. Close it there to continue here.',
    asking: 'Your browser may ask whether this page may view the folder again.',
    explain:
      'The last eight discs are remembered in this browser, without the contents of their files: those are read again. What you drop now is a disc of its own.',
  },

  losses: {
    heading: 'Drop it again to complete the disc',
    explain: 'What you did to it is remembered. Download waits until it is here again, or left out.',
    folder: (name: string, count: number) => ['“', name, `”: ${files(count)} missing`] as const,
    loose: (count: number) => `${files(count)} missing`,
    reasons: {
      once: 'This browser lets the page read it only once.',
      refused: 'Reading it again was not allowed.',
      gone: 'It is not where it was.',
      hidden: 'The browser shows these only when the folder is dropped.',
    } satisfies Record<LossReason, string>,
    names: (names: string[], more: number) =>
      `${names.map(quoteName).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`,
    dropFolder: (name: string) => `Drop the folder “${quoteName(name)}” anywhere on this page.`,
    dropFiles: 'Drop the files anywhere on this page.',
    allow: 'Allow reading',
    allowName: (name: string) => `Allow reading ${quoteName(name)}`,
    without: 'Go on without',
    withoutName: (name: string) => `Go on without ${quoteName(name)}`,
    looseName: 'the files',
  },

  conflict: {
    heading: (name: string) => ['“', name, '” is there already'] as const,
    folder: (folder: string) => `In the folder “${quoteName(folder)}”`,
    top: 'At the top of the disc',
    there: 'In the image',
    incoming: 'New',
    replace: 'Replace',
    keepBoth: 'Keep both',
    leaveOut: 'Leave the new one out',
    newer: 'newer',
    larger: 'larger',
    forAll: (count: number) => `Do the same for all ${formatCount(count)} that follow`,
  },

  failure: {
    heading: 'The image could not be made',
    headings: {
      'worker-crashed': 'A part of this page stopped',
      'no-space': 'There is not enough space',
      'read-once': 'This can be read only once',
      'page-error': 'Something on this page failed',
      archive: 'The archive was not opened',
      'not-saved': 'The image was not saved',
      'image-unreadable': 'A file of the image has changed',
      'file-changed': 'A file of the image has changed',
    } as Readonly<Record<string, string>>,
    /** What each code means, where the message is not to be shown as it is. */
    says: {} as Readonly<Record<string, string>>,
    about: (path: string, text: string) => `“${quoteName(path)}”: ${text}`,
    mended: 'It works again, and nothing was lost.',
    log: 'The log so far',
    copy: 'Copy the report',
  },

  log: {
    heading: 'Log',
    summary: 'What lies where, and the same image by command',
    stage: 'Stage',
    start: 'Start block',
    count: 'Blocks',
    total: 'Total',
    command: 'The same by command',
    notExact: 'Not quite: some of what was renamed, merged or left out here cannot be said in one command.',
    text: 'As genisoimage prints it',
    copy: 'Copy',
    copyBlocks: 'Copy the table',
    copyCommand: 'Copy the command',
    copyText: 'Copy the log',
    notYet: 'The log is there as soon as the image is known.',
  },

  loading: 'Loading …',

  copied: 'Copied',

  next: {
    heading: 'What next?',
    items: (name: string) =>
      [
        {
          title: 'Attach it to a virtual machine',
          lines: [
            ['VirtualBox', 'Settings → Storage → optical drive → Choose a disk file.'],
            ['Hyper-V', 'Settings → SCSI Controller → DVD Drive → Image file.'],
            ['QEMU', 'Add this to the command that starts it.', `-cdrom ${shellQuote(name)}`],
          ],
        },
        {
          title: 'Open it here',
          lines: [
            ['Windows', 'Right-click the file → Mount.'],
            ['macOS', 'Double-click the file.'],
            ['Linux', '', `sudo mount -o loop,ro ${shellQuote(name)} /mnt`],
          ],
        },
        {
          title: 'Put it on USB, or burn it',
          lines: [
            ['USB', 'Copy the .iso file onto the stick as it is, and mount it where you need it.'],
            ['Disc', 'Windows: right-click → Burn disc image. macOS: right-click → Burn. Linux: Brasero, K3b.'],
            ['Note', 'This is a data disc: computers can read it, but not start from it.'],
          ],
        },
      ] as { title: string; lines: [where: string, how: string, command?: string][] }[],
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('later', english, first);

/** A file name as one word of a shell's command line, and not an option. */
export function shellQuote(name: string): string {
  const path = name.startsWith('-') ? `./${name}` : name;
  return /^[\w./+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
