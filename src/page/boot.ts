/** What a person does about booting. */
import type { Row } from '../worker/session';
import { edit } from './edits';
import { summary } from './state';
import { texts } from './texts-edits';

const PLATFORMS = { bios: 0, efi: 0xef } as const;
type Platform = keyof typeof PLATFORMS;

/** The place of the boot entry of a file for a platform; -1: there is none. */
export function bootIndex({ entry }: Row, platform: Platform): number {
  return summary.value.boot.findIndex((one) => one.entry === entry && one.platform === PLATFORMS[platform]);
}

/** Has the disc boot a file, or no longer. */
export async function toggleBoot(row: Row, platform: Platform) {
  const index = bootIndex(row, platform);
  if (index >= 0) await takeBootAway(index, row.name);
  else await edit({ do: 'boot', entry: row.entry, platform }, texts.done.boots(row.name));
}

export async function takeBootAway(index: number, name: string) {
  await edit({ do: 'no-boot', index }, texts.done.bootsNot(name));
}

export async function setBootTable(index: number, told: boolean, name: string) {
  await edit({ do: 'boot-table', index, told }, (told ? texts.done.told : texts.done.notTold)(name));
}
