/**
 * The options of an image one by one, as a person sets them: what each may be, what it depends on, and the words of a
 * command that stand for it. What an option is called and does is told by its row in the table of options.
 */
import { type ChosenOptions, DEFAULT_CHOICE } from '../image/choice';
import { type IdentifierName, type IsoNameRules, LEVEL_4, type OwnerOptions, type VolumeTimes } from '../image/options';
import { isTableName, TABLE_NAME } from '../image/translation-tables';
import { APPLICATION_USE_BYTES, filledApplicationUse } from './application-use';
import { readDate } from './dates';
import type { OptionRow, Section } from './option-row';
import { OPTIONS } from './options';
import { IDENTIFIER_LIMITS } from './options/volume';
import { UsageError } from './usage-error';
import { readCount, readMode, readOwner } from './values';

/** Why an option means nothing now: what else would have to be chosen. */
export type FieldNeed =
  | 'joliet'
  | 'rock-ridge'
  | 'table'
  | 'moved-folders'
  | 'long-names'
  | 'own-names'
  | 'joliet-table';

/** What a person sees of an option's value, and gives. */
export type FieldControl =
  | { kind: 'switch' }
  | { kind: 'choice'; values: readonly string[] }
  /** A text; `most` is how many characters it may have. */
  | { kind: 'text'; most: number; placeholder?: string };

/** An option of the image. */
export interface Field {
  id: string;
  /** The name of its row in the table of options, which tells what it does; undefined: no option is quite this one. */
  option?: string;
  /** The names that stand for it, with dashes; empty where there are none. */
  switches: readonly string[];
  section: Section;
  control: FieldControl;
  /** Its value as a person sees it; a switch is `on` or `off`. */
  get: (chosen: ChosenOptions) => string;
  /** What another value changes. Throws a `UsageError` for what is none. */
  set: (value: string, chosen: ChosenOptions) => Partial<ChosenOptions>;
  needs: (chosen: ChosenOptions) => FieldNeed | undefined;
}

interface Own {
  id: string;
  option?: string;
  /** Other switches than that of `option`. */
  switches?: readonly string[];
  section: Section;
  needs?: Field['needs'];
}

const never = () => undefined;
const joliet: Field['needs'] = (chosen) => (chosen.joliet ? undefined : 'joliet');
const rockRidge: Field['needs'] = ({ rockRidge: kind }) => (kind === 'none' ? 'rock-ridge' : undefined);

const rows: ReadonlyMap<string, OptionRow> = new Map(OPTIONS.flatMap((row) => row.names.map((name) => [name, row])));

/** The row of an option, which has no dashes here; undefined: there is none of this name. */
export function optionRow(name: string): OptionRow | undefined {
  return rows.get(name);
}

function field(
  { id, option, switches = option === undefined ? [] : [option], section, needs = never }: Own,
  rest: Pick<Field, 'control' | 'get' | 'set'>,
): Field {
  return {
    id,
    ...(option === undefined ? {} : { option }),
    switches: switches.map((name) => `-${name}`),
    section,
    needs,
    ...rest,
  };
}

function toggle(
  own: Own,
  get: (chosen: ChosenOptions) => boolean,
  set: (on: boolean, chosen: ChosenOptions) => Partial<ChosenOptions>,
): Field {
  return field(own, {
    control: { kind: 'switch' },
    get: (chosen) => (get(chosen) ? 'on' : 'off'),
    set: (value, chosen) => set(value === 'on', chosen),
  });
}

function choice(
  own: Own,
  values: readonly string[],
  get: Field['get'],
  set: (value: string, chosen: ChosenOptions) => Partial<ChosenOptions>,
): Field {
  return field(own, { control: { kind: 'choice', values }, get, set });
}

function text(
  own: Own,
  most: number,
  get: (chosen: ChosenOptions) => string | undefined,
  set: Field['set'],
  placeholder?: string,
): Field {
  const control = { kind: 'text', most, ...(placeholder === undefined ? {} : { placeholder }) } as const;
  return field(own, { control, get: (chosen) => get(chosen) ?? '', set });
}

const NAMES: Section = 'Plain ISO 9660 names';
/** What level 4 does not leave to choose. */
const ownNames: Field['needs'] = ({ isoLevel }) => (isoLevel === 4 ? 'own-names' : undefined);

function nameRule(rule: Exclude<keyof IsoNameRules, 'length'>, option: string): Field {
  const own = { id: rule, option, section: NAMES, needs: ownNames };
  return toggle(
    own,
    ({ isoNames }) => isoNames[rule] ?? false,
    (on, { isoNames }) => ({ isoNames: { ...isoNames, [rule]: on } }),
  );
}

function ownerField(id: keyof OwnerOptions, option: string, isMode: boolean): Field {
  return text(
    { id, option, section: 'Owners and modes', needs: rockRidge },
    isMode ? 5 : 10,
    ({ owner }) => owner[id]?.toString(isMode ? 8 : 10).padStart(isMode ? 4 : 1, '0'),
    (value, { owner: { [id]: _, ...others } }) => {
      if (value === '') return { owner: others };
      return { owner: { ...others, [id]: (isMode ? readMode : readOwner)(`-${option}`, value) } };
    },
  );
}

function identifierField(name: IdentifierName, option: string): Field {
  return text(
    { id: name, option, section: 'Volume' },
    IDENTIFIER_LIMITS[name],
    ({ identifiers }) => identifiers[name],
    (value, { identifiers: { [name]: _, ...others } }) => ({
      identifiers: value === '' ? others : { ...others, [name]: value },
    }),
  );
}

const DATE_LENGTH = 25;

/** A date as `2026-01-31 23:59:59 +0000`. */
function showDate(seconds: number | undefined): string | undefined {
  if (seconds === undefined || Number.isNaN(seconds)) return undefined;
  return `${new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)} +0000`;
}

function dateField(id: keyof VolumeTimes, option: string): Field {
  return text(
    { id: `${id}Date`, option, section: 'Volume' },
    DATE_LENGTH,
    ({ volumeTimes }) => showDate(volumeTimes[id]),
    (value, { volumeTimes: { [id]: _, ...others } }) => ({
      volumeTimes: value === '' ? others : { ...others, [id]: readDate(`-${option}`, value).seconds },
    }),
    'YYYY-MM-DD hh:mm:ss +0000',
  );
}

/** What a level changes besides its number: level 4 is names as they are, in folders as deep as they are. */
function setLevel(isoLevel: ChosenOptions['isoLevel'], chosen: ChosenOptions): Partial<ChosenOptions> {
  const { noTranslate } = chosen.isoNames;
  if (isoLevel === 4) return { ...LEVEL_4, isoNames: { ...LEVEL_4.isoNames, noTranslate } };
  if (chosen.isoLevel !== 4) return { isoLevel };
  return { isoLevel, isoNames: { ...DEFAULT_CHOICE.isoNames, noTranslate }, keepDeep: DEFAULT_CHOICE.keepDeep };
}

function requireTableName(name: string): string {
  if (isTableName(name)) return name;
  throw new UsageError(`“${name}” is not the name of such a file: write up to 64 characters without \\ / : ; * or ?.`);
}

/** Every option of an image but the disc's name, by section and in their order. */
export const FIELDS: readonly Field[] = [
  toggle(
    { id: 'joliet', option: 'J', section: 'File systems' },
    (o) => o.joliet,
    (on) => ({ joliet: on }),
  ),
  toggle(
    { id: 'jolietLong', option: 'joliet-long', section: 'File systems', needs: joliet },
    ({ jolietUnits }) => jolietUnits === 103,
    (on) => ({ jolietUnits: on ? 103 : 64 }),
  ),
  choice(
    { id: 'jolietLevel', option: 'ucs-level', section: 'File systems', needs: joliet },
    ['1', '2', '3'],
    ({ jolietLevel }) => String(jolietLevel),
    (value) => ({ jolietLevel: Number(value) as 1 | 2 | 3 }),
  ),
  choice(
    { id: 'rockRidge', switches: ['r', 'R'], section: 'File systems' },
    ['none', 'rationalized', 'full'],
    (chosen) => chosen.rockRidge,
    (value) => ({ rockRidge: value as ChosenOptions['rockRidge'] }),
  ),
  toggle(
    { id: 'rockRidge112', option: 'rrip112', section: 'File systems', needs: rockRidge },
    ({ rockRidgeVersion }) => rockRidgeVersion === '1.12',
    (on) => ({ rockRidgeVersion: on ? '1.12' : '1.10' }),
  ),
  toggle(
    {
      id: 'keepDeep',
      option: 'D',
      section: 'File systems',
      needs: (chosen) => rockRidge(chosen) ?? ownNames(chosen),
    },
    (o) => o.keepDeep,
    (on) => ({ keepDeep: on }),
  ),
  toggle(
    {
      id: 'hideRelocation',
      option: 'hide-rr-moved',
      section: 'File systems',
      needs: (chosen) => rockRidge(chosen) ?? (chosen.keepDeep ? 'moved-folders' : undefined),
    },
    (o) => o.hideRelocation,
    (on) => ({ hideRelocation: on }),
  ),
  toggle(
    { id: 'table', option: 'T', section: 'File systems' },
    ({ translationTable }) => translationTable !== undefined,
    (on) => ({ translationTable: on ? { name: TABLE_NAME, inJoliet: true } : undefined }),
  ),
  text(
    {
      id: 'tableName',
      option: 'table-name',
      section: 'File systems',
      needs: ({ translationTable }) => (translationTable ? undefined : 'table'),
    },
    64,
    ({ translationTable }) => translationTable?.name ?? TABLE_NAME,
    (name, { translationTable }) => ({
      translationTable: { inJoliet: true, ...translationTable, name: requireTableName(name) },
    }),
  ),
  toggle(
    {
      id: 'tableHidden',
      option: 'hide-joliet-trans-tbl',
      section: 'File systems',
      needs: (chosen) => (chosen.translationTable && chosen.joliet ? undefined : 'joliet-table'),
    },
    ({ translationTable }) => translationTable?.inJoliet === false,
    (on, { translationTable }) => ({ translationTable: { name: TABLE_NAME, ...translationTable, inJoliet: !on } }),
  ),

  choice(
    { id: 'isoLevel', option: 'iso-level', section: NAMES },
    ['1', '2', '3', '4'],
    ({ isoLevel }) => String(isoLevel),
    (value, chosen) => setLevel(Number(value) as ChosenOptions['isoLevel'], chosen),
  ),
  text(
    {
      id: 'nameLength',
      switches: ['max-iso9660-filenames'],
      section: NAMES,
      needs: (chosen) => (chosen.isoLevel === 1 ? 'long-names' : ownNames(chosen)),
    },
    3,
    ({ isoNames }) => String(isoNames.length),
    (value, { isoNames }) => ({ isoNames: { ...isoNames, length: readCount('The limit', value, 31, 207) } }),
  ),
  nameRule('omitVersion', 'N'),
  nameRule('omitPeriod', 'd'),
  nameRule('leadingDots', 'L'),
  nameRule('multidot', 'allow-multidot'),
  nameRule('lowercase', 'allow-lowercase'),
  nameRule('relaxed', 'relaxed-filenames'),
  nameRule('noTranslate', 'no-iso-translate'),
  nameRule('allBytes', 'untranslated_name_len'),
  nameRule('noFolderExtension', 'disallow_dir_id_ext'),

  ownerField('user', 'uid', false),
  ownerField('group', 'gid', false),
  ownerField('fileMode', 'file-mode', true),
  ownerField('directoryMode', 'dir-mode', true),
  ownerField('newDirectoryMode', 'new-dir-mode', true),

  identifierField('application', 'A'),
  identifierField('publisher', 'P'),
  identifierField('dataPreparer', 'p'),
  identifierField('system', 'sysid'),
  identifierField('volumeSet', 'volset'),
  text(
    { id: 'volumeSetSize', option: 'volset-size', section: 'Volume' },
    5,
    ({ volumeSetSize }) => String(volumeSetSize),
    (value, { volumeSequenceNumber: number }) => {
      const volumeSetSize = readCount('The number of volumes', value, 1, 0xffff);
      return { volumeSetSize, volumeSequenceNumber: Math.min(number, volumeSetSize) };
    },
  ),
  text(
    { id: 'volumeSequenceNumber', option: 'volset-seqno', section: 'Volume' },
    5,
    ({ volumeSequenceNumber }) => String(volumeSequenceNumber),
    (value, { volumeSetSize }) => ({
      volumeSequenceNumber: readCount('The number in the set', value, 1, volumeSetSize),
    }),
  ),
  identifierField('abstractFile', 'abstract'),
  identifierField('bibliographicFile', 'biblio'),
  identifierField('copyrightFile', 'copyright'),
  dateField('creation', 'creation-date'),
  dateField('modification', 'modification-date'),
  dateField('expiration', 'expiration-date'),
  dateField('effective', 'effective-date'),
  text(
    { id: 'applicationUse', option: 'application_use', section: 'Volume' },
    4,
    ({ applicationUse }) => applicationUse && showApplicationUse(applicationUse),
    (value) => {
      if (value === '') return { applicationUse: undefined };
      const applicationUse = filledApplicationUse(value);
      if (applicationUse) return { applicationUse };
      throw new UsageError(`“${value}” is neither one character nor 0x and two hexadecimal digits.`);
    },
    '0x00',
  ),

  toggle(
    { id: 'duplicatesOnce', option: 'duplicates-once', section: 'Files to take' },
    (o) => o.duplicatesOnce,
    (on) => ({ duplicatesOnce: on }),
  ),
  toggle(
    { id: 'padding', option: 'pad', section: 'Output' },
    ({ endPadBlocks }) => endPadBlocks > 0,
    (on) => ({ endPadBlocks: on ? DEFAULT_CHOICE.endPadBlocks : 0 }),
  ),
];

/** The byte that fills the field; of any other content its beginning. */
export function showApplicationUse(bytes: Uint8Array): string {
  const [first = 0] = bytes;
  const isFilled = bytes.length === APPLICATION_USE_BYTES && bytes.every((byte) => byte === first);
  const digits = (byte: number) => byte.toString(16).padStart(2, '0');
  return isFilled ? `0x${digits(first)}` : `${Array.from(bytes.subarray(0, 8), digits).join(' ')} …`;
}

/** The ids of the options that two choices have otherwise. */
export function changedFields(one: ChosenOptions, other: ChosenOptions): string[] {
  return FIELDS.filter(({ get }) => get(one) !== get(other)).map(({ id }) => id);
}
