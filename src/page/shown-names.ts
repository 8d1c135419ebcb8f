/** The tree as a reader shows it: names of the rows in sight, asked for when they are seen. */
import { signal } from '@preact/signals-core';
import type { EntryId, ReaderId } from '../worker/session';
import { session, summary } from './state';

/** Names that are kept; beyond that all are forgotten. */
const KEPT = 20_000;

/** Whose view of the tree is shown; undefined: names as they were given. */
export const showAs = signal<ReaderId | undefined>(undefined);

class ShownNames {
  /** Grows whenever names came in. */
  readonly #version = signal(0);
  #names = new Map<EntryId, { name: string | null; at: string }>();
  #reader: ReaderId | undefined;
  readonly #asked = new Set<string>();

  /** The name that the chosen reader shows; null: it does not have the entry; undefined: that is not known yet. */
  of(entry: EntryId): string | null | undefined {
    void this.#version.value;
    return this.#reader === showAs.value ? this.#names.get(entry)?.name : undefined;
  }

  /** Asks for the names of entries, as far as they are not known of the image as it is now. */
  async want(entries: readonly EntryId[]) {
    const reader = showAs.value;
    const { revision, phase } = summary.peek();
    if (reader === undefined || phase === 'listing') return;
    if (this.#reader !== reader || this.#names.size > KEPT) {
      this.#names = new Map();
      this.#reader = reader;
    }
    const at = `${reader} ${revision}`;
    const names = this.#names;
    const missing = entries.filter((entry) => names.get(entry)?.at !== at);
    const key = `${at} ${missing.join()}`;
    if (missing.length === 0 || this.#asked.has(key)) return;
    this.#asked.add(key);
    // A session that cannot answer says so in its summary.
    const answer = await session()
      .namesIn(reader, missing)
      .catch(() => undefined);
    this.#asked.delete(key);
    if (!answer || this.#names !== names) return;
    for (const [index, entry] of missing.entries()) names.set(entry, { name: answer[index] ?? null, at });
    this.#version.value++;
  }
}

export const shownNames = new ShownNames();
