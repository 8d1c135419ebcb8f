/** What a person makes: folders, small text files, and other contents for files that are there. */
import { catalogFile } from '../image/boot';
import { type ContentRef, type EntryId, Kind, Mark, ROOT } from '../image/tree';
import { type CommandRooms, doEdit, folderMeant } from './command-rooms';
import { freeName } from './keep-both';
import { checkFreeName, checkInImage } from './naming';
import type { JournalStep } from './protocol';
import { Refused } from './refusal';
import { say } from './saying';
import { type Label, TEXT_LIMIT } from './session';

/** As everything else that a browser shows without a mode. */
const FILE_MODE = 0o444;
const FOLDER_MODE = 0o555;

export class Making {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  newFolder(folder: EntryId, name: string): boolean {
    const into = this.#folder(folder);
    checkFreeName(this.#rooms.tree, into, name);
    return this.#makeFolder(into, name, this.#rooms.origins.places.newNumber());
  }

  newFile(folder: EntryId, name: string, text: string): boolean {
    const into = this.#folder(folder);
    checkFreeName(this.#rooms.tree, into, name);
    const bytes = new Blob([text]);
    checkLength(bytes);
    return this.#makeFile(into, name, this.#rooms.origins.places.newNumber(), bytes, now());
  }

  editText(entry: EntryId, text: string): boolean {
    this.#checkFile(entry);
    const bytes = new Blob([text]);
    checkLength(bytes);
    return this.#setContent(entry, say('edit', this.#rooms.tree.name(entry)), bytes, now());
  }

  replaceFile(entry: EntryId, file: File): boolean {
    this.#checkFile(entry);
    return this.#setContent(
      entry,
      say('replace', this.#rooms.tree.name(entry)),
      file,
      Math.floor(file.lastModified / 1000),
    );
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    const { tree, origins } = this.#rooms;
    if (step.step === 'content') {
      const entry = origins.find(step.what);
      if (entry <= ROOT || tree.kind(entry) !== Kind.file) return false;
      return this.#setContent(entry, say('edit', tree.name(entry)), step.bytes, step.modifyTime);
    }
    if (step.step !== 'make-folder' && step.step !== 'make-file') return false;
    const into = origins.find(step.into);
    if (into < ROOT || tree.kind(into) !== Kind.directory) return false;
    const taken = tree.find(into, step.name);
    // A folder that came to be on disk meanwhile is the one that was made.
    if (step.step === 'make-folder' && taken > ROOT && tree.kind(taken) === Kind.directory) {
      origins.places.made(taken, step.made);
      return true;
    }
    const name = taken > ROOT ? freeName(tree, into, step.name) : step.name;
    if (step.step === 'make-folder') return this.#makeFolder(into, name, step.made);
    return this.#makeFile(into, name, step.made, step.bytes, step.modifyTime);
  }

  #makeFolder(into: EntryId, name: string, made: number): boolean {
    const { tree, origins } = this.#rooms;
    const journal: JournalStep = { step: 'make-folder', made, into: origins.originOf(into), name };
    const entry = tree.addDirectory(into, name, { mode: FOLDER_MODE, modifyTime: Number.NaN });
    tree.setMark(entry, Mark.imageOnly, true);
    origins.places.made(entry, made);
    return doEdit(this.#rooms, say('new-folder', name), { added: [entry], journal });
  }

  #makeFile(into: EntryId, name: string, made: number, bytes: Blob, modifyTime: number): boolean {
    const { tree, origins } = this.#rooms;
    const journal: JournalStep = { step: 'make-file', made, into: origins.originOf(into), name, bytes, modifyTime };
    const entry = tree.addFile(into, name, { mode: FILE_MODE, modifyTime }, this.#keep(bytes));
    origins.places.made(entry, made);
    return doEdit(this.#rooms, say('new-file', name), { added: [entry], journal });
  }

  #setContent(entry: EntryId, label: Label, bytes: Blob, modifyTime: number): boolean {
    const { tree, origins } = this.#rooms;
    const journal: JournalStep = { step: 'content', what: origins.originOf(entry), bytes, modifyTime };
    const before = { content: tree.contentNumber(entry), modifyTime: tree.attributes(entry).modifyTime };
    origins.keepContent(entry);
    const content = tree.addContent(this.#keep(bytes));
    return doEdit(this.#rooms, label, {
      changes: [{ change: 'content', entry, before, after: { content, modifyTime } }],
      journal,
    });
  }

  /** Bytes that a person gave, as a content. */
  #keep(bytes: Blob): ContentRef {
    if (bytes.size === 0) return { byteLength: 0, store: 0, offset: 0 };
    const file = bytes instanceof File ? bytes : new File([bytes], '');
    return { byteLength: bytes.size, store: this.#rooms.stores.addFile(file), offset: 0 };
  }

  /** Throws where an entry is no file of the image, or one that is written with the image. */
  #checkFile(entry: EntryId): void {
    const { tree } = this.#rooms;
    checkInImage(tree, entry);
    if (tree.kind(entry) !== Kind.file) throw new Refused('nothing', say('no-contents', tree.name(entry)));
    if (catalogFile(tree) === entry) throw new Refused('nothing', say('boot-catalog', tree.name(entry)));
  }

  #folder(folder: EntryId): EntryId {
    const { tree } = this.#rooms;
    const into = folderMeant(tree, folder);
    if (tree.kind(into) === Kind.directory && tree.isIncluded(into)) return into;
    throw new Refused('nothing', say('folder-gone'));
  }
}

const now = () => Math.floor(Date.now() / 1000);

function checkLength(bytes: Blob): void {
  if (bytes.size <= TEXT_LIMIT) return;
  throw new Refused('not-text', say('text-long', bytes.size, TEXT_LIMIT));
}
