/** The origin's private files: an in-memory disk that tells what is on it. */
export class PrivateFiles {
  /** Bytes that can still be written. */
  room = Number.POSITIVE_INFINITY;
  /** Why no file can be made, where none can. */
  refusal: DOMException | undefined;
  /** Access handles that are not closed. */
  open = 0;
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();

  get names(): string[] {
    return [...this.#files.keys()];
  }

  /** What `navigator.storage` is while this is in use. */
  get storage(): Pick<StorageManager, 'getDirectory'> {
    return { getDirectory: async () => this.#folder('') as unknown as FileSystemDirectoryHandle };
  }

  #folder(path: string) {
    return {
      getDirectoryHandle: async (name: string) => {
        if (this.refusal) throw this.refusal;
        return this.#folder(`${path}${name}/`);
      },
      getFileHandle: async (name: string) => this.#file(`${path}${name}`),
      removeEntry: async (name: string) => {
        if (!this.#files.delete(`${path}${name}`)) throw new DOMException('It is not there.', 'NotFoundError');
      },
    };
  }

  #file(path: string) {
    const bytes = () => this.#files.get(path) ?? new Uint8Array(0);
    this.#files.set(path, bytes());
    const access = () => {
      this.open++;
      return {
        write: (part: Uint8Array, { at }: { at: number }) => {
          // As a full disk does it: what there is room for is written.
          const taken = Math.min(part.length, this.room);
          this.room -= taken;
          const grown = new Uint8Array(Math.max(bytes().length, at + taken));
          grown.set(bytes());
          grown.set(part.subarray(0, taken), at);
          this.#files.set(path, grown);
          return taken;
        },
        truncate: (size: number) => {
          this.room += Math.max(0, bytes().length - size);
          this.#files.set(path, bytes().slice(0, size));
        },
        flush: () => {},
        close: () => void this.open--,
      };
    };
    return {
      createSyncAccessHandle: async () => access(),
      getFile: async () => new File([bytes()], path),
    };
  }
}
