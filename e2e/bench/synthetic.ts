/** A folder of a million files that is on no disk: the built page, with a line before its script. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, serve } from '../tools/serve.mjs';
import { type Visit, visit } from './browser';
import { temporaryFolder } from './trees';

/** Evenly divided. 0 folders: all files lie in the chosen folder itself. */
export interface SyntheticShape {
  files: number;
  folders: number;
}

declare global {
  interface Window {
    /** When the last entry was given to the page's worker: milliseconds since 1970. */
    lastEntryAt: number | undefined;
  }
}

/** Opens the page with a synthetic folder as often as it is to be measured. */
export async function repeatSynthetic(
  shape: SyntheticShape,
  runs: number,
  work: (opened: Visit) => Promise<void>,
): Promise<void> {
  const site = await serveSynthetic(shape);
  for (let run = 0; run < runs; run++) await visit(site.url, work);
  await site.close();
}

/** Serves the page as it was built, but that its button chooses a folder of that shape. */
export async function serveSynthetic(shape: SyntheticShape): Promise<Awaited<ReturnType<typeof serve>>> {
  const root = join(temporaryFolder(), `synthetic-${shape.files}-${shape.folders}`);
  rmSync(root, { recursive: true, force: true });
  cpSync(DIST, root, { recursive: true });
  const assets = join(root, 'assets');
  for (const name of readdirSync(assets).filter((one) => /^(index|engine)-.+\.js$/.test(one))) {
    const file = join(assets, name);
    writeFileSync(file, `(${pretend})(${JSON.stringify(shape)});${readFileSync(file, 'utf8')}`);
  }
  return serve({ root });
}

/** Runs before the page's script, on the page and in each of its workers. */
function pretend({ files, folders }: SyntheticShape): void {
  const NAME = 'synthetic';
  const channel = new BroadcastChannel(NAME);
  if (globalThis.document) {
    // A real handle, since only such a one can be sent to a worker.
    const pick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(NAME, { create: true });
    Object.assign(globalThis, { showDirectoryPicker: pick });
    channel.addEventListener('message', ({ data }) => {
      window.lastEntryAt = data;
    });
    return;
  }
  const perFolder = files / Math.max(folders, 1);
  const file = new File([], NAME, { lastModified: 1_700_000_000_000 });
  let given = 0;
  async function* fileHandles() {
    for (let number = 0; number < perFolder; number++) {
      yield { kind: 'file', name: `file${number}.txt`, getFile: () => Promise.resolve(file) };
      if (++given === files) channel.postMessage(Date.now());
    }
  }
  async function* folderHandles() {
    for (let number = 0; number < folders; number++) {
      yield { kind: 'directory', name: `folder${number}`, values: fileHandles };
    }
  }
  const values = FileSystemDirectoryHandle.prototype.values;
  Object.assign(FileSystemDirectoryHandle.prototype, {
    values(this: FileSystemDirectoryHandle) {
      if (this.name !== NAME) return values.call(this);
      return folders === 0 ? fileHandles() : folderHandles();
    },
  });
}
