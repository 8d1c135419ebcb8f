import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './serve.mjs';

/**
 * Before the page tests: serves dist; its address goes to them as ISODROP_URL. Their folders are made below
 * ISODROP_FOLDERS, which is deleted in the end: Chromium ends now and then when a dropped folder is deleted.
 */
export default async function setup() {
  const site = await serve();
  process.env.ISODROP_URL = site.url;
  const folders = await mkdtemp(join(tmpdir(), 'isodrop-page-'));
  process.env.ISODROP_FOLDERS = folders;
  return async () => {
    await site.close();
    await rm(folders, { recursive: true, force: true });
  };
}
