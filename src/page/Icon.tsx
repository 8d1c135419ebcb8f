import { ChevronRight, CornerLeftUp, FolderInput, Redo2, Undo2 } from './icons';

/** Those that point along the line: they point the other way where it is written from right to left. */
const POINTING: readonly string[] = [ChevronRight, CornerLeftUp, FolderInput, Redo2, Undo2];

/** An icon of icons.ts, drawn in the colour of the text. It says nothing: its neighbour does. */
export function Icon({ path, size = 18 }: { path: string; size?: number }) {
  return (
    <svg
      class={POINTING.includes(path) ? 'icon pointing' : 'icon'}
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
    >
      <path d={path} />
    </svg>
  );
}
