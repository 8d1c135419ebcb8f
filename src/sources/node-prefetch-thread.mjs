// A thread of node-prefetch.ts: a text that is started as it is, since it imports nothing of Isodrop.
import fs from 'node:fs';
import { parentPort } from 'node:worker_threads';

const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
const bytes = new Uint8Array(128 << 10);

/** Has the system read a file; what is wrong with it is found out by whoever needs it. @param {string} path */
function prefetch(path) {
  try {
    const descriptor = fs.openSync(path, FLAGS);
    try {
      fs.readSync(descriptor, bytes);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {}
}

// Without a path it is done.
parentPort?.on('message', (/** @type {string} */ paths) => {
  if (paths === '') parentPort?.close();
  else for (const path of paths.split('\0')) prefetch(path);
});
