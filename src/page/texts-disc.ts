/** The texts of the pictures of the disc: how it fits, what lies where, and what takes the room. */
import type { PieceKind } from '../worker/session';
import { formatBytes, formatCount, formatSize, quoteName } from './format';
import { localized } from './localized';
import type { MediumId } from './media';
import { plural } from './texts';

export const blocks = (count: number) => plural(count, 'block', 'blocks');

const english = {
  fits: {
    label: 'Fits on',
    none: 'Not checked',
    groups: { disc: 'Discs', other: 'Other media' },
    media: {
      floppy: 'Floppy disk, 1.44 MB',
      'cd-74': 'CD-R 650 MB (74 minutes)',
      'cd-80': 'CD-R 700 MB (80 minutes)',
      dvd: 'DVD 4.7 GB',
      'dvd-dl': 'DVD 8.5 GB (two layers)',
      'bd-25': 'Blu-ray 25 GB',
      'bd-50': 'Blu-ray 50 GB (two layers)',
      'bd-100': 'Blu-ray 100 GB (BDXL)',
      'bd-128': 'Blu-ray 128 GB (BDXL)',
    } satisfies Record<MediumId, string>,
    usb: 'USB stick of …',
    usbSize: 'Size of the stick, in GB',
    gauge: 'How full it gets',
    tooSmall: (name: string) => `${name} – too small`,
    smallest: (name: string) => `The smallest disc for it: ${name}.`,
    noDisc: 'No disc holds as much.',
    doesNotFit: 'It does not fit.',
    left: (size: string, exact: string, capacity: string) => `${size} of ${capacity} are left (${exact}).`,
    full: (capacity: string) => `It fills all of the ${capacity}.`,
    over: (size: string, exact: string, capacity: string) => `${size} too much for the ${capacity} (${exact}).`,
    tight: {
      dvd: 'It fits on a DVD-R, but not on a DVD+R, which holds 6.9 MB less.',
      'dvd-dl': 'It fits on a DVD+R of two layers, but not on a DVD-R, which holds 4.3 MB less.',
      bd: 'It fits only if the disc is written without the spare areas that many programs keep free for defects.',
    },
    estimate: 'As far as the size is known by now.',
    take: (name: string) => `Take ${name}`,
    wayOut: 'See what takes the room',
  },

  disc: {
    heading: 'Map and sizes',
    summary: 'Where everything lies on the disc, and what takes the room',
    tabs: { map: 'Map', sizes: 'Sizes' },
    tabList: 'Pictures of the disc',
    notYet: 'This comes as soon as the image is known.',
  },

  map: {
    label: 'Map of the disc',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'Whole disc',
    position: 'Part that is shown, from block',
    scale: (each: number) => (each === 1 ? 'A square is one block' : `A square is ${blocks(each)}`),
    of: (shown: number, all: number) =>
      shown >= all ? `${blocks(all)} in all` : `${formatCount(shown)} of ${blocks(all)}`,
    help: 'Point at a square, or go there with the arrow keys. Click or Enter shows its file in the tree. The keys + and −, the wheel with Ctrl, or two fingers zoom.',
    nothing: 'Point at the map to see what lies there.',
    range: (first: number, last: number) =>
      first === last ? `Block ${formatCount(first)}` : `Blocks ${formatCount(first)} to ${formatCount(last)}`,
    others: (count: number, isMore: boolean) =>
      `and ${formatCount(count)}${isMore ? ' or more' : ''} others in this square`,
    /** One thing on the disc in a sentence, for those who do not see the map. */
    spoken: (parts: readonly string[]) => parts.join(', '),
    folder: (path: string) => (path === '' ? 'Top folder' : `Folder “${quoteName(path)}”`),
    joliet: 'for Windows (Joliet)',
    kinds: {
      'system-area': 'System area, empty',
      'primary-descriptor': 'Primary volume descriptor',
      'boot-record': 'Boot record (El Torito)',
      'enhanced-descriptor': 'Enhanced volume descriptor',
      'joliet-descriptor': 'Joliet volume descriptor',
      terminator: 'Volume descriptor set terminator',
      version: 'Version block, empty',
      'path-table': 'Path table',
      'joliet-path-table': 'Joliet path table',
      directory: 'Folders',
      'joliet-directory': 'Folders for Windows (Joliet)',
      extension: 'Rock Ridge extension record',
      file: 'Files',
      'translation-table': 'Translation table (TRANS.TBL)',
      'boot-catalog': 'Boot catalog (El Torito)',
      padding: 'Padding at the end',
    } satisfies Record<PieceKind, string>,
    /** What has one colour. */
    legend: {
      empty: 'System area and padding',
      descriptor: 'Descriptors',
      path: 'Path tables',
      folder: 'Folders',
      joliet: 'Folders for Windows (Joliet)',
      otherFiles: 'Other files',
    },
    legendLabel: 'What the colours mean',
    /** RR_MOVED, which is in no tree. */
    movedFolder: 'Folder for those below the eighth level (RR_MOVED)',
  },

  list: {
    summary: 'The map as a list',
    kinds: 'What the disc consists of',
    pieces: 'What lies where, in order',
    what: 'What',
    first: 'First block',
    last: 'Last block',
    count: 'Blocks',
    number: 'Number',
    size: 'Size',
    from: 'From block',
    more: 'Show more',
  },

  sizes: {
    label: (name: string) =>
      name === '' ? 'What takes the room on the disc' : `What takes the room in “${quoteName(name)}”`,
    path: 'Folders around',
    top: 'Disc',
    empty: 'There is nothing in here that takes room.',
    others: (count: number) => plural(count, 'smaller item', 'smaller items'),
    cell: (name: string, size: string, share: string) => `${quoteName(name)}, ${size}, ${share}`,
    open: (name: string) => `Look into “${quoteName(name)}”`,
    show: (name: string) => `Show “${quoteName(name)}” in the tree`,
    help: 'Click or Enter looks into a folder, and shows a file in the tree. Backspace goes up.',
    list: 'As a list, the largest first',
    name: 'Name',
    size: 'Size',
    shareColumn: 'Share',
    files: 'Files',
    total: (bytes: number) => `${formatSize(bytes)} (${formatBytes(bytes)})`,
    besides: (size: string) =>
      `What the disc itself needs comes on top: ${size} for its tables, folders, whole blocks and padding.`,
  },
};

export type English = typeof english;
export const texts = localized('disc', english);
