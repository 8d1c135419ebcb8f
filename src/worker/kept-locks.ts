/** Who has a kept session open: a Web Lock for each, so that two tabs do not overwrite each other. */

const locks = () => navigator.locks as LockManager | undefined;
const nameOf = (id: string) => `isodrop-kept-${id}`;

/** Over plain http there are none: then nobody can tell what another tab has open. */
export const canTell = () => locks() !== undefined;

/** Holds a session. Returns what lets it go, or undefined when another tab has it. */
export function hold(id: string): Promise<(() => void) | undefined> {
  const manager = locks();
  if (!manager) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    manager
      .request(nameOf(id), { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((free) => {
          resolve(free);
        });
      })
      .catch(reject);
  });
}

/** Which of these are held, here or in another tab. */
export async function heldOf(ids: readonly string[]): Promise<Set<string>> {
  const { held = [] } = (await locks()?.query()) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return new Set(ids.filter((id) => names.has(nameOf(id))));
}

/** Calls back when nobody holds a session any more. */
export function whenFree(id: string, then: () => void): void {
  void locks()?.request(nameOf(id), { mode: 'shared' }, then);
}
