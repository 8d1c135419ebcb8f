/** The colours of the map, as the style has them: named here, read from there. */
import { type DiscColour, GROUPS } from '../worker/session';

/** Names of colours that pieces other than files have. */
export type Shared = 'empty' | 'descriptor' | 'path' | 'folder' | 'joliet';
const KIND_COLOURS: Readonly<Record<string, Shared>> = {
  'system-area': 'empty',
  padding: 'empty',
  'primary-descriptor': 'descriptor',
  'boot-record': 'descriptor',
  'enhanced-descriptor': 'descriptor',
  'joliet-descriptor': 'descriptor',
  terminator: 'descriptor',
  version: 'descriptor',
  extension: 'descriptor',
  'path-table': 'path',
  'joliet-path-table': 'path',
  directory: 'folder',
  'translation-table': 'folder',
  'boot-catalog': 'folder',
  'joliet-directory': 'joliet',
};
export const SHARED: readonly Shared[] = ['empty', 'descriptor', 'path', 'folder', 'joliet'];

/** What the style calls a colour: `--map-…`. */
export function colourName(colour: DiscColour): string {
  return typeof colour === 'number' ? `group-${colour}` : (KIND_COLOURS[colour] ?? groupName(GROUPS));
}
export const groupName = (group: number) => `group-${group}`;

export const COLOUR_NAMES: readonly string[] = [
  ...SHARED,
  ...Array.from({ length: GROUPS + 2 }, (_, group) => groupName(group)),
  // what is drawn over the squares, and what is behind them
  'over',
  'behind',
];
export type Colours = Readonly<Record<string, string>>;

/** Reads the colours from elements that have them, as they are now: light, dark, or the system's. */
export function readColours(palette: HTMLElement): Colours {
  return Object.fromEntries(
    Array.from(palette.children, (element) => [
      (element as HTMLElement).dataset.colour,
      getComputedStyle(element).backgroundColor,
    ]),
  );
}
