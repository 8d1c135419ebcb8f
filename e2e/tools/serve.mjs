// Serves a built page with Vite's preview server, for `npm start` and for the tests. Run alone: `node serve.mjs [folder]`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { preview } from 'vite';

/** The built page. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Serves a folder, text compressed where the browser takes that.
 * @param {object} options
 * @param {string} [options.root] the folder, by default dist
 * @param {number} [options.port] by default any free one
 * @param {string | undefined} [options.host] by default every address of this computer
 * @param {string} [options.base] the path that the folder appears under, with a slash at both ends
 * @param {boolean} [options.headers] false: send none of the headers that the folder's `_headers` asks for
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ root = DIST, port = 0, host, base = '/', headers = true } = {}) {
  const rules = headers ? parseHeaders(await readFile(join(root, '_headers'), 'utf8')) : [];
  const server = await preview({
    configFile: false,
    appType: 'mpa',
    base,
    root,
    build: { outDir: '.' },
    logLevel: 'silent',
    preview: { port, strictPort: true, host: host ?? true, allowedHosts: true, cors: false, open: false },
    plugins: [
      {
        name: 'isodrop:headers',
        configurePreviewServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            const path = (request.url ?? '/').replace(/[?#].*/, '').replace(base, '/');
            for (const { matches, name, value } of rules) if (matches(path)) response.setHeader(name, value);
            next();
          });
        },
      },
    ],
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
  return { url: `http://localhost:${address.port}${base}`, close: () => server.close() };
}

/**
 * Serves until Ctrl+C. Ends the process with a sentence when the port is taken.
 * @param {Parameters<typeof serve>[0] & { port: number }} options
 */
export async function serveUntilInterrupted(options) {
  const server = await serve(options).catch((/** @type {Error} */ error) => {
    const { port } = options;
    const taken = `Port ${port} is in use. Choose another one, for example: PORT=${port + 1} npm start`;
    console.error(/already in use/.test(error.message) ? taken : error.message);
    process.exit(1);
  });
  console.log(server.url);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));
}

/** The `_headers` file of static hosts: a path (`*` at its end matches any rest), then indented headers. @param {string} text */
function parseHeaders(text) {
  const rules = [];
  let matches = (/** @type {string} */ _path) => false;
  for (const line of text.split('\n').filter((line) => line.trim())) {
    const [, name, value] = /^\s+([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) rules.push({ matches, name, value });
    else if (line.endsWith('*')) matches = (path) => path.startsWith(line.slice(0, -1));
    else matches = (path) => path === line;
  }
  return rules;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await serveUntilInterrupted({ root: process.argv[2] ?? DIST, port: Number(process.env.PORT || 4173) });
}
