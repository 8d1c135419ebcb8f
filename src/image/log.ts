import type { Layout, Region } from './layout';
import type { ImageOptions } from './options';

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

/**
 * A genisoimage command with these options; mkisofs where genisoimage has no such option. `rest` are its last words,
 * the paths among them.
 */
export function commandLine(options: ImageOptions, output: string, rest: readonly string[]): string {
  const words = options.duplicatesOnce ? ['mkisofs', '-duplicates-once'] : ['genisoimage'];
  if (options.joliet) words.push('-J');
  if (options.rockRidge === 'rationalized') words.push('-r');
  if (options.rockRidge === 'full') words.push('-R');
  if (options.isoLevel > 1) words.push('-iso-level', String(options.isoLevel));
  words.push('-f', '-V', options.volumeName, '-o', output, ...rest);
  return words.map(quote).join(' ');
}

/** A word as a POSIX shell takes it for what it is. */
function quote(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
