/** What opened images set of the disc, when they go: it is what it was before. */
import type { Boot, BootEntry } from '../image/boot';
import { OPENED_PRESET } from '../image/choice';
import type { EntryId, ImageTree } from '../image/tree';
import type { History } from './history';
import type { Disc, Step } from './step';

/** What settings are taken back from. */
interface DiscRooms {
  tree: ImageTree;
  history: History;
}

/** What steps set of the disc as a whole. */
type Settings = Pick<Step, 'made' | 'volumeName' | 'boot' | 'openedBoot'>;

/**
 * What steps set that opened an image, the first of them first, is to be as it was before, where nothing was set since:
 * as parts of another step. Nothing is booted that goes with the image.
 * @param isGone whether a file goes with it
 */
export function settingsBefore(
  rooms: DiscRooms,
  opened: readonly Step[],
  isGone: (entry: EntryId) => boolean,
): Settings {
  const boot = before(
    rooms.tree.boot,
    opened.map(({ boot }) => boot),
  );
  return settingsTo(rooms, {
    made: before(
      rooms.history.made,
      opened.map(({ made }) => made),
    ),
    volumeName: before(
      rooms.history.volumeName,
      opened.map(({ volumeName }) => volumeName),
    ),
    boot: boot && bootWithout(boot, opened, isGone),
    openedBoot: before(
      rooms.history.openedBoot,
      opened.map(({ openedBoot }) => openedBoot),
    ),
  });
}

/** What the images set that were opened goes with everything: as parts of a step that starts over. */
export function settingsAfterAll(rooms: DiscRooms): Settings {
  const { history } = rooms;
  const opened = history.current.filter(({ journal }) => journal?.step === 'add');
  const asOpened = opened.find(({ made }) => made?.after.preset === OPENED_PRESET)?.made;
  // Options changed since are still those of an image that is there no more.
  const isAsOpened = asOpened !== undefined && history.made.preset === OPENED_PRESET;
  return settingsTo(rooms, {
    made: isAsOpened ? asOpened.before : history.made,
    volumeName: before(
      history.volumeName,
      opened.map(({ volumeName }) => volumeName),
    ),
    boot: undefined,
    openedBoot: undefined,
  });
}

function settingsTo({ tree, history }: DiscRooms, after: Disc & { boot: Boot | undefined }): Settings {
  const { made, volumeName, openedBoot } = history;
  const { boot } = tree;
  return {
    ...(made === after.made ? {} : { made: { before: made, after: after.made } }),
    ...(volumeName === after.volumeName ? {} : { volumeName: { before: volumeName, after: after.volumeName } }),
    ...(boot === after.boot ? {} : { boot: { before: boot, after: after.boot } }),
    ...(openedBoot === after.openedBoot ? {} : { openedBoot: { before: openedBoot, after: after.openedBoot } }),
  };
}

/** What something was before changes, as far back as each holds that comes after. */
function before<T>(now: T, changes: readonly ({ before: T; after: T } | undefined)[]): T {
  return changes.reduceRight((value, change) => (change && change.after === value ? change.before : value), now);
}

/** What is left to boot from where what steps opened is gone: what no folder shows goes with the image that has it. */
function bootWithout(boot: Boot, opened: readonly Step[], isGone: (entry: EntryId) => boolean): Boot | undefined {
  const contents = new Set(opened.flatMap(({ openedBoot }) => openedBoot?.after?.entries.flatMap(contentOf) ?? []));
  const entries = boot.entries.filter(({ image }) =>
    'entry' in image ? !isGone(image.entry) : !contents.has(image.content),
  );
  if (entries.length === boot.entries.length) return boot;
  const { catalog } = boot;
  if (entries.length === 0) return undefined;
  return { entries, catalog: catalog === undefined || isGone(catalog) ? undefined : catalog };
}

/** The content of what no folder shows. */
const contentOf = ({ image }: BootEntry): number[] => ('content' in image ? [image.content] : []);
