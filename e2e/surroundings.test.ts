/** Under `-portable` the bytes depend on the tree alone: not on where, when, by whom and in which order it was made. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND } from './command-run';

const NAMES = ['Zürich', 'a?b', 'I', 'ı', 'é', '日本', '💿', 'b/Z', 'b/a', 'b/Ä', 'c/d/e', 'a.txt'];

interface Surroundings {
  environment?: Record<string, string>;
  umask?: string;
  names?: string[];
  modes?: [file: number, folder: number];
}
const TABLE: Record<string, Surroundings> = {
  'a time zone in the west': { environment: { TZ: 'America/St_Johns' } },
  'a time zone in the east': { environment: { TZ: 'Pacific/Kiritimati' } },
  'no locale': { environment: { LANG: 'C', LC_ALL: 'C' } },
  'a Turkish locale': { environment: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
  'a Swedish locale': { environment: { LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8' } },
  'a strict umask': { umask: '077' },
  'no umask': { umask: '000' },
  'made in another order': { names: NAMES.toReversed() },
  'other modes': { modes: [0o755, 0o700] },
};

let root: string;
let expected: string;

/** The tree of these names: what is in a file is its name, and its time follows from it. */
function tree(names: string[], [file, folder]: [number, number]): string {
  const path = mkdtempSync(join(root, 'tree-'));
  for (const name of names) {
    const target = join(path, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, name);
    chmodSync(target, file);
    const second = 1_700_000_000.5 + name.length * 86_400;
    utimesSync(target, second, second);
  }
  for (const inner of ['b', 'c', 'c/d']) chmodSync(join(path, inner), folder);
  return path;
}

function image({ environment, umask = '022', names = NAMES, modes = [0o644, 0o755] }: Surroundings): string {
  const output = join(mkdtempSync(join(root, 'image-')), 'out.iso');
  const script = `umask ${umask} && exec "$@"`;
  const command = [process.execPath, COMMAND, '-quiet', '-J', '-r', '-portable', '-o', output, tree(names, modes)];
  execFileSync('sh', ['-c', script, 'sh', ...command], { env: { ...process.env, ...environment } });
  return createHash('sha256').update(readFileSync(output)).digest('hex');
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'isodrop-surroundings-'));
  expected = image({});
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each(Object.entries(TABLE))('%s', (_, surroundings) => {
  expect(image(surroundings)).toBe(expected);
});

it('sees another tree', () => {
  expect(image({ names: NAMES.slice(1) })).not.toBe(expected);
});
