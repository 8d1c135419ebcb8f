import { chmod, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown, UserConfig } from 'vite';
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { licences } from './e2e/tools/licences.mjs';
import { buildEncoder, ENCODER_WASM, encoderSources } from './e2e/tools/wasm.mjs';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from './src/page/languages/list.ts';
import { STATIC_WORDS } from './src/page/languages/static.ts';
import type { StaticWords } from './src/page/texts-static.ts';

/** The page's policy: in its `<head>`, in the headers of `npm start`, and in `dist/_headers`. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
  "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Headers by path, in the form that static hosts read from `_headers`; `npm start` serves by this file too. */
const HEADERS = `/*
  Content-Security-Policy: ${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
${['/', '/index.html', '/sw.js', '/manifest*'].map((path) => `${path}\n  Cache-Control: no-cache`).join('\n')}
`;

/**
 * `virtual:encoder`: the URL of the compiled encoder, which is compiled first when its sources have changed. On the page
 * and in its workers a hashed asset; in Node and in tests build/encoder.wasm, which lies beside build/isodrop.js.
 */
function encoder(): Plugin {
  const id = '\0virtual:encoder';
  return {
    name: 'isodrop:encoder',
    resolveId: (source) => (source === 'virtual:encoder' ? id : undefined),
    async load(requested) {
      if (requested !== id) return;
      await buildEncoder();
      const { config, mode } = this.environment;
      if (config.consumer === 'client') {
        for (const file of await encoderSources()) this.addWatchFile(file);
        const asset = JSON.stringify(`${ENCODER_WASM}?url`);
        return `import url from ${asset}; export default new URL(url, import.meta.url).href;`;
      }
      const url = mode === 'build' ? "new URL('./encoder.wasm', import.meta.url)" : `new URL('file://${ENCODER_WASM}')`;
      return `export default ${url}.href;`;
    },
  };
}

const SEVEN_ZIP = fileURLToPath(new URL('node_modules/7z-wasm/', import.meta.url));

/**
 * `virtual:seven-zip`: the URL of 7-Zip in WebAssembly. On the page a hashed asset; in Node 7zz.wasm, which lies beside
 * build/isodrop.js with its licences; in tests the package's own.
 */
function sevenZip(): Plugin {
  const id = '\0virtual:seven-zip';
  return {
    name: 'isodrop:seven-zip',
    resolveId: (source) => (source === 'virtual:seven-zip' ? id : undefined),
    load(requested) {
      if (requested !== id) return;
      const { config, mode } = this.environment;
      if (config.consumer === 'client') {
        const asset = JSON.stringify(`${SEVEN_ZIP}7zz.wasm?url`);
        return `import url from ${asset}; export default new URL(url, import.meta.url).href;`;
      }
      const url =
        mode === 'build' ? "new URL('./7zz.wasm', import.meta.url)" : `new URL('file://${SEVEN_ZIP}7zz.wasm')`;
      return `export default ${url}.href;`;
    },
  };
}

/** Puts what `virtual:seven-zip` leads to beside the command, with the licences under which it may be given on. */
function sevenZipFiles(): Plugin {
  return {
    name: 'isodrop:seven-zip-files',
    async generateBundle() {
      const licences = ['License.txt', 'unRarLicense.txt'].map((name) => readFile(`${SEVEN_ZIP}${name}`, 'utf8'));
      this.emitFile({ type: 'asset', fileName: '7zz.wasm', source: await readFile(`${SEVEN_ZIP}7zz.wasm`) });
      const source = (await Promise.all(licences)).join('\n\n');
      this.emitFile({ type: 'asset', fileName: '7zz-license.txt', source });
    },
  };
}

/** `virtual:encoder-base64`: the compiled encoder itself, for the library. */
function encoderText(): Plugin {
  const id = '\0virtual:encoder-base64';
  return {
    name: 'isodrop:encoder-base64',
    resolveId: (source) => (source === 'virtual:encoder-base64' ? id : undefined),
    async load(requested) {
      if (requested !== id) return;
      await buildEncoder();
      return `export default ${JSON.stringify(await readFile(ENCODER_WASM, 'base64'))};`;
    },
  };
}

/**
 * `virtual:engine`: the URL of the workers' script. It is an entry of the page's own build, so that what page and workers
 * share is in one chunk; a worker of Vite's would be a build by itself.
 */
function engine(): Plugin {
  const id = '\0virtual:engine';
  return {
    name: 'isodrop:engine',
    resolveId: (source) => (source === 'virtual:engine' ? id : undefined),
    load(requested) {
      if (requested !== id) return;
      if (this.environment.mode !== 'build')
        return "export default new URL('/src/worker/engine.ts', import.meta.url).href;";
      const script = this.emitFile({ type: 'chunk', id: '/src/worker/engine.ts', name: 'engine' });
      return `export default import.meta.ROLLUP_FILE_URL_${script};`;
    },
  };
}

/** Puts the policy first into the built page's `<head>` and emits `_headers`. The development server has neither. */
function contentSecurityPolicy(): Plugin {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />`;
  return {
    name: 'isodrop:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<head>', `<head>\n    ${meta}`),
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: HEADERS });
    },
  };
}

/**
 * The first frame waits for the page's script: what stands in its place until then would be laid out and painted for
 * nothing. Where the script does not come it is shown all the same.
 */
function scriptBeforeFirstFrame(): Plugin {
  return {
    name: 'isodrop:script-before-first-frame',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}

/** Puts into index.html what it says before a script has run: no one knows yet which language is read. */
function staticWords(): Plugin {
  const inEach = (text: keyof StaticWords, attributes = '') =>
    Object.entries(STATIC_WORDS)
      .map(([language, words]) => `<p lang="${language}"${attributes}>${words[text]}</p>`)
      .join('\n        ');
  const { title, description, heading } = STATIC_WORDS.en;
  const words: Record<string, string> = {
    title,
    description,
    heading,
    noScript: inEach('noScript'),
    late: inEach('late', ' class="late"'),
  };
  return {
    name: 'isodrop:static-words',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(/%(\w+)%/g, (_, name: string) => words[name] ?? `%${name}%`),
    },
  };
}

/** Makes the bundled command executable. */
function executable(file: string): Plugin {
  return { name: 'isodrop:executable', writeBundle: () => chmod(file, 0o755) };
}

/**
 * What the system may open an installed page with: what is opened here, by all names that systems have for its type. An
 * image’s `.bin` stands with the sheet that names it; `.cdr` is not taken from drawing programs.
 */
const FILE_HANDLERS = [
  {
    action: './',
    accept: {
      'application/vnd.efi.iso': ['.iso'],
      'application/x-iso9660-image': ['.iso', '.toast'],
      'application/vnd.efi.img': ['.img'],
      'application/x-cue': ['.cue', '.bin'],
    },
  },
  {
    action: './',
    accept: {
      'application/x-tar': ['.tar'],
      'application/x-compressed-tar': ['.tar.gz', '.tgz'],
      'application/x-xz-compressed-tar': ['.tar.xz', '.txz'],
      'application/x-zstd-compressed-tar': ['.tar.zst', '.tzst'],
      'application/x-bzip2-compressed-tar': ['.tar.bz2', '.tbz2'],
      'application/zip': ['.zip'],
      'application/x-7z-compressed': ['.7z'],
    },
  },
];

/** What an installed page is, in a language. */
const manifestIn = (language: LanguageId): Partial<ManifestOptions> => ({
  id: './',
  name: 'Isodrop',
  short_name: 'Isodrop',
  description: STATIC_WORDS[language].description,
  start_url: './',
  scope: './',
  display: 'standalone',
  display_override: ['window-controls-overlay'],
  // What is in the image stays: a second window would have none of it.
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
  file_handlers: FILE_HANDLERS,
  lang: language,
  dir: LANGUAGES[language].direction,
  categories: ['utilities', 'productivity'],
  theme_color: '#f7f8fa',
  background_color: '#f7f8fa',
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: [
    { src: 'screenshots/wide.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide' },
    { src: 'screenshots/narrow.png', sizes: '390x844', type: 'image/png', form_factor: 'narrow' },
  ],
});

/** The manifests of the other languages: the page names the one that it speaks. */
function otherManifests(): Plugin {
  return {
    name: 'isodrop:other-manifests',
    apply: 'build',
    generateBundle() {
      for (const language of LANGUAGE_IDS) {
        if (language === 'en') continue;
        const source = JSON.stringify(manifestIn(language));
        this.emitFile({ type: 'asset', fileName: `manifest.${language}.webmanifest`, source });
      }
    },
  };
}

/** Offline use: precaches all of the page; an update waits until the person agrees (`virtual:pwa-register`). */
const offline = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/page',
    filename: 'sw.ts',
    injectRegister: null,
    injectManifest: {
      globPatterns: ['**/*.{js,css,html,wasm,svg,png,json,webmanifest}'],
      globIgnores: ['screenshots/**', 'icon-*.png'],
      rollupFormat: 'es',
    },
    includeManifestIcons: false,
    manifest: manifestIn('en'),
  });

const TESTS = ['src/**/*.test.ts', 'wasm/**/*.test.ts', 'e2e/**/*.test.ts'];
/** Tests that need modules of their own: they replace some (`vi.mock`), or the modules hold the page's state. */
const APART = ['src/**/*.mocked.test.ts', 'src/page/**/*.test.ts'];

export default defineConfig(({ isSsrBuild, mode }) => ({
  base: './',
  ...(mode === 'library' ? library : isSsrBuild ? command : page),
  test: {
    globalSetup: 'e2e/tools/vitest-setup.mjs',
    // The tests wait for programs and the disk at times: one file for each processor, where vitest leaves one free.
    maxWorkers: '100%',
    // Some wait for programs, on a machine that may be busy.
    testTimeout: 60_000,
    // Whatever a test puts in a global's place goes with it, as the files share their modules and globals.
    unstubGlobals: true,
    // Modules are loaded once for each worker, which a quarter of the time went to, but for those that need their own.
    projects: [
      { extends: true, test: { name: 'unit', include: TESTS, exclude: APART, isolate: false } },
      { extends: true, test: { name: 'apart', include: APART, isolate: true } },
    ],
  },
}));

/** Modules that a script needs before it runs: all but what it asks for by `import()`. */
function neededBy(script: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const needed = new Set([fileURLToPath(new URL(script, import.meta.url))]);
  for (const id of needed) for (const other of context.getModuleInfo(id)?.importedIds ?? []) needed.add(other);
  return needed;
}

/** Puts what page and workers share into two files, by whether the first view needs it: a worker asks for each of them. */
function sharedWithWorkers(): (id: string, context: Rolldown.ChunkingContext) => string | null {
  let needed: Record<'page' | 'workers', ReadonlySet<string>> | undefined;
  return (id, context) => {
    needed ??= { page: neededBy('src/page/main.tsx', context), workers: neededBy('src/worker/engine.ts', context) };
    if (!needed.workers.has(id)) return null;
    return needed.page.has(id) ? 'first-shared' : 'later-shared';
  };
}

const page: UserConfig = {
  plugins: [
    encoder(),
    encoderText(),
    sevenZip(),
    engine(),
    contentSecurityPolicy(),
    scriptBeforeFirstFrame(),
    staticWords(),
    otherManifests(),
    licences(),
    offline(),
  ],
  build: {
    target: 'baseline-widely-available',
    // A data: URL for a small asset would be refused by the policy.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // A worker has no document to put preloads in.
      resolveDependencies: (_, dependencies, { hostId }) => (/(engine|unpacking)-/.test(hostId) ? [] : dependencies),
    },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // What is shared is in few files, which compress better than many; each worker would ask for every one of them.
        codeSplitting: {
          groups: [
            { name: sharedWithWorkers(), minShareCount: 2, priority: 1 },
            {
              name: 'base',
              test: /node_modules\/(@preact|preact)\/|src\/page\/(language|localized|format|state|status|equal|texts|Icon|icons|languages\/list)\.tsx?$/,
            },
          ],
        },
        chunkFileNames: ({ facadeModuleId }) => {
          const [, language, part] = /languages\/([\w-]+)\/(first|rest)\.ts$/.exec(facadeModuleId ?? '') ?? [];
          return language ? `assets/language-${language}-${part}-[hash].js` : 'assets/[name]-[hash].js';
        },
      },
    },
  },
};

const command = {
  plugins: [encoder(), sevenZip(), sevenZipFiles(), executable('build/isodrop.js')],
  publicDir: false as const,
  ssr: { noExternal: true as const },
  build: {
    outDir: 'build',
    emptyOutDir: false,
    target: 'node20.19',
    rolldownOptions: {
      output: { entryFileNames: 'isodrop.js', banner: '#!/usr/bin/env node', codeSplitting: false },
    },
  },
};

/** What `import … from 'isodrop'` finds, in Node and elsewhere: scripts that need no other file. */
const library = {
  plugins: [encoderText()],
  publicDir: false as const,
  build: {
    outDir: 'build/library',
    target: 'es2023',
    minify: false,
    lib: { entry: { node: 'src/library/node.ts', browser: 'src/library/browser.ts' }, formats: ['es' as const] },
    rolldownOptions: { external: /^node:/, output: { chunkFileNames: 'shared.js' } },
  },
};
