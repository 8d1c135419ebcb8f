/** 7-Zip as the package `7z-wasm` compiles it: what of it is used, and how it is started. */

export interface FileNode {
  node_ops: { getattr(node: FileNode): { size: number } };
  stream_ops: StreamOperations;
}

export interface FileStream {
  position: number;
  stream_ops: StreamOperations;
}

interface StreamOperations {
  read(stream: FileStream, buffer: Int8Array, offset: number, length: number, position: number): number;
  write(stream: FileStream, buffer: Int8Array, offset: number, length: number, position: number): number;
  llseek(stream: FileStream, offset: number, whence: number): number;
}

/** Emscripten's file system in memory. */
export interface FileSystem {
  ErrnoError: new (errno: number) => Error;
  /** Those that are open. */
  streams: (FileStream | undefined)[];
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): FileNode;
}

/** One run of it. */
export interface SevenZip {
  FS: FileSystem;
  /** Runs a command line. Returns its exit status. */
  call(words: string[]): { status: number; lines: string[] };
}

/** The package's function. */
export type SevenZipFactory = (options: object) => Promise<{ FS: unknown; callMain(words: string[]): unknown }>;

/** Its own status: what it did not end by itself. */
const CRASHED = 255;

/** Starts 7-Zip, for one command line. */
export async function startSevenZip(make: SevenZipFactory, wasm: WebAssembly.Module): Promise<SevenZip> {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const module = await make({
    print,
    printErr: print,
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      const own: { memory?: WebAssembly.Memory } = {};
      const env = { ...imports.env, _localtime_js: greenwichTime(() => own.memory as WebAssembly.Memory) };
      void WebAssembly.instantiate(wasm, { ...imports, env } as WebAssembly.Imports).then((instance) => {
        own.memory = instance.exports.memory as WebAssembly.Memory;
        receive(instance, wasm);
      });
      return {};
    },
  });
  return {
    FS: module.FS as FileSystem,
    call(words) {
      try {
        const status = module.callMain(words);
        return { status: typeof status === 'number' ? status : CRASHED, lines };
      } catch {
        return { status: CRASHED, lines };
      }
    },
  };
}

/** C's `localtime_r` with a clock of Greenwich, so that times are the same on every computer. */
const greenwichTime = (memory: () => WebAssembly.Memory) => (time: bigint, at: number) => {
  const date = new Date(Number(time) * 1000);
  const year = date.getUTCFullYear();
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);
  const clock = [date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours()];
  const day = [date.getUTCDate(), date.getUTCMonth(), year - 1900, date.getUTCDay(), dayOfYear];
  new Int32Array(memory().buffer, at, 10).set([...clock, ...day, 0, 0]);
};
