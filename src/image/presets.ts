/** What a disc can be made for: presets that set all options. */
import { type ChosenOptions, DEFAULT_CHOICE } from './choice';

/** A preset: all options, and what it is for. */
export interface Preset {
  title: string;
  /** What it does and for whom, in a sentence. */
  sentence: string;
  options: ChosenOptions;
  /** The name that the disc must have, and why. */
  volumeName?: { name: string; because: string };
}

const { isoNames } = DEFAULT_CHOICE;

/** One file system and nothing else. */
const PLAIN = { ...DEFAULT_CHOICE, joliet: false, rockRidge: 'none' } as const satisfies ChosenOptions;

/** In the order in which they are offered. */
export const PRESETS = {
  universal: {
    title: 'Universal',
    sentence:
      'Short names for old readers, and beside them long ones for Windows (Joliet), Linux and macOS (Rock Ridge).',
    options: DEFAULT_CHOICE,
  },
  linux: {
    title: 'Linux',
    sentence: 'Names of up to 255 bytes with times and permissions (Rock Ridge), and nothing for Windows.',
    options: { ...DEFAULT_CHOICE, joliet: false, isoLevel: 3 },
  },
  windows: {
    title: 'Windows',
    sentence: 'Names of up to 103 characters as Windows shows them (Joliet), and nothing for Linux and macOS.',
    options: { ...DEFAULT_CHOICE, rockRidge: 'none', jolietUnits: 103, isoLevel: 3 },
  },
  macos: {
    title: 'macOS',
    sentence:
      'Names of up to 255 bytes (Rock Ridge), which macOS reads as Linux does; folders for old readers are hidden.',
    options: { ...DEFAULT_CHOICE, joliet: false, isoLevel: 3, hideRelocation: true },
  },
  dos: {
    title: 'DOS and retro computers',
    sentence: 'Capital letters and names of 8.3 characters (level 1) alone, as MSCDEX and old computers want them.',
    options: PLAIN,
  },
  games: {
    title: 'Game consoles and emulators',
    sentence:
      'One file system, as consoles look for it: capital letters, names of up to 31 characters (level 2) with ;1 behind them.',
    options: { ...PLAIN, isoLevel: 2 },
  },
  archive: {
    title: 'Long-term archive',
    sentence:
      'Every name in each way there is, and in a list (TRANS.TBL) in every folder, so that the plainest reader of a later day finds it (level 3).',
    options: { ...DEFAULT_CHOICE, isoLevel: 3, translationTable: { name: 'TRANS.TBL', inJoliet: false } },
  },
  tools: {
    title: 'Tools for virtual machines',
    sentence: 'Drivers and installers for guests of every kind: long names for all, and Linux may start what is on it.',
    options: { ...DEFAULT_CHOICE, isoLevel: 3, jolietUnits: 103, owner: { fileMode: 0o555 } },
  },
  'cloud-init': {
    title: 'cloud-init (NoCloud)',
    sentence: 'Sets up a virtual machine at its first start, from user-data and meta-data at the top of the disc.',
    options: DEFAULT_CHOICE,
    volumeName: { name: 'cidata', because: 'cloud-init looks for a disc of this name, and passes over all others.' },
  },
  'config-2': {
    title: 'OpenStack config drive',
    sentence: 'What OpenStack gives its machines: openstack/latest/meta_data.json and what belongs to it.',
    // As Nova has its config drives made: readers without Rock Ridge and Joliet find the very names, too.
    options: {
      ...DEFAULT_CHOICE,
      isoLevel: 2,
      isoNames: { ...isoNames, leadingDots: true, lowercase: true, multidot: true },
    },
    volumeName: {
      name: 'config-2',
      because: 'cloud-init and cloudbase-init look for a disc of this name, and pass over all others.',
    },
  },
  unattend: {
    title: 'Windows answer disc',
    sentence: 'Windows Setup installs by itself what autounattend.xml at the top of this disc says.',
    options: { ...DEFAULT_CHOICE, rockRidge: 'none' },
  },
  kickstart: {
    title: 'Kickstart',
    sentence: 'Fedora, Red Hat and their relatives install by themselves what ks.cfg at the top of this disc says.',
    options: DEFAULT_CHOICE,
    volumeName: {
      name: 'OEMDRV',
      because: 'The installer (Anaconda) looks for a disc of this name without being asked.',
    },
  },
} as const satisfies Record<string, Preset>;

/** A preset that comes with Isodrop. */
export type PresetId = keyof typeof PRESETS;

export function isPresetId(text: string): text is PresetId {
  return Object.hasOwn(PRESETS, text);
}

/** A preset by its id; undefined for one that somebody made. */
export function presetOf(id: string): Preset | undefined {
  return isPresetId(id) ? PRESETS[id] : undefined;
}

/** One of somebody's own presets is put in the place of that of its id, or before another one or last; or it goes. */
export type PresetChange<Own extends { id: string }> = { put: Own; before?: string | undefined } | { remove: string };

/** Presets after a change. What else is among them, or in the one that is changed, stays. */
export function changed<Own extends { id: string }>(all: readonly Own[], change: PresetChange<Own>): Own[] {
  if ('remove' in change) return all.filter((one) => one?.id !== change.remove);
  const { put, before } = change;
  const at = all.findIndex((one) => one?.id === put.id);
  if (at >= 0) return all.map((one, index) => (index === at ? { ...one, ...put } : one));
  const next = before === undefined ? -1 : all.findIndex((one) => one?.id === before);
  return all.toSpliced(next < 0 ? all.length : next, 0, put);
}
