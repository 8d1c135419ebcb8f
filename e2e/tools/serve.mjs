// A static file server without dependencies, for `npm start` and for the tests. Run alone: `node serve.mjs [folder]`.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The built page. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves a folder.
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
  const server = createServer((request, response) => {
    answer(request, response).catch((/** @type {Error} */ error) => {
      if (response.headersSent) response.destroy(error);
      else fail(response, 500, 'The file could not be read.');
    });
  });

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return fail(response, 405, 'Only GET and HEAD.');
    const path = decodedPath(request.url ?? '/');
    if (path === undefined) return fail(response, 400, 'This is not an address.');
    if (!path.startsWith(base)) return fail(response, 404, 'There is no such file.');
    const relative = path.slice(base.length);
    const file = resolve(root, `./${relative}${path.endsWith('/') ? 'index.html' : ''}`);
    const found = file.startsWith(resolve(root) + sep) ? await stat(file).catch(() => undefined) : undefined;
    if (!found?.isFile()) return fail(response, 404, 'There is no such file.');

    for (const { matches, name, value } of rules) if (matches(`/${relative}`)) response.setHeader(name, value);
    const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
    response.setHeader('ETag', tag);
    response.setHeader('Accept-Ranges', 'bytes');
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304).end();
    response.setHeader('Content-Type', CONTENT_TYPES[extname(file)] ?? 'application/octet-stream');

    const ranged = request.headers['if-range'] === undefined || request.headers['if-range'] === tag;
    const range = ranged ? parseRange(request.headers.range, found.size) : undefined;
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${found.size}`);
      return fail(response, 416, 'The file is shorter than that.');
    }
    const { start, end } = range ?? { start: 0, end: found.size - 1 };
    if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${found.size}`);
    response.writeHead(range ? 206 : 200, { 'Content-Length': end - start + 1 });
    if (request.method === 'HEAD' || end < start) return void response.end();
    const bytes = createReadStream(file, { start, end });
    bytes.on('error', (error) => response.destroy(error));
    response.on('close', () => bytes.destroy());
    bytes.pipe(response);
  }

  await /** @type {Promise<void>} */ (
    new Promise((done, refuse) => {
      server.once('error', refuse);
      server.listen({ port, host }, done);
    })
  );
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * Serves until Ctrl+C. Ends the process with a sentence when the port is taken.
 * @param {Parameters<typeof serve>[0] & { port: number }} options
 */
export async function serveUntilInterrupted(options) {
  const server = await serve(options).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    const { port } = options;
    const taken = `Port ${port} is in use. Choose another one, for example: PORT=${port + 1} npm start`;
    console.error(error.code === 'EADDRINUSE' ? taken : error.message);
    process.exit(1);
  });
  console.log(server.url);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} sentence */
function fail(response, status, sentence) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

/** @param {string} target @returns {string | undefined} undefined when it is malformed */
function decodedPath(target) {
  try {
    const path = decodeURIComponent(new URL(target, 'http://localhost').pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** One range of bytes (RFC 9110, section 14); several are answered with the whole file. @param {string | undefined} header @param {number} size */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end ? 'unsatisfiable' : { start, end };
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
