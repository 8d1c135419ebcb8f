/** What a disc boots from, as a person chooses it: steps that can be undone and done again to a tree made anew. */
import {
  BOOT_IMAGE_WEIGHT,
  type Boot,
  type BootEntry,
  BootTable,
  catalogFile,
  FLOPPY_SECTORS,
  liveEntries,
  Media,
  MOST_ENTRIES,
  PLAIN_ENTRY,
  Platform,
  wholeSectors,
} from '../image/boot';
import { type EntryId, Kind, ROOT } from '../image/tree';
import { type CommandRooms, doEdit } from './command-rooms';
import { checkInImage } from './naming';
import type { JournalStep, KeptBootEntry } from './protocol';
import { withEntries } from './rebased';
import { Refused } from './refusal';
import { say } from './saying';
import type { Label } from './session';
import type { TreeChange } from './tree-changes';

/** Sectors of a boot loader that BIOSes load, which loads the rest of itself. */
const LOADER_SECTORS = 4;
/** Boot loaders that need to be told where on the disc they are: ISOLINUX and GRUB, by what they are usually called. */
const NEEDS_TABLE = /isolinux|eltorito|cdboot|grub/i;

export class Booting {
  readonly #rooms: CommandRooms;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  /** Boots a file, besides what is booted already. */
  boot(entry: EntryId, platform: 'bios' | 'efi'): boolean {
    const { tree } = this.#rooms;
    checkInImage(tree, entry);
    const name = tree.name(entry);
    if (tree.kind(entry) !== Kind.file) throw new Refused('nothing', say('no-file', name));
    if (tree.byteLength(entry) === 0) throw new Refused('nothing', say('boot-empty', name));
    const entries = tree.boot?.entries ?? [];
    const number = Platform[platform];
    if (entries.some(({ image, ...one }) => 'entry' in image && image.entry === entry && one.platform === number)) {
      return false;
    }
    // Those whose files are gone take no room.
    if (liveEntries(tree).length >= MOST_ENTRIES) throw new Refused('nothing', say('boot-full', name, MOST_ENTRIES));
    const made = platform === 'efi' ? EFI_ENTRY : biosEntry(tree.path(entry), tree.byteLength(entry));
    return this.#set(say('boot', name), {
      catalog: tree.boot?.catalog,
      entries: [...entries, { ...made, image: { entry } }],
    });
  }

  /** Takes an entry of the catalog away. */
  noBoot(index: number): boolean {
    const { tree } = this.#rooms;
    const entries = tree.boot?.entries ?? [];
    const gone = entries[index];
    if (!gone) return false;
    const left = entries.filter((one) => one !== gone);
    const name = 'entry' in gone.image ? tree.name(gone.image.entry) : '';
    return this.#set(say('no-boot', name), { catalog: tree.boot?.catalog, entries: left });
  }

  /** Whether the boot image of an entry is told where on the disc it lies. */
  tell(index: number, isTold: boolean): boolean {
    const { tree } = this.#rooms;
    const entries = tree.boot?.entries ?? [];
    const entry = entries[index];
    if (!entry || ((entry.tables & BootTable.info) !== 0) === isTold) return false;
    const name = 'entry' in entry.image ? tree.name(entry.image.entry) : '';
    const changed = { ...entry, tables: entry.tables ^ BootTable.info };
    return this.#set(say('change', name), {
      catalog: tree.boot?.catalog,
      entries: entries.map((one) => (one === entry ? changed : one)),
    });
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    if (step.step !== 'boot') return false;
    const { tree, origins, history } = this.#rooms;
    const told = step.entries.flatMap(({ file, opened, ...entry }): BootEntry[] => {
      const kept = opened === undefined ? undefined : history.openedBoot?.entries[opened];
      if (kept) return [{ ...entry, image: kept.image }];
      const found = file === undefined ? -1 : origins.find(file);
      return found > ROOT && tree.kind(found) === Kind.file ? [{ ...entry, image: { entry: found } }] : [];
    });
    const { openedBoot } = history;
    // What was done while an image was being read knew nothing of what that boots from.
    const entries = step.isEarly ? withEntries(openedBoot?.entries ?? [], told) : told;
    const catalog = step.isEarly || step.hasCatalog ? (tree.boot ?? openedBoot)?.catalog : undefined;
    return this.#set(step.label, { catalog, entries });
  }

  #set(label: Label, after: Boot): boolean {
    const { tree, origins } = this.#rooms;
    const booted = new Set(tree.boot?.entries.map(({ image }) => ('entry' in image ? image.entry : undefined)));
    // As the command has it, boot images lie before other files; those of an opened image stay where they are.
    const changes = after.entries.flatMap(({ image }): TreeChange[] => {
      if (!('entry' in image) || booted.has(image.entry) || tree.weight(image.entry) !== 0) return [];
      return [{ change: 'weight', entry: image.entry, before: 0, after: BOOT_IMAGE_WEIGHT }];
    });
    const journal = bootJournal(this.#rooms, label, after);
    // Without entries the catalog's file would tell what is so no more.
    const catalog = after.entries.length === 0 ? catalogFile(tree) : undefined;
    const removed = catalog === undefined ? [] : [catalog];
    for (const entry of removed) origins.remember(entry);
    return doEdit(this.#rooms, label, { removed, changes, boot: { before: tree.boot, after }, journal });
  }
}

/** What is told of a step after which a disc boots from these. */
export function bootJournal(
  { origins, history }: Pick<CommandRooms, 'origins' | 'history'>,
  label: Label,
  after: Boot,
): JournalStep {
  const opened = history.openedBoot;
  const entries = after.entries.map(({ image, ...entry }): KeptBootEntry => {
    if ('entry' in image) return { ...entry, file: origins.originOf(image.entry) };
    const at = opened?.entries.findIndex((one) => 'content' in one.image && one.image.content === image.content);
    return { ...entry, ...(at === undefined ? {} : { opened: at }) };
  });
  const early = opened ? {} : { isEarly: true };
  return { step: 'boot', label, hasCatalog: after.catalog !== undefined, ...early, entries };
}

const EFI_ENTRY: Omit<BootEntry, 'image'> = { ...PLAIN_ENTRY, platform: Platform.efi };

/** A floppy disk where the file is as long as one, else a boot loader. */
function biosEntry(path: string, byteLength: number): Omit<BootEntry, 'image'> {
  const floppy = Object.values(Media).find((one) => FLOPPY_SECTORS[one] === wholeSectors(byteLength));
  if (floppy !== undefined) return { ...PLAIN_ENTRY, media: floppy, sectors: 1 };
  return { ...PLAIN_ENTRY, sectors: LOADER_SECTORS, tables: NEEDS_TABLE.test(path) ? BootTable.info : 0 };
}
