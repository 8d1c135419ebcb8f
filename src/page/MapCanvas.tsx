import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useAnswer } from './answers';
import { COLOUR_NAMES, type Colours, readColours } from './map-colours';
import { draw, type Run } from './map-drawing';
import { type InSquare, lookAt, spokenSquare } from './map-pieces';
import { MapPointers } from './map-pointers';
import type { MapView } from './map-view';
import { part, session, sought } from './state';
import { texts } from './texts-disc';

/** What can be done with the map is said in an element of this id. */
export const MAP_HELP = 'map-help';
const BLOCK_BYTES = 2048;

const selection = part('selection');
const revision = part('revision');
const phase = part('phase');

interface MapCanvasProps {
  view: MapView;
  /** What lies where somebody points, or the keys are. */
  found: InSquare | undefined;
}

/** The map itself: for the keys, and for a screen reader, a slider over the blocks that says what lies in each. */
export function MapCanvas({ view, found }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = useRef<HTMLDivElement>(null);
  const pointers = useRef<MapPointers>(undefined);
  pointers.current ??= new MapPointers(view, (square) => void seek(square, view.part.value.each));
  const isFocused = useSignal(false);
  const colours = useColours(palette);
  const ratio = usePixelRatio();
  const marked = useMarked();
  const pointed = view.pointed.value === undefined ? undefined : found?.piece;

  useEffect(() => {
    const picture = view.picture.value;
    if (!canvas.current || !picture || !colours) return;
    const drawing = { grid: view.grid.value, part: view.part.value, picture, colours, pointed, marked };
    draw(canvas.current, { ...drawing, cursor: isFocused.value ? view.cursorSquare.value : undefined }, ratio);
  });
  useEffect(() => (canvas.current ? pointers.current?.attach(canvas.current) : undefined), []);

  return (
    <div
      class="map"
      role="slider"
      tabIndex={0}
      aria-label={texts.map.label}
      aria-describedby={MAP_HELP}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, view.blocks.value - 1)}
      aria-valuenow={view.cursor.value}
      aria-valuetext={found && spokenSquare(found)}
      onFocus={() => {
        isFocused.value = true;
        view.come();
      }}
      onBlur={() => (isFocused.value = false)}
      onKeyDown={(event) => actOnKey(event, view)}
    >
      <canvas ref={canvas} />
      <div class="map-palette" ref={palette} aria-hidden="true">
        {COLOUR_NAMES.map((name) => (
          <span key={name} class="swatch" data-colour={name} />
        ))}
      </div>
    </div>
  );
}

function actOnKey(event: KeyboardEvent, view: MapView) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const to = view.target(key);
  if (to !== undefined) view.goTo(to);
  else if (key === '+' || key === '=') view.zoom(true);
  else if (key === '-') view.zoom(false);
  else if (key === '0') view.showAll();
  else if (key === 'Enter') void seek(view.cursorSquare.value, view.part.value.each);
  else return;
  event.preventDefault();
}

/** Shows in the tree what has most of a square. */
async function seek(square: number, each: number) {
  const found = await lookAt(square, each).catch(() => undefined);
  const entry = found?.piece.entry;
  // The top folder has no row.
  if (entry !== undefined && found?.piece.path !== '') sought.value = { entry };
}

/** Where the selected file lies. */
function useMarked(): Run | undefined {
  const { only } = selection.value;
  const key = phase.value === 'ready' ? `${only} ${revision.value}` : undefined;
  const onDisc = useAnswer(key, async () => (only === undefined ? undefined : session().onDisc(only)));
  if (only === undefined || onDisc?.entry !== only) return undefined;
  const { firstBlock, discBytes } = onDisc;
  return firstBlock === undefined || !discBytes ? undefined : { firstBlock, blocks: discBytes / BLOCK_BYTES };
}

/** The colours of the style, also when that changes. */
function useColours(palette: { current: HTMLDivElement | null }): Colours | undefined {
  const colours = useSignal<Colours | undefined>(undefined);
  useEffect(() => {
    const read = () => {
      if (palette.current) colours.value = readColours(palette.current);
    };
    read();
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(
      matchMedia,
    );
    for (const query of queries) query.addEventListener('change', read);
    return () => {
      for (const query of queries) query.removeEventListener('change', read);
    };
  }, []);
  return colours.value;
}

/** Pixels of the screen for one of CSS, also when the window goes to another screen, or the page is zoomed. */
function usePixelRatio(): number {
  const ratio = useSignal(devicePixelRatio);
  useSignalEffect(() => {
    const query = matchMedia(`(resolution: ${ratio.value}dppx)`);
    const changed = () => (ratio.value = devicePixelRatio);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  });
  return ratio.value;
}
