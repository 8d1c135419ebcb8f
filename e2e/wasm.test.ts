/** A compiled encoder is used as long as it is that of the sources, whatever the times of the files say. */
import { copyFile, cp, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ENCODER_WASM, isUpToDate } from './tools/wasm.mjs';

let folder: string;
let wasm: string;
let sources: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isodrop-wasm-'));
  wasm = join(folder, 'encoder.wasm');
  sources = join(folder, 'wasm');
  await cp(fileURLToPath(new URL('../wasm', import.meta.url)), sources, { recursive: true });
  for (const ending of ['', '.hash']) await copyFile(ENCODER_WASM + ending, wasm + ending);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isSame = () => isUpToDate(wasm, sources);
const LATER = new Date(Date.now() + 3_600_000);

test('what is copied with its sources is up to date, also where these are newer', async () => {
  await utimes(join(sources, 'sort.ts'), LATER, LATER);
  expect(await isSame()).toBe(true);
});

test('a source that changed, or that came, is compiled, however new the encoder is', async () => {
  await utimes(wasm, LATER, LATER);
  const text = await readFile(join(sources, 'sort.ts'), 'utf8');
  await writeFile(join(sources, 'sort.ts'), `${text}\n`);
  expect(await isSame()).toBe(false);
  await writeFile(join(sources, 'sort.ts'), text);
  expect(await isSame()).toBe(true);
  await writeFile(join(sources, 'new.ts'), '');
  expect(await isSame()).toBe(false);
});

test('another encoder in its place is not taken, nor one of which nobody knows what it was made of', async () => {
  const bytes = await readFile(wasm);
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
  await writeFile(wasm, bytes);
  await utimes(wasm, LATER, LATER);
  expect(await isSame()).toBe(false);
  await copyFile(ENCODER_WASM, wasm);
  expect(await isSame()).toBe(true);
  await rm(`${wasm}.hash`);
  expect(await isSame()).toBe(false);
});
