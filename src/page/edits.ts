/** What a person can do to the tree: each tells what was done, with the way to take it back. */
import type { Command, Done, EntryId, IfTaken, Refusal, Row } from '../worker/session';
import { add, select, tellDone } from './actions';
import { asked, clipboard, menu, renaming, type Targets } from './edit-state';
import { reasonText, thrownText } from './said';
import { session, summary } from './state';
import { texts } from './texts-edits';

/** What an action is about: a row, with all that is selected if the row is; or what is selected. */
export type About = Row | 'selection';

export async function targetsOf(about: About): Promise<Targets> {
  const isOfMany = about === 'selection' || (about.selected && summary.value.selection.count > 1);
  const entries = isOfMany ? await session().selected() : [];
  const [first] = entries;
  if (entries.length > 1 || (about === 'selection' && first === undefined)) {
    return { entries, label: texts.items(entries.length) };
  }
  if (about !== 'selection') return { entries: [about.entry], label: texts.quoted(about.name) };
  const details = await session().entry(first as EntryId);
  return { entries, label: texts.quoted(details?.name ?? '') };
}

/** The folder in which things are made beside a row, or in it. */
export const folderOf = (row: Row | undefined): EntryId =>
  row === undefined ? 0 : row.kind === 'folder' ? row.entry : (row.parent ?? 0);

function isRefusal(reason: unknown): reason is Refusal {
  return typeof reason === 'object' && reason !== null && 'code' in reason && !('log' in reason);
}

/** What was not done cannot be taken back: Undo would take back what was done before. */
function tellOf({ isDone }: Done, done: string) {
  if (isDone) tellDone(done, true);
  else tellDone(texts.done.nothing, false);
}

/** Does a command and tells it. Returns whether it was done: else it is said why not, or asked about. */
export async function edit(command: Command, done: string): Promise<boolean> {
  try {
    tellOf(await session().do(command), done);
    return true;
  } catch (reason) {
    if (!isRefusal(reason)) return false;
    if (reason.code === 'taken' && reason.taken) asked.value = { kind: 'taken', command, done, ...reason.taken };
    else tellDone(reasonText(reason), false);
    return false;
  }
}

/** Does a command from a field. Returns why it was refused, as a sentence for the field. */
export async function editFromField(command: Command, done: string): Promise<string | undefined> {
  try {
    tellOf(await session().do(command), done);
    return undefined;
  } catch (reason) {
    return isRefusal(reason) ? reasonText(reason) : thrownText(reason);
  }
}

/** Does a command again that met names. */
export function editAnyway(command: Command, done: string, ifTaken: IfTaken): Promise<boolean> {
  return edit({ ...command, ifTaken } as Command, done);
}

export function rename(row: Row) {
  renaming.value = row.entry;
}

export async function leaveOut(about: About) {
  const { entries, label } = await targetsOf(about);
  await edit({ do: 'leave-out', entries }, texts.done.leftOut(label));
}

/** The name of a folder in a sentence. */
async function folderLabel(entry: EntryId): Promise<string> {
  const details = entry === 0 ? undefined : await session().entry(entry);
  return details ? texts.quoted(details.name) : texts.top;
}

export async function moveTo(how: 'move' | 'copy', { entries, label }: Targets, into: EntryId): Promise<boolean> {
  const done = how === 'move' ? texts.done.moved : texts.done.copied;
  return edit({ do: how, entries, into }, done(label, await folderLabel(into)));
}

export async function keepForPaste(how: 'move' | 'copy', about: About) {
  const targets = await targetsOf(about);
  clipboard.value = { how, targets };
  tellDone((how === 'move' ? texts.done.cut : texts.done.copiedForPaste)(targets.label), false);
}

/** Puts what was cut or copied into a folder. */
export async function paste(into: EntryId) {
  const kept = clipboard.value;
  if (!kept) return;
  const isDone = await moveTo(kept.how, kept.targets, into);
  if (isDone && kept.how === 'move') clipboard.value = undefined;
}

export async function hide(row: Row, from: 'joliet' | 'iso', hidden: boolean) {
  const { entries, label } = await targetsOf(row);
  const done = hidden ? texts.done.hidden : texts.done.shown;
  await edit({ do: 'hide', entries, from, hidden }, done(label, texts.worlds[from]));
}

export async function setExecutable(row: Row, executable: boolean) {
  const { entries, label } = await targetsOf(row);
  await edit(
    { do: 'executable', entries, executable },
    (executable ? texts.done.executable : texts.done.notExecutable)(label),
  );
}

/** Marks files that begin as programs do. */
export async function markPrograms() {
  const entries = await session()
    .programs()
    .catch(() => []);
  if (entries.length === 0) tellDone(texts.done.noPrograms, false);
  else await edit({ do: 'executable', entries, executable: true }, texts.done.programs(entries.length));
}

export async function editText(row: Row) {
  try {
    asked.value = { kind: 'edit-text', entry: row.entry, ...(await session().text(row.entry)) };
  } catch (reason) {
    tellDone(thrownText(reason), false);
  }
}

/** Gives a file the contents of another that the person chooses. */
export function replaceFile(row: Row) {
  choose(false, ([file]) => {
    if (file) void edit({ do: 'replace-file', entry: row.entry, file }, texts.done.replaced(row.name));
  });
}

/** Puts what is in an archive into its place. */
export function openArchive({ entry, parent }: Row) {
  add(() => session().openArchive(entry, parent));
}

export function addFilesTo(into: EntryId) {
  choose(true, (files) => add(() => session().addFiles(files, into)));
}

interface FolderPicker {
  showDirectoryPicker?: (options: { id: string; mode: 'read' }) => Promise<FileSystemDirectoryHandle>;
}

/** Whether a folder can be added into another by choosing it. */
export const canAddFolder = 'showDirectoryPicker' in globalThis;

export async function addFolderTo(into: EntryId) {
  const { showDirectoryPicker } = globalThis as FolderPicker;
  try {
    const handle = await showDirectoryPicker?.call(window, { id: 'isodrop', mode: 'read' });
    if (handle) add(() => session().addFolder(handle, into));
  } catch (reason) {
    if (!(reason instanceof DOMException && reason.name === 'AbortError')) tellDone(thrownText(reason), false);
  }
}

/** Asks for files. Somebody who chooses none wants nothing. */
function choose(multiple: boolean, take: (files: File[]) => void) {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = multiple;
  input.addEventListener('change', () => take([...(input.files ?? [])]));
  input.click();
}

export async function ask(kind: 'move' | 'copy', about: About) {
  const targets = await targetsOf(about);
  asked.value = { kind, targets, from: await folderAround(targets.entries) };
}

/** Entries that are asked about one by one. */
const ASKED_EACH = 50;

/** The one folder in which all of them lie, as the page has it; undefined for several, or where there are many. */
async function folderAround(entries: readonly EntryId[]): Promise<EntryId | undefined> {
  if (entries.length > ASKED_EACH) return undefined;
  const all = await Promise.all(entries.map((entry) => session().entry(entry))).catch(() => []);
  const [folder, ...others] = new Set(all.map((details) => details?.parent));
  if (others.length > 0) return undefined;
  const { topFolder } = summary.value;
  return topFolder?.dissolved && topFolder.entry === folder ? 0 : folder;
}

export async function askWeight(row: Row) {
  const details = await session().entry(row.entry);
  asked.value = { kind: 'weight', targets: await targetsOf(row), weight: details?.weight ?? 0 };
}

/** Opens the menu of a row, or of all contents, below what opens it. */
export function openMenuAt(opener: HTMLElement, row: Row | undefined) {
  const { left, right, bottom } = opener.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(opener).direction === 'rtl';
  void openMenu(row, isRightToLeft ? right : left, bottom, opener);
}

/** Opens the menu of a row, which is selected unless it is one of those that are, or of all contents. */
export async function openMenu(row: Row | undefined, x: number, y: number, opener: HTMLElement | undefined) {
  if (row && !row.selected) {
    await select({ do: 'only', entry: row.entry });
    menu.value = { row: { ...row, selected: true }, x, y, opener };
  } else menu.value = { row, x, y, opener };
}
