/** The texts of the page as it is first seen. Other languages say the same in `languages/`. */
import { formatCount, formatCounted, formatDuration, formatSize, quoteName } from './format';
import { localized } from './localized';

export const plural = (count: number, one: string, many: string) => formatCounted(count, { one, other: many });
export const files = (count: number) => plural(count, 'file', 'files');
const folders = (count: number) => plural(count, 'folder', 'folders');
export const items = (count: number) => plural(count, 'item', 'items');

const english = {
  productName: 'Isodrop',
  title: 'Isodrop: drop a folder, download the disc image',
  titleWorking: (percent: string | undefined) => (percent ? `${percent} – Isodrop` : 'Reading … – Isodrop'),
  titleReady: (name: string, size: string) => `${quoteName(name)}, ${size} – Isodrop`,
  titleAttention: (name: string) => `! ${quoteName(name)} – Isodrop`,

  empty: {
    heading: 'Drop a folder, get a disc image',
    headingTouch: 'Choose files, get a disc image',
    lead: 'It becomes an .iso file that Windows, macOS, Linux and every virtual machine can open. A disc image that you drop is opened, to be changed and saved again.',
    sample: 'Try with a sample',
    cloud: 'Make a disc for cloud-init',
    /** What choosing a folder comes with. Where nothing can be dropped, dropping is no advice. */
    picker: (canDrop: boolean) =>
      `Your browser will ask whether this page may view the folder. The picker hides files with unusual names, such as “a?b” or “x.lnk”${canDrop ? '; dropping the folder shows all' : ''}.`,
    input: (canDrop: boolean) =>
      `Your browser may call it “upload”, but the files stay here. Empty folders are left out${canDrop ? '; dropping the folder keeps them' : ''}.`,
    notSecure:
      'This page came over plain http: it works, but it cannot be kept for use offline. Over https or on localhost it can.',
    privacy: 'Nothing leaves this computer.',
    privacyCheck: 'Turn off your network and try.',
    facts: ['ISO 9660 + Joliet + Rock Ridge', 'Files over 4 GB', 'The same bytes on every computer'],
  },

  chooseFolder: 'Choose a folder',
  chooseFiles: 'Choose files',
  folderInput: 'Folder to add',
  filesInput: 'Files to add',
  addMore: 'Add more',
  addFolder: 'Add a folder',
  addFiles: 'Add files',
  startOver: 'Start over',
  undo: 'Undo',
  redo: 'Redo',
  withLabel: (action: string, label: string | undefined) => (label ? `${action}: ${label}` : action),
  cancel: 'Cancel',
  dropToStart: 'Drop to make an image',
  dropToAdd: 'Drop to add to the image',
  dropInto: (name: string) => `Drop into “${quoteName(name)}”`,

  status: {
    empty: 'Nothing added yet.',
    listing: 'Reading the files …',
    unpacking: 'Opening the archive …',
    figures: (count: number, bytes: number) =>
      bytes === 0 ? `${files(count)} so far.` : `${files(count)}, ${formatSize(bytes)} so far.`,
    preparing: 'Working out the image …',
    comparing: 'Looking for equal files …',
    ready: 'Ready to download.',
    failed: 'The image cannot be made.',
    conflict: 'A name is there already. Download waits for your choice.',
    problems: (count: number) => `${items(count)} could not be read. Download waits for your choice.`,
    problemsChanged: (count: number) => `${items(count)} changed on the disk. Download waits for your choice.`,
    losses: 'Something has to be dropped again. Download waits for it.',
    checking: 'Checking that large files are still what they were …',
    handed: (bytes: number) => `Handed to the browser: ${formatSize(bytes)} — follow it in the downloads list.`,
    changed: (count: number) => `${items(count)} changed since the folder was read.`,
  },

  image: {
    size: 'Size of the image',
    about: 'about',
    counts: (fileCount: number, folderCount: number) => `${files(fileCount)} · ${folders(folderCount)}`,
    download: 'Download',
    downloadWithout: (count: number) => `without ${formatCount(count)} unreadable ${count === 1 ? 'item' : 'items'}`,
    progressLabel: 'Progress',
    progressFiles: (done: number, total: number, listed: boolean) =>
      listed ? `${formatCount(done)} of ${files(total)}` : `${files(total)} found`,
    progressUnpacking: (done: number, total: number) => `${formatSize(done)} of ${formatSize(total)} of the archive`,
    rate: (filesRate: number, bytesRate: number) =>
      bytesRate >= 1e6 ? `${formatSize(bytesRate)}/s` : `${files(Math.round(filesRate))}/s`,
    left: (milliseconds: number) => `about ${formatDuration(milliseconds)} left`,
    decide: 'Choose what to do',
    readAt: (moment: string) => `Read at ${moment}`,
    readAgain: 'Read again',
    readAgainHelp: 'Reads the folder again, to take in what changed on the disk',
  },

  startedOver: 'Started over.',
  discarded: (name: string) => `Discarded: “${quoteName(name)}”`,
  notStoredOnce: 'Store equal files each by itself',
  cancelled: 'Cancelled: what was being added was taken back.',

  broken: {
    heading: 'The page could not go on',
    explain: (reason: string) =>
      `Something in it failed: ${reason}. Nothing on your disk was changed. Reload the page and continue where you were.`,
  },

  unexpected: (reason: string) =>
    `Nobody expected this: ${reason}. What is in the image is still there. If something looks wrong, reload the page.`,

  update: {
    ready: 'A new version is ready',
    missing: 'A part of the page could not be loaded: a newer version took its place.',
    taken: 'A newer version was taken in another tab.',
    reload: 'Reload',
    reloadHelp: 'After that you can continue where you are now.',
    reloadForgets: 'What is in the image now has to be dropped again.',
    forgets: 'Nothing is remembered here',
    forgetsHelp: 'This browser keeps nothing for this page: after a reload all has to be dropped again.',
    offline: 'Works offline now',
    offlineHelp: 'The page is kept on this computer and starts without a network.',
    dismiss: 'Dismiss',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('first', english);
