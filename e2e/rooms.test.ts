/** Imports point one way: which room may know which, held by this test (see ARCHITECTURE.md). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

interface Room {
  /** Paths below the top folder, without extension. A trailing slash stands for the whole folder. */
  files: string[];
  /** Packages, `node:` and `virtual:` modules. Tests may use any. */
  packages: string[];
}

/** What each room may import besides itself. A file listed by name is a room of its own. */
const ROOMS: Record<string, Room> = {
  'src/image/': { files: ['wasm/abi'], packages: [] },
  'src/reader/': { files: [], packages: [] },
  'src/opened/': { files: ['src/image/', 'src/reader/'], packages: [] },
  // Fixtures, not the room, pack what is compressed.
  'src/archives/': { files: ['src/image/', 'src/reader/byte-source'], packages: ['node:zlib'] },
  'src/sources/': {
    files: ['src/image/', 'src/archives/', 'src/reader/byte-source'],
    packages: ['node:', '7z-wasm'],
  },
  'src/sinks/': { files: ['src/image/'], packages: ['node:'] },
  'src/worker/': {
    files: ['src/image/', 'src/archives/', 'src/command/', 'src/reader/', 'src/opened/', 'src/sources/', 'src/sinks/'],
    packages: [
      'comlink',
      'hash-wasm',
      'idb-keyval',
      'ignore',
      '7z-wasm',
      'virtual:encoder',
      'virtual:engine',
      'virtual:seven-zip',
    ],
  },
  'src/page/': {
    files: [
      'src/worker/session',
      'src/worker/client',
      'src/worker/failure',
      'src/worker/sayings',
      'src/command/',
      'src/image/notices',
      'src/image/layout',
      'src/image/identifiers',
      'src/image/options',
      'src/image/choice',
      'src/image/chosen-options',
      'src/image/presets',
      'src/image/preset-file',
    ],
    packages: ['preact', '@preact/signals', '@preact/signals-core', 'yaml'],
  },
  'src/command/': { files: ['src/image/', 'src/sources/charset-names'], packages: [] },
  'src/node/': {
    files: [
      'src/image/',
      'src/archives/',
      'src/command/',
      'src/reader/',
      'src/opened/',
      'src/sources/',
      'src/sinks/',
      'package.json',
    ],
    packages: ['node:', 'virtual:encoder', 'virtual:seven-zip'],
  },
  'src/library/': {
    files: ['src/image/', 'src/sources/', 'src/sinks/', 'src/node/output-error', 'src/node/run.fixture'],
    packages: ['node:', 'virtual:encoder-base64'],
  },
};

/** Fewer files than this and the test has gone blind. Let it grow with the project. */
const FEWEST_FILES = 5;

const top = join(import.meta.dirname, '..');

interface Import {
  from: string;
  line: number;
  specifier: string;
}

/** Every import, re-export and dynamic import of a source text. */
function importsOf(from: string, text: string): Import[] {
  const pattern = /(?:^|[;\n])\s*(?:import|export)\b[^;'"]*?from\s*(['"])(.+?)\1|\bimport\s*\(?\s*(['"])(.+?)\3/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = (match[2] ?? match[4]) as string;
    const end = match.index + match[0].length - specifier.length;
    return { from, line: text.slice(0, end).split('\n').length, specifier };
  });
}

const inside = (path: string, place: string) => (place.endsWith('/') ? path.startsWith(place) : path === place);
const withoutSlash = (place: string) => place.replace(/\/$/, '');

/** What is wrong with an import, as a sentence; undefined when it is allowed. */
function complaint({ from, line, specifier }: Import): string | undefined {
  const room = Object.keys(ROOMS).find((place) => inside(from, place));
  if (room === undefined) return `${from} is in no room`;
  const { files, packages } = ROOMS[room] as Room;
  if (!specifier.startsWith('.')) {
    const allowed = packages.some((name) =>
      name.endsWith(':') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
    );
    const test = /\.test\.tsx?$/.test(from);
    return allowed || test ? undefined : `${withoutSlash(room)} must not import ${specifier} (${from}:${line})`;
  }
  const path = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '').replace(/\.tsx?$/, ''));
  if ([room, ...files].some((place) => inside(path, place))) return undefined;
  const place = Object.keys(ROOMS).find((other) => inside(path, other)) ?? path;
  const target = files.some((file) => file.startsWith(place)) ? path : withoutSlash(place);
  return `${withoutSlash(room)} must not import ${target} (${from}:${line})`;
}

const sources = readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => posix.join('src', name.replaceAll('\\', '/')))
  .filter((name) => /(?<!\.d)\.tsx?$/.test(name));

test('every import stays within what its room may know', () => {
  const imports = sources.flatMap((file) => importsOf(file, readFileSync(join(top, file), 'utf8')));
  expect(imports.map(complaint).filter((sentence) => sentence !== undefined)).toEqual([]);
});

test(`the rule sees at least ${FEWEST_FILES} files`, () => {
  expect(sources.length).toBeGreaterThanOrEqual(FEWEST_FILES);
});

test('a forbidden import is found in each of its forms', () => {
  const text = [
    "import type { Row } from '../page/rows';",
    'export {',
    '  a,',
    "} from '../sources/drop';",
    "const later = await import('../sinks/blob');",
    "import '../worker/client';",
    "import { wrap } from 'comlink';",
    "import { BLOCK_BYTES } from '../../wasm/abi';",
  ].join('\n');
  expect(importsOf('src/image/b.ts', text).map(complaint)).toEqual([
    'src/image must not import src/page (src/image/b.ts:1)',
    'src/image must not import src/sources (src/image/b.ts:4)',
    'src/image must not import src/sinks (src/image/b.ts:5)',
    'src/image must not import src/worker (src/image/b.ts:6)',
    'src/image must not import comlink (src/image/b.ts:7)',
    undefined,
  ]);
  expect(importsOf('src/page/a.tsx', "import x from '../worker/tree.worker?worker&url';").map(complaint)).toEqual([
    'src/page must not import src/worker/tree.worker (src/page/a.tsx:1)',
  ]);
});

test('what installs the packages begins without them', () => {
  const needed = ['e2e/tools/start.mjs', 'e2e/tools/test.mjs'];
  const packages = new Set<string>();
  // Imports at the top only: those on the way come later.
  for (const file of needed) {
    for (const [, specifier = ''] of readFileSync(join(top, file), 'utf8').matchAll(/^import\b[^;]*?'(.+?)';/gm)) {
      const found = posix.join(posix.dirname(file), specifier);
      if (!specifier.startsWith('.')) packages.add(`${specifier} in ${file}`);
      else if (!needed.includes(found)) needed.push(found);
    }
  }
  expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([]);
  expect(needed.length).toBeGreaterThan(3);
});
