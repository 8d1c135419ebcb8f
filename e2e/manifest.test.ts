/** The manifests of the installed page, as they are built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ARCHIVE_ENDINGS, archiveStem } from '../src/archives/archive-names';
import { imageStem } from '../src/opened/image-names';
import { LANGUAGE_IDS } from '../src/page/languages/list';
import { DIST } from './tools/serve.mjs';

interface Manifest {
  name: string;
  lang: string;
  id: string;
  start_url: string;
  scope: string;
  icons: { src: string; sizes: string }[];
  file_handlers: { action: string; accept: Record<string, string[]> }[];
}

const manifestOf = (language: string): Manifest => {
  const name = language === 'en' ? 'manifest.webmanifest' : `manifest.${language}.webmanifest`;
  return JSON.parse(readFileSync(join(DIST, name), 'utf8'));
};
const manifests = LANGUAGE_IDS.map(manifestOf);
const accepted = (manifest: Manifest) => manifest.file_handlers.flatMap(({ accept }) => Object.entries(accept));

test('each language has the members that installing needs, and one page is installed whatever is spoken', () => {
  expect(manifests.map(({ lang }) => lang)).toEqual(LANGUAGE_IDS);
  for (const manifest of manifests) {
    expect(manifest).toMatchObject({ name: 'Isodrop', id: './', start_url: './', scope: './' });
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(manifest.file_handlers).toEqual(manifests[0]?.file_handlers);
  }
});

test('handlers lead into the scope and name types and endings as the manifest’s standard has them', () => {
  for (const { action } of manifests[0]?.file_handlers ?? []) expect(action).toBe('./');
  for (const [type, endings] of accepted(manifests[0] as Manifest)) {
    expect(type).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    for (const ending of endings) expect(ending).toMatch(/^(\.[a-z0-9]+)+$/);
  }
});

test('what the system offers to open is opened, and every archive is offered', () => {
  const endings = accepted(manifests[0] as Manifest).flatMap(([, names]) => names);
  for (const ending of endings)
    expect([ending, archiveStem(`x${ending}`) ?? imageStem(`x${ending}`)]).toEqual([ending, 'x']);
  expect(endings).toEqual(expect.arrayContaining([...ARCHIVE_ENDINGS, '.iso', '.img', '.cue', '.bin']));
});
