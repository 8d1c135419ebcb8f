/** What the page says that it consists of is what was built into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LICENCES_FILE, licenceOf, type licencesOf, packageOf } from './tools/licences.mjs';
import { DIST } from './tools/serve.mjs';

const told = JSON.parse(readFileSync(join(DIST, LICENCES_FILE), 'utf8')) as ReturnType<typeof licencesOf>;
const names = told.parts.map(({ name }) => name);

const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version: string }>;
};

/** The rooms that are in the page, and in its workers. */
const ROOMS = ['page', 'worker', 'image', 'command', 'reader'];

/** The packages that sources name. */
function named(): Set<string> {
  const files = ROOMS.flatMap((room) =>
    readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test|\.fixture|\.d)\.tsx?$/.test(file))
      .map((file) => readFileSync(`src/${room}/${file}`, 'utf8')),
  );
  const imports = files.flatMap((text) => [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)]);
  const packages = imports.map(([, specifier = '']) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? '');
  // Texts have words in quotes behind “from”, too.
  return new Set(packages.filter((name) => Object.hasOwn(locked, `node_modules/${name}`)));
}

test('every package that the page’s sources name is told of', () => {
  const wanted = [...named()];
  expect(wanted.length).toBeGreaterThan(5);
  expect(names).toEqual(expect.arrayContaining(wanted));
});

test('what is told of is named by a source, or by a package that is, or is the builder’s', () => {
  const known = new Set(['Lucide', 'assemblyscript', 'rolldown', 'vite']);
  const waiting = [...named()];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (known.has(name)) continue;
    known.add(name);
    const { dependencies = {}, peerDependencies = {} } = JSON.parse(
      readFileSync(`node_modules/${name}/package.json`, 'utf8'),
    );
    waiting.push(...Object.keys({ ...dependencies, ...peerDependencies }).filter((other) => names.includes(other)));
  }
  expect([...known]).toEqual(expect.arrayContaining(names));
});

test('each with its version and the whole text of its licence', () => {
  for (const { name, version, license, text } of told.parts) {
    expect(text.length, name).toBeGreaterThan(300);
    expect(license, name).toMatch(/^((MIT|ISC|Apache-2\.0|BSD-\d-Clause|0BSD)\b|$)/);
    if (name !== 'Lucide') expect(version, name).toBe(locked[`node_modules/${name}`]?.version);
  }
  expect(told.text).toBe(readFileSync('LICENSE', 'utf8').trim());
});

test('a module’s package is the innermost one', () => {
  expect(packageOf('/a/node_modules/b/node_modules/@c/d/e.js')).toBe('@c/d');
  expect(packageOf('/a/src/page/b.ts')).toBeUndefined();
  expect(() => licenceOf('there-is-no-such-package')).toThrow();
});
