/** What is kept between visits. */
import { get, set } from 'idb-keyval';

/** What was chosen last; absent where nothing was, or can be kept. */
export interface Settings {
  'volume-name'?: string;
  'duplicates-once'?: boolean;
}

/** What was chosen last. */
export async function savedSettings(): Promise<Settings> {
  const settings: Settings = {};
  try {
    const [name, once]: unknown[] = await Promise.all([get('volume-name'), get('duplicates-once')]);
    if (typeof name === 'string') settings['volume-name'] = name;
    if (once === true) settings['duplicates-once'] = once;
  } catch {
    // Nothing can be kept, as in a private window.
  }
  return settings;
}

/** Keeps a setting. Where nothing can be kept, nothing is. */
export async function saveSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
  await set(name, value).catch(() => {});
}
