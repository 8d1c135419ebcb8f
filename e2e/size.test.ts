import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { DIST } from './tools/serve.mjs';
import { BUDGET, builtFiles, firstLoad } from './tools/size.mjs';

const files = builtFiles();
const page = files.filter(({ stage }) => stage === 'page');

test('script and style of the first load keep within their budget, compressed', () => {
  for (const part of [/^assets.index-.+\.js$/, /^assets.index-.+\.css$/, /^sw\.js$/]) {
    expect(page.map(({ file }) => file)).toContainEqual(expect.stringMatching(part));
  }
  expect(firstLoad(files).gzip).toBeLessThan(BUDGET);
});

test('each language brings its words of the first view, and all others later', () => {
  const named = (stage: string) =>
    files
      .filter((file) => file.stage === stage && file.file.includes('language-'))
      .map(({ file }) => /language-(.+)-(?:first|rest)-/.exec(file)?.[1])
      .sort();
  expect(named('language')).toEqual(['de', 'ja', 'zh-Hans']);
  expect(named('later')).toEqual(named('language'));
});

test('the first frame waits for the page’s script, and is drawn once', () => {
  const scripts = readFileSync(join(DIST, 'index.html'), 'utf8').match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBe(1);
  for (const script of scripts) expect(script).toContain('blocking="render"');
});

test('nothing of the first load fetches what does not count', () => {
  const counted = page.map(({ file }) => basename(file));
  const scripts = page.filter(({ file }) => file.endsWith('.js'));
  const imported = scripts.flatMap(({ file }) =>
    [...readFileSync(join(DIST, file), 'utf8').matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(
      (match) => match[1],
    ),
  );
  expect(imported.length).toBeGreaterThan(0);
  for (const file of imported) expect(counted).toContain(file);
});

test('what comes after it is there: engine, encoder, details, what compares files, and the dialogs', () => {
  const names = files.filter(({ stage }) => stage !== 'page').map(({ stage, file }) => `${stage} ${basename(file)}`);
  const parts = [/^engine engine-.+js$/, /^engine encoder-.+wasm$/, /^later later-.+js$/, /^later later-.+css$/];
  const lazy = [
    /^lazy digester-.+js$/,
    /^lazy equal-files-.+js$/,
    /^lazy OptionsDialog-.+js$/,
    /^lazy CloudForm-.+js$/,
  ];
  for (const part of [...parts, ...lazy]) {
    expect(names).toContainEqual(expect.stringMatching(part));
  }
});

test('each worker asks for three scripts, none of which draws', () => {
  const engine = files.find(({ file }) => /engine-.+js$/.test(file))?.file ?? '';
  const scripts = new Set([basename(engine)]);
  for (const script of scripts) {
    const text = readFileSync(join(DIST, 'assets', script), 'utf8');
    // What Preact calls the children of a node.
    expect(text.includes('__k'), script).toBe(false);
    for (const [, name = ''] of text.matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)) scripts.add(name);
  }
  expect([...scripts].map((name) => name.slice(0, -'-12345678.js'.length)).sort()).toEqual([
    'engine',
    'first-shared',
    'later-shared',
  ]);
});
