// What the built page consists of that others have written, with the licences under which they gave it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** The file in which the built page has them. */
export const LICENCES_FILE = 'licences.json';

/** @typedef {{ name: string, version?: string, license: string, text: string }} Part */

/** Icons are copied as paths (src/page/icons.ts), so that no package stands for them. @type {Part} */
const LUCIDE = {
  name: 'Lucide',
  license: 'ISC',
  text: readFileSync(join(TOP, 'src/page/icons-licence.txt'), 'utf8'),
};

/** What stands for code that no module of a package is: the encoder's runtime, and what the builder puts in. */
const ALWAYS = ['assemblyscript', 'rolldown', 'vite'];
/** Behind this line is what the builder itself consists of, which is not in what it builds. */
const BUNDLED = /^#+ Licenses of bundled dependencies/m;

/** The package that a module is of; undefined for the project's own. @param {string} id */
export function packageOf(id) {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
}

/** A package's licence, whole. @param {string} name @returns {Part} */
export function licenceOf(name) {
  const folder = join(TOP, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} is in the page and has no file with its licence.`);
  const [text = ''] = readFileSync(join(folder, file), 'utf8').split(BUNDLED);
  // Of several licences the text alone tells.
  return { name, version, license: /^see license/i.test(license) ? '' : license, text: text.trim() };
}

/** All that is told: the page itself, and then its parts by name. @param {Iterable<string>} ids of the modules in it */
export function licencesOf(ids) {
  const { version, license } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
  const names = new Set([...ids].flatMap((id) => packageOf(id) ?? []).concat(ALWAYS));
  const parts = [...[...names].map(licenceOf), LUCIDE].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return { version, license, text: readFileSync(join(TOP, 'LICENSE'), 'utf8').trim(), parts };
}

/** Puts them into the built page: of what is really in it. @returns {import('vite').Plugin} */
export function licences() {
  return {
    name: 'isodrop:licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: JSON.stringify(licencesOf(ids)) });
    },
  };
}
