/** A disk with folders that somebody chooses, made up for tests: what a browser gives of it, and refuses. */
import { foldedName } from '../sinks/disk-names';

export interface DiskRules {
  /** Names that differ in capitals, or in how accents are written, are one. */
  isFolding?: boolean;
  /** Names that the browser takes for none. */
  refused?: RegExp;
  /** Bytes that there is room for. */
  room?: number;
  /** Names, of links, that are not listed. */
  hidden?: ReadonlySet<string>;
  /** Others have turns while it writes. */
  isSlow?: boolean;
  /** Called before something is made: may throw what the browser would. */
  making?: (name: string) => void;
}

const failure = (name: string) => new DOMException(name, name);

export class DiskFile {
  readonly kind = 'file';
  readonly name: string;
  bytes = new Uint8Array(0);
  readonly #rules: DiskRules;
  /** Files that the browser writes to before they become others of their folder. */
  readonly #swaps: Set<string>;

  constructor(name: string, rules: DiskRules, text = '', swaps = new Set<string>()) {
    this.name = name;
    this.#rules = rules;
    this.#swaps = swaps;
    this.bytes = new TextEncoder().encode(text);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  async createWritable() {
    const [parts, swap]: [BlobPart[], string] = [[], `${this.name}.crswap`];
    if (this.#swaps.has(this.name)) throw failure('NoModificationAllowedError');
    this.#swaps.add(swap);
    return {
      write: async (part: Blob | Uint8Array<ArrayBuffer>) => {
        const bytes =
          part instanceof Blob
            ? await part.arrayBuffer().catch(() => Promise.reject(failure('NotReadableError')))
            : part.slice();
        const { room } = this.#rules;
        if (room !== undefined && bytes.byteLength > room) throw failure('QuotaExceededError');
        if (room !== undefined) this.#rules.room = room - bytes.byteLength;
        parts.push(bytes);
      },
      close: async () => {
        for (let turns = this.#rules.isSlow ? 20 : 0; turns > 0; turns--) await new Promise(setImmediate);
        this.bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
        this.#swaps.delete(swap);
      },
      abort: async () => {
        this.#swaps.delete(swap);
      },
    };
  }
}

export class DiskFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly inside = new Map<string, DiskFile | DiskFolder>();
  readonly #swaps = new Set<string>();
  readonly #rules: DiskRules;

  constructor(name: string, rules: DiskRules = {}) {
    this.name = name;
    this.#rules = rules;
  }

  get asHandle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  /** Everything in it by its path: folders as `/`, files as their text. */
  get tree(): Record<string, string> {
    const tree: Record<string, string> = {};
    for (const [name, entry] of this.inside) {
      if (entry instanceof DiskFile) tree[name] = entry.text;
      else {
        tree[`${name}/`] = '/';
        for (const [path, text] of Object.entries(entry.tree)) tree[`${name}/${path}`] = text;
      }
    }
    return tree;
  }

  async *entries(): AsyncGenerator<[string, DiskFile | DiskFolder]> {
    for (const [name, entry] of this.inside) if (!this.#rules.hidden?.has(name)) yield [name, entry];
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<DiskFile> {
    return this.#get(name, create, DiskFile, () => {
      this.#rules.making?.(name);
      return new DiskFile(name, this.#rules, '', this.#swaps);
    });
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<DiskFolder> {
    return this.#get(name, create, DiskFolder, () => {
      this.#rules.making?.(name);
      return new DiskFolder(name, this.#rules);
    });
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.inside.delete(name)) throw failure('NotFoundError');
  }

  #get<Entry extends DiskFile | DiskFolder>(
    name: string,
    create: boolean,
    wanted: new (...given: never[]) => Entry,
    make: () => Entry,
  ): Entry {
    if (/\/|^\.{0,2}$/.test(name) || this.#rules.refused?.test(name)) throw new TypeError('Name is not allowed.');
    const same = (other: string) => other === name || (this.#rules.isFolding && foldedName(other) === foldedName(name));
    const found = [...this.inside].find(([other]) => same(other))?.[1];
    if (found && !(found instanceof wanted)) throw failure('TypeMismatchError');
    if (found) return found;
    if (!create) throw failure('NotFoundError');
    const made = make();
    this.inside.set(name, made);
    return made;
  }
}
