import type { Layout, Region } from './layout';

/** The line with which genisoimage announces a stage. */
export function stageBegins(region: Region): string {
  return `Writing:   ${region.name.padEnd(40)}Start Block ${region.firstBlock}`;
}

/** The line with which genisoimage ends a stage. */
export function stageEnds(region: Region): string {
  return `Done with: ${region.name.padEnd(40)}Block(s)    ${region.blocks}`;
}

/** The totals that genisoimage shows after the files. */
export function totals(layout: Layout): string[] {
  return [
    `Total translation table size: ${layout.translationTableBytes}`,
    `Total rockridge attributes bytes: ${layout.rockRidgeBytes}`,
    `Total directory bytes: ${layout.directoryBytes}`,
    `Path table size(bytes): ${layout.pathTableBytes}`,
  ];
}

/** The last line: blocks of 2,048 bytes, and MiB rounded down. */
export function extentsWritten(layout: Layout): string {
  return `${layout.blocks} extents written (${Math.floor(layout.blocks / 512)} MB)`;
}

/** What genisoimage's log would have shown of an image: its stages, totals and size. */
export function stageLog(layout: Layout): string[] {
  const lines: string[] = [];
  for (const region of layout.regions) {
    lines.push(stageBegins(region));
    if (region.name === 'The File(s)') lines.push(...totals(layout));
    lines.push(stageEnds(region));
  }
  return [...lines, extentsWritten(layout)];
}
