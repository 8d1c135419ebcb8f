/** Where things stand, as the page shows it: put together of what each room says of itself. */
import { bootNotices } from '../image/boot-notices';
import { type Notice, type NoticeCode, noticeGroup, SEVERITIES } from '../image/notices';
import type { ImageOptions } from '../image/options';
import { type ImageTree, ROOT } from '../image/tree';
import { imageStem } from '../opened/image-names';
import type { Clashes } from './clashes';
import type { Differences } from './differences';
import type { History } from './history';
import type { Imager, KnownImage } from './imager';
import type { JobRunner } from './job-runner';
import type { Jobs } from './jobs';
import type { LastFailure } from './last-failure';
import type { LeavingOut } from './leaving-out';
import type { Losses } from './losses';
import type { Preview } from './preview';
import type { Problems } from './problems';
import type { SourceId } from './protocol';
import type { OpenedArchive, Progress, Revision, Summary } from './session';
import { shownBoot } from './shown-boot';
import type { Sources } from './sources';
import type { TopFolder } from './top-folder';

const BLOCK_BYTES = 2048;
/** Rough bytes of structures for each entry, and of a file's last block that stay empty, for an estimate. */
const ENTRY_BYTES = 350;
const SLACK_BYTES = 1024;
const FIXED_BYTES = 183 * BLOCK_BYTES;

/** What the summary tells of. */
export interface SummaryRooms {
  tree: ImageTree;
  sources: Sources;
  history: History;
  differences: Differences;
  clashes: Clashes;
  problems: Problems;
  losses: Losses;
  preview: Preview;
  top: TopFolder;
  jobs: Jobs;
  runner: JobRunner;
  imager: Imager;
  failure: LastFailure;
  leavingOut: LeavingOut;
}

/** Where things stand with the tree at a revision. */
export function phaseOf(rooms: SummaryRooms, revision: Revision): Summary['phase'] {
  const { tree, clashes, problems, jobs, imager, failure } = rooms;
  if (failure.isImpossible(revision)) return 'failed';
  if (jobs.count > 0) return 'listing';
  if (clashes.count > 0 || problems.isAnyOpen) return 'blocked';
  if (tree.childCount(ROOT) === 0) return 'empty';
  return imager.ready?.revision === revision ? 'ready' : 'preparing';
}

/** @param comparing how far the search for equal files is */
export function summaryOf(
  rooms: SummaryRooms,
  revision: Revision,
  options: ImageOptions,
  comparing: Progress | undefined,
): Omit<Summary, 'isJustAdded'> {
  const { tree, history, clashes, problems, losses, top, jobs, runner, imager, failure } = rooms;
  const times = rooms.sources.live(history.current).map(({ info }) => info.readAt);
  const conflict = clashes.conflict((job) => jobs.isUnderWay(job));
  const unsettled = runner.lastDone;
  const told = failure.at(revision);
  const open = problems.open();
  return {
    revision,
    phase: phaseOf(rooms, revision),
    files: tree.fileCount,
    folders: tree.directoryCount,
    contentBytes: tree.contentBytes,
    isComparing: comparing !== undefined,
    referenceCount: imager.ready?.revision === revision ? imager.ready.large.length : 0,
    joliet: options.joliet,
    rockRidge: options.rockRidge !== 'none',
    ...ofImage(tree, revision, imager.known, [...history.notices, ...bootNotices(tree)]),
    boot: shownBoot(tree),
    ...top.summary(),
    archives: rooms.sources.live(history.current).flatMap(({ info, top }) => {
      const { source, archive } = info;
      return archive !== undefined && tree.isIncluded(top) ? [openedArchive(source, archive)] : [];
    }),
    ...problems.summary(open),
    ...losses.summary(open),
    leftOutCount: rooms.leavingOut.count,
    ...history.summary(),
    ...rooms.differences.summary(),
    ...rooms.preview.summary(),
    ...(unsettled ? { canUndo: true, undoLabel: unsettled.step.label } : {}),
    ...(comparing ? { progress: comparing } : {}),
    ...jobs.summary(),
    ...(times.length > 0 ? { readAt: { first: Math.min(...times), last: Math.max(...times) } } : {}),
    ...(conflict ? { conflict } : {}),
    ...(told ? { failure: told } : {}),
  };
}

/**
 * @param known the image that was laid out last, maybe of an older tree
 * @param own notices of what was done, besides those of the encoder
 */
function ofImage(
  tree: ImageTree,
  revision: Revision,
  known: KnownImage | undefined,
  own: readonly Notice[],
): Pick<Summary, 'imageBytes' | 'imageExact' | 'noticeGroups' | 'regions' | 'saved' | 'unreadableLeftOut'> {
  const isEmpty = tree.childCount(ROOT) === 0;
  const current = known?.revision === revision ? known : undefined;
  const counts = new Map<NoticeCode, number>();
  for (const { code } of own) counts.set(code, (counts.get(code) ?? 0) + 1);
  const groups = [...counts].map(([code, count]) => noticeGroup(code, count));
  if (known && !isEmpty) groups.push(...known.noticeGroups);
  return {
    imageBytes: isEmpty ? 0 : current ? current.layout.blocks * BLOCK_BYTES : estimate(tree),
    imageExact: current !== undefined,
    noticeGroups: groups.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    regions: current?.layout.regions ?? [],
    ...(current?.saved ? { saved: current.saved } : {}),
    unreadableLeftOut: counts.get('unreadable') ?? 0,
  };
}

function estimate(tree: ImageTree): number {
  const files = tree.fileCount * (ENTRY_BYTES + SLACK_BYTES);
  return tree.contentBytes + files + tree.directoryCount * ENTRY_BYTES + FIXED_BYTES;
}

function openedArchive(source: SourceId, name: string): OpenedArchive {
  return { source, name, ...(imageStem(name) === undefined ? {} : { isImage: true }) };
}
