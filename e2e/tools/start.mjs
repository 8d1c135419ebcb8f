// `npm start`: from a fresh clone to the page in a browser. Installs, builds, serves dist with its headers.
import { installPackages, runScript } from './install.mjs';

const port = Number(process.env.PORT || 4173);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT is “${process.env.PORT}”, which is not a port number.`);
  process.exit(1);
}
if (!(await installPackages()) || !(await runScript('build'))) process.exit(1);
// What serves is a package itself.
const { serveUntilInterrupted } = await import('./serve.mjs');
await serveUntilInterrupted({ port, host: process.env.HOST || undefined });
