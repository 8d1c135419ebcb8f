/** What a choice of options means, and which choices mean the same. */
import { type ChosenOptions, DEFAULT_CHOICE } from './choice';
import type { ImageOptions, VolumeTimes } from './options';
import { TranslationTable } from './translation-tables';

/** What the encoder takes. */
export function optionsOf({ translationTable: table, ...chosen }: ChosenOptions, volumeName: string): ImageOptions {
  const translationTable = table && new TranslationTable(table.name, table.inJoliet);
  return { ...chosen, volumeName, translationTable };
}

/** The choice that gives these options. */
export function choiceOf({ volumeName: _, translationTable: table, ...options }: ImageOptions): ChosenOptions {
  return { ...options, translationTable: table && { name: table.name, inJoliet: table.inJoliet } };
}

/**
 * The same choice without what means nothing in it, so that choices which give one image are alike: Joliet's options
 * without Joliet, owners and modes without Rock Ridge, dates that follow another.
 */
export function settledChoice(chosen: ChosenOptions): ChosenOptions {
  const { joliet, rockRidge, translationTable: table, volumeTimes: times } = chosen;
  const hasRockRidge = rockRidge !== 'none';
  const { creation, modification = creation, expiration = Number.NaN, effective = creation } = times;
  return {
    ...chosen,
    ...(joliet ? {} : { jolietLevel: DEFAULT_CHOICE.jolietLevel, jolietUnits: DEFAULT_CHOICE.jolietUnits }),
    // Without Rock Ridge no folder is moved, and nothing has room for a mode.
    ...(hasRockRidge ? {} : { rockRidgeVersion: '1.10', hideRelocation: false, keepDeep: false, owner: {} }),
    translationTable: table && { name: table.name, inJoliet: table.inJoliet || !joliet },
    volumeTimes: defined<VolumeTimes>({ creation, modification, expiration, effective } as VolumeTimes),
    owner: hasRockRidge ? defined(chosen.owner) : {},
    identifiers: defined(chosen.identifiers),
    isoNames: {
      ...chosen.isoNames,
      allBytes: !!chosen.isoNames.allBytes,
      noFolderExtension: !!chosen.isoNames.noFolderExtension,
    },
  };
}

/** Whether two choices give the same image of every tree. */
export function isSameChoice(one: ChosenOptions, other: ChosenOptions): boolean {
  return choiceKey(settledChoice(one)) === choiceKey(settledChoice(other));
}

/** A text that is the same for equal data; a number that is none is told from nothing. */
export function choiceKey(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'number' && Number.isNaN(inner)) return 'NaN';
    if (inner instanceof Uint8Array) return Array.from(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
