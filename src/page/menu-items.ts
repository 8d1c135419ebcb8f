/** What menus offer: for a row, and for all that is in the image. */
import type { EntryDetails, Row } from '../worker/session';
import { bootIndex, toggleBoot } from './boot';
import { asked, clipboard } from './edit-state';
import {
  addFilesTo,
  addFolderTo,
  ask,
  askWeight,
  canAddFolder,
  editText,
  folderOf,
  hide,
  keepForPaste,
  leaveOut,
  markPrograms,
  openArchive,
  paste,
  rename,
  replaceFile,
  setExecutable,
} from './edits';
import { askExtract } from './extracting';
import { lookInto } from './looking';
import { summary } from './state';
import { texts } from './texts-edits';
import { texts as extractTexts } from './texts-extract';
import { texts as look } from './texts-look';

export interface MenuItem {
  label: string;
  /** Shown and told; the tree itself takes the key. */
  keys?: string;
  checked?: boolean;
  /** The first of a group. */
  parts?: boolean;
  act: () => void;
}

const EXECUTABLE = 0o111;

/**
 * @param details of the row's entry, once they are known
 * @param open opens or closes the row's folder
 */
export function rowItems(row: Row, details: EntryDetails | undefined, open: () => void): MenuItem[] {
  const { menu } = texts;
  const isFolder = row.kind === 'folder';
  const isExecutable = ((details?.mode ?? 0) & EXECUTABLE) !== 0;
  const hidden = details?.hidden ?? { joliet: false, iso: false };
  const items: (MenuItem | false | undefined)[] = [
    isFolder && { label: row.expanded ? menu.close : menu.open, keys: 'Enter', act: open },
    !isFolder && { label: look.open, keys: 'Enter', act: () => void lookInto(row.entry) },
    details?.isArchive && { label: menu.openArchive, act: () => openArchive(row) },
    { label: menu.rename, keys: 'F2', act: () => rename(row) },
    !isFolder && { label: menu.editText, act: () => void editText(row) },
    !isFolder && { label: menu.replaceFile, act: () => replaceFile(row) },
    isFolder && { label: menu.newFolderHere, parts: true, act: () => make('new-folder', row) },
    isFolder && { label: menu.newFileHere, act: () => make('new-file', row) },
    isFolder && { label: menu.addFilesHere, act: () => addFilesTo(row.entry) },
    isFolder && canAddFolder && { label: menu.addFolderHere, act: () => void addFolderTo(row.entry) },
    { label: menu.cut, keys: 'Control+X', parts: true, act: () => void keepForPaste('move', row) },
    { label: menu.copy, keys: 'Control+C', act: () => void keepForPaste('copy', row) },
    clipboard.value !== undefined && {
      label: isFolder ? menu.pasteHere : menu.paste,
      keys: 'Control+V',
      act: () => void paste(folderOf(row)),
    },
    { label: menu.moveTo, act: () => void ask('move', row) },
    { label: menu.copyTo, act: () => void ask('copy', row) },
    { label: extractTexts.menu, parts: true, act: () => void askExtract(row) },
    { label: menu.leaveOut, keys: 'Delete', parts: true, act: () => void leaveOut(row) },
    {
      label: menu.hideFromWindows,
      parts: true,
      checked: hidden.joliet,
      act: () => void hide(row, 'joliet', !hidden.joliet),
    },
    { label: menu.hideFromDos, checked: hidden.iso, act: () => void hide(row, 'iso', !hidden.iso) },
    !isFolder && {
      label: menu.executable,
      checked: isExecutable,
      act: () => void setExecutable(row, !isExecutable),
    },
    isFolder && { label: menu.makeExecutable, act: () => void setExecutable(row, true) },
    isFolder && { label: menu.makeNotExecutable, act: () => void setExecutable(row, false) },
    !isFolder && {
      label: menu.boot,
      parts: true,
      checked: bootIndex(row, 'bios') >= 0,
      act: () => void toggleBoot(row, 'bios'),
    },
    !isFolder && {
      label: menu.bootEfi,
      checked: bootIndex(row, 'efi') >= 0,
      act: () => void toggleBoot(row, 'efi'),
    },
    { label: menu.weight, act: () => void askWeight(row) },
  ];
  return items.filter((item) => item !== false && item !== undefined);
}

export function contentsItems(): MenuItem[] {
  const { menu } = texts;
  const { leftOutCount } = summary.value;
  const items: (MenuItem | false)[] = [
    { label: menu.newFolder, act: () => make('new-folder', undefined) },
    { label: menu.newFile, act: () => make('new-file', undefined) },
    clipboard.value !== undefined && { label: menu.paste, act: () => void paste(0) },
    { label: extractTexts.all, parts: true, act: () => void askExtract() },
    {
      label: menu.pattern,
      parts: true,
      act: () => {
        asked.value = { kind: 'pattern' };
      },
    },
    {
      label: menu.leftOut(leftOutCount),
      act: () => {
        asked.value = { kind: 'left-out' };
      },
    },
    { label: menu.programs, parts: true, act: () => void markPrograms() },
  ];
  return items.filter((item) => item !== false);
}

function make(kind: 'new-folder' | 'new-file', row: Row | undefined) {
  asked.value = { kind, into: folderOf(row) };
}
