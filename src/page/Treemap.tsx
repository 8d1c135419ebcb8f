import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EntryId, RoomInFolder, RoomItem, RoomPart } from '../worker/session';
import { formatShare, formatSize, quoteName } from './format';
import { groupName } from './map-colours';
import { Name } from './Name';
import { sought } from './state';
import { texts } from './texts-disc';
import { type Direction, neighbour, type Rectangle, shownCount, squarifyWithRest } from './treemap';

/** CSS pixels of the smallest rectangle that can be pressed, and from which on there is room for words. */
const LEAST = 26;
const DRAWN = { width: 6, height: 6 };
const NAMED = { width: 58, height: 24 };
const SIZED = { width: 58, height: 44 };
/** Of the name above what is in a folder, and of the frame around that. */
const HEAD = 24;
const FRAME = 4;
/** What is in a folder is drawn where it has so much room, and each part of it this much. */
const NESTED = { width: 90, height: 70 };
const LEAST_INSIDE = 5;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface TreemapProps {
  room: RoomInFolder;
  /** What takes the focus once it is drawn: an entry in a folder, or its first. */
  toFocus: { current: { entry: EntryId | undefined; in: EntryId } | undefined };
  open: (folder: EntryId) => void;
  up: () => void;
}

/** Rectangles as large as what is in a folder; of folders one sees what is in them. */
export function Treemap({ room, toFocus, open, up }: TreemapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  const active = useSignal(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([change]) => {
      if (change) size.value = { width: change.contentRect.width, height: change.contentRect.height };
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const area = { x: 0, y: 0, ...size.value };
  const filled = room.parts.filter(({ byteLength }) => byteLength > 0);
  const bytes = filled.map(({ byteLength }) => byteLength);
  const count = area.width > 0 ? shownCount(bytes, room.others.byteLength, area, LEAST) : 0;
  const parts = filled.slice(0, count);
  const rest = bytes.slice(count).reduce((sum, value) => sum + value, room.others.byteLength);
  const restCount = filled.length - count + room.others.count;
  const { places, rest: others } = squarifyWithRest(bytes.slice(0, count), rest, area);
  const focused = Math.min(active.value, Math.max(0, parts.length - 1));

  useLayoutEffect(() => {
    const wanted = toFocus.current;
    if (!wanted || wanted.in !== room.entry || parts.length === 0) return;
    toFocus.current = undefined;
    const at = parts.findIndex(({ entry }) => entry === wanted.entry);
    active.value = Math.max(0, at);
    buttonAt(frame.current, active.value)?.focus({ preventScroll: true });
  });

  const act = ({ kind, entry }: Pick<RoomPart, 'kind' | 'entry'>) => {
    if (kind === 'folder') open(entry);
    else sought.value = { entry };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    const ends: Record<string, number> = { Home: 0, End: parts.length - 1 };
    if (event.key === 'Backspace') up();
    else if (direction || event.key in ends) {
      active.value = direction ? neighbour(places, focused, direction) : (ends[event.key] as number);
      buttonAt(frame.current, active.value)?.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no form
    <div class="treemap" ref={frame} role="group" aria-label={texts.sizes.label(room.name)} onKeyDown={onKeyDown}>
      {parts.map((part, at) => (
        <PartButton
          key={part.entry}
          part={part}
          place={places[at] as Rectangle}
          all={room.byteLength}
          tabIndex={at === focused ? 0 : -1}
          act={(what) => {
            active.value = at;
            act(what);
          }}
        />
      ))}
      {others && fits(others, DRAWN) && (
        <div class="rest" style={styleOf(others)} title={texts.sizes.others(restCount)}>
          {fits(others, NAMED) && <span>{texts.sizes.others(restCount)}</span>}
          {fits(others, SIZED) && <span class="part-size">{formatSize(rest)}</span>}
        </div>
      )}
    </div>
  );
}

interface PartButtonProps {
  part: RoomPart;
  place: Rectangle;
  /** Bytes of the folder. */
  all: number;
  tabIndex: number;
  act: (what: Pick<RoomPart, 'kind' | 'entry'>) => void;
}

function PartButton({ part, place, all, tabIndex, act }: PartButtonProps) {
  const { name, byteLength, group } = part;
  const label = texts.sizes.cell(name, formatSize(byteLength), formatShare(byteLength / all));
  const isNested = part.kind === 'folder' && fits(place, NESTED);
  return (
    <button
      type="button"
      class={isNested ? 'part nested' : 'part'}
      data-colour={group === undefined ? undefined : groupName(group)}
      style={styleOf(place)}
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      onClick={({ target }) => {
        // What is in it can be pressed too, by those who point; the keys go into it first.
        const inner = target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
        const { entry, kind } = inner?.dataset ?? {};
        act(entry === undefined ? part : { entry: Number(entry), kind: kind === 'folder' ? 'folder' : 'file' });
      }}
    >
      {fits(place, NAMED) && (
        <span class="part-name">
          <Name>{name}</Name>
        </span>
      )}
      {(isNested || fits(place, SIZED)) && <span class="part-size">{formatSize(byteLength)}</span>}
      {isNested && <Inside part={part} place={place} />}
    </button>
  );
}

/** The largest entries in a folder, within its rectangle, and what is in those. */
function Inside({ part: { parts, byteLength }, place }: { part: RoomItem; place: Rectangle }) {
  const area = { x: FRAME, y: HEAD, width: place.width - 2 * FRAME - 2, height: place.height - HEAD - FRAME - 2 };
  const filled = parts.filter((one) => one.byteLength > 0);
  const told = filled.reduce((sum, one) => sum + one.byteLength, 0);
  const rest = byteLength - told;
  const { places } = squarifyWithRest(
    filled.map((one) => one.byteLength),
    rest,
    area,
  );
  return (
    <>
      {filled.map((item, at) => {
        const inner = places[at] as Rectangle;
        if (Math.min(inner.width, inner.height) < LEAST_INSIDE) return null;
        const { entry, name, byteLength: bytes } = item;
        return (
          <span
            key={entry}
            class="inner"
            data-entry={entry}
            data-kind={item.kind}
            style={styleOf(inner)}
            title={`${quoteName(name)}, ${formatSize(bytes)}`}
          >
            {fits(inner, NAMED) && <Name>{name}</Name>}
            {item.parts.length > 0 && fits(inner, NESTED) && <Inside part={item} place={inner} />}
          </span>
        );
      })}
    </>
  );
}

const fits = (place: Rectangle, { width, height }: { width: number; height: number }) =>
  place.width >= width && place.height >= height;

const styleOf = ({ x, y, width, height }: Rectangle) => ({
  '--x': `${x}px`,
  '--y': `${y}px`,
  '--width': `${width}px`,
  '--height': `${height}px`,
});

const buttonAt = (frame: HTMLElement | null, at: number) => frame?.querySelectorAll<HTMLElement>('.part')[at];
