/** What must hold of the identifiers of a random tree's image. */
import { expect } from 'vitest';
import { capitals, compareIdentifiers, illegality, isNamedAsFile, withoutVersion } from './identifier-rules';
import { type DirectoryRecord, FLAG_MULTI_EXTENT } from './iso-fields';
import { isRelocationDirectory } from './namespaces';
import type { Laid } from './random-images';
import type { Known } from './random-trees';

/** Identifiers are legal, differ and are in order; one that is legal as it is given is not changed. */
export function expectIsoNames(
  { image, options, encoder, rows, tree, known, hasRockRidge }: Laid,
  inIso: readonly Known[],
): void {
  const { omitVersion, omitPeriod, lowercase } = options.isoNames;
  for (const { records } of image.primary.directories) {
    // what stands for a relocated folder may have a folder's name that looks like a file's, where `;` is allowed
    const isUnclear = ({ name, systemUse }: DirectoryRecord) =>
      options.isoNames.relaxed && name.endsWith(';1') && systemUse.some(({ signature }) => signature === 'CL');
    const own = records.slice(2).filter((record) => (record.flags & FLAG_MULTI_EXTENT) === 0 && !isUnclear(record));
    expect(own.map((record) => illegality(record.name, isNamedAsFile(record), options)).filter(Boolean)).toEqual([]);
    expect(new Set(own.map(({ name }) => withoutVersion(name))).size).toBe(own.length);
    const plain = own.map((record) => (!isNamedAsFile(record) || omitVersion ? record.name : record.name.slice(0, -2)));
    expect(plain).toEqual([...plain].sort(compareIdentifiers));
  }
  const withRockRidge = omitVersion ? 193 : 191;
  const longest = hasRockRidge ? Math.min(options.isoNames.length, withRockRidge) : options.isoNames.length;
  const moved = image.primary.root.records.filter(({ child }) => child && isRelocationDirectory(child));
  for (const one of inIso) {
    const isFile = one.given.kind !== 'folder';
    const given = tree.name(one.entry);
    const stop = isFile && !omitPeriod && !given.includes('.') ? '.' : '';
    const wanted = (lowercase ? given : capitals(given)) + stop;
    const latin = Buffer.from(wanted).toString('latin1');
    // with several full stops, 8.3 means little
    if (options.isoLevel === 1 && !/^[^.]{0,8}(\.[^.]{0,3})?$/.test(wanted)) continue;
    // as genisoimage has it, a full stop that just has room takes the place of a character all the same
    if (stop && latin.length >= longest) continue;
    if (illegality(isFile && !omitVersion ? `${latin};1` : latin, isFile, options)) continue;
    if (encoder.isoName(rows.get(one.entry) as number) === wanted) continue;
    const others = known
      .filter(({ parent, entry }) => parent === one.parent && entry !== one.entry)
      .map(({ entry }) => encoder.isoName(rows.get(entry) as number));
    if (one.parent === undefined) others.push(...moved.map(({ name }) => name));
    expect(others.map(withoutVersion)).toContain(withoutVersion(wanted));
  }
}

/** A name that Joliet can hold is not changed, unless another is there. */
export function expectJolietNames({ options, encoder, rows, tree }: Laid, inJoliet: readonly Known[]): void {
  for (const one of inJoliet) {
    const given = tree.name(one.entry);
    const fits =
      given.length <= options.jolietUnits &&
      ![...given].some((letter) => '*/:;?\\\x7f'.includes(letter) || letter < ' ');
    if (!fits || encoder.jolietName(rows.get(one.entry) as number) === given) continue;
    const others = inJoliet
      .filter(({ parent, entry }) => parent === one.parent && entry !== one.entry)
      .map(({ entry }) => encoder.jolietName(rows.get(entry) as number));
    expect(others).toContain(given);
  }
}
