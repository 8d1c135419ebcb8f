/** What a disc with a purpose needs to be taken for one, and what of it is there. */
import type { PresetId } from '../image/presets';
import { type CloudFile, checkCloudFile, type Fault } from './cloud-init';
import { texts } from './texts-needs';

/** A file of the disc, as far as it can be looked into. */
export interface LookedAt {
  /** Undefined where it is no text, or too long to be looked into. */
  text: string | undefined;
}

/** How the disc is looked at. Paths are as they are in the image, of files. */
export interface DiscLook {
  joliet: boolean;
  rockRidge: boolean;
  /** Undefined: there is no such file. */
  file(path: string): Promise<LookedAt | undefined>;
}

/** What can be done about something that is missing, in one click. */
export type Remedy =
  | { kind: 'cloud-form' }
  | { kind: 'joliet' }
  | { kind: 'rename'; from: string; to: string }
  /** The folder that was dropped holds what should be at the top. */
  | { kind: 'to-top' };

/** One thing that a disc needs. */
export interface Need {
  id: string;
  isMet: boolean;
  /** What is needed; where it is not met, why and what to do. */
  text: string;
  remedy?: Remedy;
}

/** Where a file belongs, what it may be called by mistake, and what is wrong with its contents. */
interface FileRule {
  path: string;
  /** Names that people and systems give it. */
  mistaken: readonly string[];
  check: (text: string) => Fault[];
}

const cloudFile = (path: CloudFile, ...mistaken: string[]): FileRule => ({
  path,
  mistaken: [`${path}.txt`, `${path}.yaml`, `${path}.yml`, ...mistaken],
  check: (text) => checkCloudFile(path, text),
});

/** The files that each purpose needs. */
const RULES: Partial<Record<PresetId, readonly FileRule[]>> = {
  'cloud-init': [
    cloudFile('user-data', 'user_data', 'userdata', 'User-Data'),
    cloudFile('meta-data', 'meta_data', 'metadata', 'Meta-Data'),
  ],
  'config-2': [
    { path: 'openstack/latest/meta_data.json', mistaken: ['openstack/latest/meta-data.json'], check: checkJson },
  ],
  unattend: [
    {
      path: 'autounattend.xml',
      mistaken: ['Autounattend.xml', 'AutoUnattend.xml', 'AUTOUNATTEND.XML', 'unattend.xml', 'autounattend.xml.txt'],
      check: checkAnswerFile,
    },
  ],
  kickstart: [
    { path: 'ks.cfg', mistaken: ['ks.cfg.txt', 'KS.CFG', 'anaconda-ks.cfg', 'kickstart.cfg'], check: checkKickstart },
  ],
};
/** Windows does not tell capitals from small letters. */
const SAME_FOR_WINDOWS = /^autounattend\.xml$/i;

/**
 * What the disc needs, each thing met or not.
 * @param folder the folder whose contents could be at the top of the disc and are not
 */
export async function needsOf(preset: PresetId, look: DiscLook, folder: string | undefined): Promise<Need[]> {
  const needs: Need[] = [];
  for (const rule of RULES[preset] ?? []) needs.push(...(await fileNeeds(preset, rule, look, folder)));
  if (preset === 'cloud-init') needs.push(...(await networkNeeds(look)));
  needs.push(namesNeed(preset, look));
  return needs;
}

async function fileNeeds(
  preset: PresetId,
  rule: FileRule,
  look: DiscLook,
  folder: string | undefined,
): Promise<Need[]> {
  const { path, mistaken, check } = rule;
  const id = path;
  const form = preset === 'cloud-init' ? ({ remedy: { kind: 'cloud-form' } } as const) : {};
  const asFound = SAME_FOR_WINDOWS.test(path)
    ? [path, ...mistaken.filter((name) => SAME_FOR_WINDOWS.test(name))]
    : [path];
  for (const name of asFound) {
    const found = await look.file(name);
    if (found) return [contentNeed(id, name, found, check, form)];
  }
  if (folder !== undefined && (await look.file(`${folder}/${path}`))) {
    return [{ id, isMet: false, text: texts.inFolder(path, folder), remedy: { kind: 'to-top' } }];
  }
  for (const name of mistaken) {
    if (await look.file(name)) {
      return [{ id, isMet: false, text: texts.misnamed(name, path), remedy: { kind: 'rename', from: name, to: path } }];
    }
  }
  return [{ id, isMet: false, text: texts.missing(path), ...form }];
}

function contentNeed(
  id: string,
  name: string,
  { text }: LookedAt,
  check: FileRule['check'],
  form: { remedy?: Remedy },
): Need {
  if (text === undefined) return { id, isMet: true, text: texts.unseen(name) };
  const [fault, ...others] = check(text);
  if (!fault) return { id, isMet: true, text: texts.there(name) };
  return { id, isMet: false, text: texts.faulty(name, fault.line, fault.message, others.length), ...form };
}

/** Of the file that may be missing. */
async function networkNeeds(look: DiscLook): Promise<Need[]> {
  const { path, check } = cloudFile('network-config');
  const found = await look.file(path);
  return found ? [contentNeed(path, path, found, check, { remedy: { kind: 'cloud-form' } })] : [];
}

/** Names such as user-data are short and capital in plain ISO 9660: a reader needs another hierarchy to find them. */
function namesNeed(preset: PresetId, { joliet, rockRidge }: DiscLook): Need {
  const isMet = joliet || (rockRidge && preset !== 'unattend');
  if (isMet) return { id: 'names', isMet, text: joliet ? texts.joliet : texts.rockRidge };
  return { id: 'names', isMet, text: texts.noNames(preset === 'unattend'), remedy: { kind: 'joliet' } };
}

function checkJson(text: string): Fault[] {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && 'uuid' in value ? [] : [{ message: texts.noUuid }];
  } catch (error) {
    return [{ message: `${(error as Error).message}.` }];
  }
}

function checkAnswerFile(text: string): Fault[] {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  const broken = document.querySelector('parsererror');
  if (broken) {
    // Each browser says it in its own words; the place is in all of them.
    const line = /line(?: number)? (\d+)/i.exec(broken.textContent ?? '')?.[1];
    return [{ ...(line === undefined ? {} : { line: Number(line) }), message: texts.notWellFormed }];
  }
  const { localName, namespaceURI } = document.documentElement;
  const isUnattend = localName === 'unattend' && namespaceURI === 'urn:schemas-microsoft-com:unattend';
  return isUnattend ? [] : [{ message: texts.noUnattend }];
}

function checkKickstart(text: string): Fault[] {
  const isEmpty = text.split('\n').every((line) => /^\s*(#|$)/.test(line));
  return isEmpty ? [{ message: texts.emptyKickstart }] : [];
}
