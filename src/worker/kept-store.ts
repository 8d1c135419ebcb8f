/** Sessions kept between visits, in a store of their own: a head for each, its sources, and one key for each step. */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { HiddenPart, JournalStep, SourceId, SourceInfo } from './protocol';
import type { KeptSession } from './session';
import type { Settings } from './settings';

/** What is known of a session without reading it. */
export interface Head extends Omit<KeptSession, 'isOpen'> {
  form: typeof FORM;
  /** What the session was begun with, and what is no step of it. */
  settings: Settings;
  /** Somebody discarded it; that can be taken back as long as the page stays. */
  isDiscarded?: boolean;
}

/** A source and what can bring it back: handles, where the browser gives any. */
export interface StoredSource
  extends Pick<
    SourceInfo,
    'name' | 'way' | 'readAt' | 'directory' | 'files' | 'into' | 'archive' | 'insteadOf' | 'opens' | 'discSession'
  > {
  source: SourceId;
  /** Loose files without handles. */
  names?: string[];
  /** Files that were in it. */
  count: number;
  hidden: HiddenPart[];
}

/** A step; of one that added, what it added. */
export interface StoredStep {
  step: JournalStep;
  sources?: SourceId[];
}

export interface StoredSession {
  head: Head;
  sources: StoredSource[];
  steps: StoredStep[];
}

/** What is to be written of a session, at once or not at all. */
export interface Changes {
  head: Head;
  /** New or changed ones, and those that are gone. */
  sources: StoredSource[];
  gone: SourceId[];
  /** The steps from this one on. */
  firstStep: number;
  steps: StoredStep[];
}

/** The form in which sessions are written; others are not read. */
export const FORM = 1;

let opened: UseStore | undefined;
const parts: UseStore = (mode, use) => {
  opened ??= createStore('isodrop-sessions', 'parts');
  return opened(mode, use);
};

/** All keys that begin like this, from a number on. Lists come after numbers and texts in the order of keys. */
const below = (...begin: IDBValidKey[]) => IDBKeyRange.bound(begin, [...begin, []]);
const from = (id: string, part: string, number: number) => IDBKeyRange.bound([id, part, number], [id, part, []]);

/** What is kept of every session. Rejects where nothing can be kept. */
export async function storedHeads(): Promise<Head[]> {
  const heads = await parts('readonly', (store) => promisifyRequest<Head[]>(store.getAll(below('head'))));
  return heads.filter(({ form }) => form === FORM);
}

/** A session, or undefined when it is not there any more. */
export function storedSession(id: string): Promise<StoredSession | undefined> {
  return parts('readonly', async (store) => {
    const [head, sources, steps] = await Promise.all([
      promisifyRequest<Head | undefined>(store.get(['head', id])),
      promisifyRequest<StoredSource[]>(store.getAll(below(id, 'source'))),
      promisifyRequest<StoredStep[]>(store.getAll(below(id, 'step'))),
    ]);
    return head && { head, sources, steps };
  });
}

/** Writes what has changed of a session. */
export function storeChanges({ head, sources, gone, firstStep, steps }: Changes): Promise<void> {
  const { id } = head;
  return parts('readwrite', (store) => {
    try {
      store.put(head, ['head', id]);
      for (const source of gone) store.delete([id, 'source', source]);
      for (const source of sources) store.put(source, [id, 'source', source.source]);
      store.delete(from(id, 'step', firstStep));
      steps.forEach((step, at) => {
        store.put(step, [id, 'step', firstStep + at]);
      });
    } catch (error) {
      // Something that cannot be kept: what was put before it is not either.
      store.transaction.abort();
      throw error;
    }
    return promisifyRequest(store.transaction);
  });
}

/** Notes that sessions are discarded, or are not. Returns whether any of them was there. */
export function storeDiscarded(ids: readonly string[], isDiscarded: boolean): Promise<boolean> {
  return parts('readwrite', async (store) => {
    const heads = await Promise.all(ids.map((id) => promisifyRequest<Head | undefined>(store.get(['head', id]))));
    const there = heads.filter((head) => head !== undefined);
    for (const head of there) store.put({ ...head, isDiscarded }, ['head', head.id]);
    await promisifyRequest(store.transaction);
    return there.length > 0;
  });
}

/** Deletes a session. */
export function deleteSession(id: string): Promise<void> {
  return parts('readwrite', (store) => {
    store.delete(['head', id]);
    store.delete(below(id));
    return promisifyRequest(store.transaction);
  });
}
