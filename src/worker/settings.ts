/** What is kept between visits. */
import { get, set } from 'idb-keyval';

/** What was chosen last; absent where nothing was, or can be kept. */
export interface Settings {
  'volume-name'?: string;
  /** What discs are made for, as some version of the page kept it. */
  'made-for'?: unknown;
}

/** What was chosen last. */
export async function savedSettings(): Promise<Settings> {
  const settings: Settings = {};
  try {
    const [name, made]: unknown[] = await Promise.all([get('volume-name'), get('made-for')]);
    if (typeof name === 'string') settings['volume-name'] = name;
    if (made !== undefined) settings['made-for'] = made;
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
