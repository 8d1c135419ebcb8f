/** What is kept between visits. */
import { get, set } from 'idb-keyval';

/** What was chosen last; absent where nothing was, or can be kept. */
export interface Settings {
  'volume-name'?: string;
  'duplicates-once'?: boolean;
  /** Columns of the tree beside those that are always there. */
  columns?: string[];
}

/** What was chosen last. */
export async function savedSettings(): Promise<Settings> {
  const settings: Settings = {};
  try {
    const kept = await Promise.all(['volume-name', 'duplicates-once', 'columns'].map((name) => get<unknown>(name)));
    const [name, once, columns] = kept;
    if (typeof name === 'string') settings['volume-name'] = name;
    if (once === true) settings['duplicates-once'] = once;
    if (Array.isArray(columns)) settings.columns = columns;
  } catch {
    // Nothing can be kept, as in a private window.
  }
  return settings;
}

/** Keeps a setting. Where nothing can be kept, nothing is. */
export async function saveSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
  await set(name, value).catch(() => {});
}
