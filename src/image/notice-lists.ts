/** All notices of an image, in groups of one code: counted at once, and made one by one as they are asked for. */
import { bootNotices } from './boot-notices';
import { encoderNoticeGroups, encoderNotices } from './changes';
import { identifierNotices } from './identifiers';
import type { LaidOut } from './lay-out';
import { type FullNotice, NOTICE_KINDS, type Notice, type NoticeCode, noticeSentence, type Severity } from './notices';
import type { ImageOptions } from './options';
import { tableNotices } from './translation-tables';

/** Notices of one code. */
export interface NoticeList {
  code: NoticeCode;
  /** As it is in this image. */
  severity: Severity;
  count: number;
  /** Each time anew, in the order of the image. */
  notices: () => Iterable<Notice>;
}

/**
 * The notices of an image: of its identifiers, those of its sources, and the encoder's.
 * @param collected by the sources
 */
export function noticeLists(
  collected: readonly Notice[],
  { options, tree, manifest, encoder }: LaidOut,
): readonly NoticeList[] {
  const byCode = new Map<NoticeCode, Notice[]>();
  const ofTables = tableNotices(encoder, manifest, options);
  for (const notice of [...identifierNotices(options), ...ofTables, ...bootNotices(tree), ...collected]) {
    const list = byCode.get(notice.code);
    if (list) list.push(notice);
    else byCode.set(notice.code, [notice]);
  }
  return [
    ...[...byCode].map(([code, list]) => ({
      code,
      severity: severityIn(options, code),
      count: list.length,
      notices: () => list,
    })),
    ...encoderNoticeGroups(encoder.layout).map(({ code, count }) => ({
      code,
      severity: severityIn(options, code),
      count,
      notices: () => encoderNotices(encoder, tree, manifest, code),
    })),
  ];
}

/** Every notice of some lists, with its sentence. */
export function* fullNotices(lists: readonly NoticeList[]): Generator<FullNotice> {
  for (const { severity, notices } of lists) {
    for (const { code, ...rest } of notices()) {
      yield { code, severity, ...rest, sentence: noticeSentence({ code, ...rest }) };
    }
  }
}

/** How much a notice matters in an image: where there are only plain ISO 9660 names, every reader shows those. */
function severityIn({ joliet, rockRidge }: ImageOptions, code: NoticeCode): Severity {
  const isShown = !joliet && rockRidge === 'none' && (code === 'iso-name' || code === 'iso-collision');
  return isShown ? 'changed' : NOTICE_KINDS[code].severity;
}
