/** Files of the root that the volume descriptor names (ECMA-119 8.4.20 to 8.4.22): whether they are there. */
import type { LaidOut } from '../image/lay-out';
import { Kind, ROOT } from '../image/tree';

const SWITCHES = {
  copyrightFile: '-copyright',
  abstractFile: '-abstract',
  bibliographicFile: '-biblio',
} as const;

const unversioned = (name: string) => name.replace(/;\d*$/, '').replace(/\.$/, '').toUpperCase();

/** A sentence for each that is named and is not there: no reader will find it. */
export function missingNamedFiles({ options, tree, manifest, encoder }: LaidOut): string[] {
  const named = Object.entries(SWITCHES).flatMap(([field, option]) => {
    const name = options.identifiers[field as keyof typeof SWITCHES] ?? '';
    return name.trim() === '' ? [] : [{ option, name }];
  });
  if (named.length === 0) return [];
  const names = new Set<string>();
  for (const [row, entry] of manifest.entries.entries()) {
    if (entry === ROOT || tree.parent(entry) !== ROOT || tree.kind(entry) !== Kind.file) continue;
    names.add(unversioned(encoder.isoName(row)));
  }
  return named
    .filter(({ name }) => !names.has(unversioned(name)))
    .map(({ option, name }) => `${option}: no file at the top of the image has the plain name “${name}”.`);
}
