import type { Progress, Summary } from '../worker/session';
import { formatFraction, formatSize } from './format';
import { texts } from './texts';

/** What the page knows beside the session's summary. */
export interface PageState {
  /** The large files are being checked before the image is handed over. */
  checking: boolean;
  /** Bytes of the image that was handed to the browser and is still the one shown. */
  handedBytes?: number | undefined;
}

/** Whether the image is known and good. */
export function canDownload(summary: Summary): boolean {
  return summary.phase === 'ready';
}

/**
 * Whether the image can be asked for: it is known and good, or was so until an edit and is being worked out again, which
 * whoever asks waits for. A button that was off for that moment lost a press that came in it.
 * @param could what it was before
 */
export function canAsk(summary: Summary, could: boolean): boolean {
  return canDownload(summary) || (could && summary.phase === 'preparing' && !summary.isComparing);
}

/** Whether work is going on. */
export function isWorking(summary: Summary): boolean {
  return summary.phase === 'listing' || summary.phase === 'preparing';
}

/** Whether it can be cancelled: what was edited is taken back by Undo. */
export function canCancel({ phase, isJustAdded, isComparing }: Summary): boolean {
  return phase === 'listing' || (phase === 'preparing' && (isJustAdded || isComparing));
}

/** Whether all problems are files that were read before and are not the same any more. */
export function hasOnlyChanges({ problems }: Summary): boolean {
  return problems.length > 0 && problems.every(({ kind }) => kind === 'changed' || kind === 'missing');
}

/** How much is done, 0 to 1, or undefined while that cannot be told. */
export function fractionDone(progress: Progress | undefined): number | undefined {
  if (progress?.unpacking) return Math.min(1, progress.unpacking.bytes / Math.max(1, progress.unpacking.byteLength));
  if (!progress?.listed || progress.files === 0) return undefined;
  // Bytes would promise too much: those of files that were not opened yet are not known.
  return Math.min(1, progress.filesDone / progress.files);
}

/** A status line: `kind` tells when another thing is said, as opposed to the same with other numbers. */
export interface Status {
  kind: string;
  text: string;
  /** Numbers for those who do not see the progress: they are behind its own. */
  figures?: string;
}

/** Where things stand, in a sentence. When Download is off it is also the reason why. */
export function statusOf(summary: Summary, page: PageState): Status {
  const { phase, progress } = summary;
  if (phase === 'empty') return { kind: phase, text: texts.status.empty };
  if (phase === 'listing') {
    const { files, bytes } = progress ?? { files: summary.files, bytes: summary.contentBytes };
    if (progress?.unpacking) return { kind: 'unpacking', text: texts.status.unpacking };
    const text = texts.status.listing;
    return files === 0
      ? { kind: phase, text }
      : { kind: `${phase} files`, text, figures: texts.status.figures(files, bytes) };
  }
  if (phase === 'preparing') {
    const kind = summary.isComparing ? 'comparing' : phase;
    return { kind, text: texts.status[kind] };
  }
  if (phase === 'failed') return { kind: phase, text: texts.status.failed };
  if (phase === 'blocked') {
    if (summary.conflict) return { kind: 'conflict', text: texts.status.conflict };
    if (summary.problemCount === 0) return { kind: `losses ${summary.losses.length}`, text: texts.status.losses };
    const text = hasOnlyChanges(summary) ? texts.status.problemsChanged : texts.status.problems;
    return { kind: `problems ${summary.problemCount}`, text: text(summary.problemCount) };
  }
  if (page.checking) return { kind: 'checking', text: texts.status.checking };
  if (page.handedBytes !== undefined) return { kind: 'handed', text: texts.status.handed(page.handedBytes) };
  if (summary.changedCount > 0) {
    return { kind: `changed ${summary.changedCount}`, text: texts.status.changed(summary.changedCount) };
  }
  return { kind: phase, text: texts.status.ready };
}

/** Milliseconds between two sentences that differ only in their numbers: a screen reader reads each of them. */
export const STATUS_PAUSE = 5000;

/** The status to say: `next`, or still `said` (of time `saidAt`) when only its numbers changed a moment ago. */
export function statusToSay(said: Status, saidAt: number, next: Status, now: number): Status {
  return next.kind === said.kind && now - saidAt < STATUS_PAUSE ? said : next;
}

/** The title of the document. */
export function titleOf(summary: Summary): string {
  if (summary.phase === 'empty') return texts.title;
  const fraction = fractionDone(summary.progress);
  if (isWorking(summary)) return texts.titleWorking(fraction === undefined ? undefined : formatFraction(fraction));
  if (summary.phase === 'ready') return texts.titleReady(summary.fileName, formatSize(summary.imageBytes));
  return texts.titleAttention(summary.fileName);
}
