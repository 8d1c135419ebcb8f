/** What is kept between visits. */
import { get, set } from 'idb-keyval';

/** What was chosen last; absent where nothing was, or can be kept. */
export interface Settings {
  'volume-name'?: string;
  /** What discs are made for, as some version of the page kept it. */
  'made-for'?: unknown;
  /** Columns of the tree beside those that are always there. */
  columns?: string[];
  /** What the disc is to fit on. */
  medium?: string;
}

/** What was chosen last. */
export async function savedSettings(): Promise<Settings> {
  const settings: Settings = {};
  try {
    const kept = await Promise.all(['volume-name', 'made-for', 'columns', 'medium'].map((name) => get<unknown>(name)));
    const [name, made, columns, medium] = kept;
    if (typeof name === 'string') settings['volume-name'] = name;
    if (made !== undefined) settings['made-for'] = made;
    if (Array.isArray(columns)) settings.columns = columns;
    if (typeof medium === 'string') settings.medium = medium;
  } catch {
    // Nothing can be kept, as in a private window.
  }
  return settings;
}

/** Keeps a setting. Where nothing can be kept, nothing is. */
export async function saveSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
  try {
    await set(name, value);
  } catch {
    // As in a private window.
  }
}
