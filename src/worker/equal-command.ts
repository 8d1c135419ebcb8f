/** The genisoimage command that makes the same image of the same folders, lying side by side. */
import { archiveStem } from '../archives/archive-names';
import { bootWords } from '../command/boot-words';
import { commandLine, commandWords } from '../command/words';
import { BOOT_IMAGE_WEIGHT, liveEntries } from '../image/boot';
import { type EntryId, type ImageTree, Kind, Mark, ROOT } from '../image/tree';
import type { History } from './history';
import type { Origins } from './origins';
import type { SourceInfo } from './protocol';
import { LEFT_OUT, type Source, type Sources } from './sources';
import type { TopFolder } from './top-folder';

/** Nobody reads more. */
const WORDS_LIMIT = 500;

/** What the command is told from. */
export interface CommandSource {
  tree: ImageTree;
  history: History;
  sources: Sources;
  origins: Origins;
  top: TopFolder;
}

/** A command, and whether it makes this very image: not all that can be done here can be said in a command. */
export interface EqualCommand {
  command: string;
  exact: boolean;
  /** Ids of the options that no command asks for. */
  untold: string[];
}

export function equalCommand(rooms: CommandSource): EqualCommand {
  const { tree, history, sources, origins, top } = rooms;
  const live = sources.live(history.current).filter((source) => isIn(tree, source));
  /** What is named in the command, and what it is called on disk. */
  const named: [EntryId, string][] = [];
  for (const { info, top: folder } of live) {
    if (info.name !== undefined) named.push([folder, nameOf(info)]);
    else {
      for (const entry of tree.children(folder)) {
        if (origins.isOf(entry, info.source) && !tree.isExcluded(entry)) named.push([entry, origins.nameOnDisk(entry)]);
      }
    }
  }
  const paths = named.map(([entry, onDisk]) => graftOf(tree, entry, onDisk));
  // Two of one name lie in different places, and nobody knows where.
  let exact = new Set(named.map(([, onDisk]) => onDisk)).size === named.length;

  const excluded = new Set<string>();
  const leaveOut = (source: Source | undefined, path: readonly string[]) => {
    // A loose file is left out by not being told.
    if (source?.info.name !== undefined && live.includes(source))
      excluded.add([nameOf(source.info), ...path].join('/'));
  };
  for (const entry of history.current.flatMap(({ removed }) => removed)) {
    const source = origins.sourceOf(entry);
    if (tree.isExcluded(entry) && entry !== source?.top) leaveOut(source, origins.pathOnDisk(entry));
  }
  for (const source of live) {
    for (const [key, detour] of source.detours) {
      const [parent, name] = [Number.parseInt(key, 10), key.slice(key.indexOf('/') + 1)];
      if (detour === LEFT_OUT) leaveOut(source, [...origins.pathOnDisk(parent), name]);
    }
  }
  // A path that one folder is left out at may be another's as well; and what is in a folder cannot be renamed.
  if ([...excluded].some((path) => live.filter(({ info }) => path.startsWith(`${nameOf(info)}/`)).length > 1))
    exact = false;
  // Where it lies on disk, in a folder that is named or not, a command cannot say of what is in it.
  if (live.some(({ info }) => info.opens !== undefined)) exact = false;
  if (isEdited(rooms, new Set(named.map(([entry]) => entry)))) exact = false;

  const alone = live.length === 1 && live[0]?.top === tree.dissolved ? live[0].info : undefined;
  const only = alone && nameOf(alone);
  const told = only === undefined ? ['-graft-points', ...paths] : [only.startsWith('-') ? `./${only}` : only];
  const words = [...excluded].flatMap((path) => ['-m', path.replaceAll(/[*?[\]\\]/g, '\\$&')]).concat(told);
  if (words.length > WORDS_LIMIT) exact = false;
  const { program, words: asked, untold } = commandWords(history.made.options);
  const boot = bootWords(tree);
  if (!boot.exact) exact = false;
  const line = [
    boot.words.length > 0 ? 'isodrop' : program,
    ...asked,
    ...boot.words,
    ...archiveWords(live, named, only !== undefined),
    '-f',
    '-V',
    history.volumeName,
    '-o',
    top.fileName,
    ...words.slice(0, WORDS_LIMIT),
  ];
  return { command: commandLine(line), exact: exact && untold.length === 0, untold };
}

/** What a source is called on disk. */
const nameOf = ({ name = '', archive = name }: SourceInfo): string => archive;

/** By itself the command opens an archive that is all that is named, and no other one. */
function archiveWords(live: readonly Source[], named: readonly [EntryId, string][], isAlone: boolean): string[] {
  const opened = live.filter(({ info }) => info.archive !== undefined).length;
  if (opened > 0) return isAlone ? [] : ['-open-archives'];
  return named.some(([, onDisk]) => archiveStem(onDisk) !== undefined) ? ['-archives-as-files'] : [];
}

/** Whether something was done that no command can say, and shows in the image. What is named can be called otherwise. */
function isEdited({ tree, history, origins }: CommandSource, named: ReadonlySet<EntryId>): boolean {
  const isElsewhere = (entry: EntryId) =>
    tree.isIncluded(entry) && origins.sourceOf(entry) !== undefined && !named.has(entry);
  if (origins.places.elsewhere().some(isElsewhere)) return true;
  const boots = new Set(liveEntries(tree).flatMap(({ image }) => ('entry' in image ? image.entry : [])));
  for (const { journal, added, changes = [] } of history.current) {
    const isMaking = journal?.step === 'make-folder' || journal?.step === 'make-file' || journal?.step === 'copy';
    if (isMaking && added.some((entry) => tree.isIncluded(entry))) return true;
    for (const { entry, change } of changes) {
      if (!tree.isIncluded(entry)) continue;
      if (tree.hasMark(entry, Mark.notInIso) || tree.hasMark(entry, Mark.notInJoliet)) return true;
      if (tree.kind(entry) !== Kind.file) continue;
      if (change === 'content' && origins.contentOnDisk(entry) !== tree.contentNumber(entry)) return true;
      const hasOwnWeight = tree.weight(entry) !== (boots.has(entry) ? BOOT_IMAGE_WEIGHT : 0);
      if (hasOwnWeight || ((tree.attributes(entry).mode ?? 0) & 0o111) !== 0) return true;
    }
  }
  return false;
}

const isIn = (tree: ImageTree, { top }: Source): boolean => top === ROOT || tree.isIncluded(top);

/** A path as `-graft-points` takes it: where an entry is in the image, and what it is on disk. */
function graftOf(tree: ImageTree, entry: EntryId, nameOnDisk: string): string {
  const source = escaped(nameOnDisk);
  if (entry === tree.dissolved) return source;
  const target = tree.path(entry);
  return tree.kind(entry) === Kind.directory
    ? `${escaped(target)}/=${source}`
    : target === nameOnDisk
      ? source
      : `${escaped(target)}=${source}`;
}

const escaped = (name: string): string => name.replaceAll(/[\\=]/g, '\\$&');
