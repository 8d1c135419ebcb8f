import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Geometry, positionAfterScroll, spacerHeight, visibleRows } from './row-window';

interface LongListProps<Item> {
  label: string;
  total: number;
  /** A window of it. */
  load: (first: number, count: number) => Promise<Item[]>;
  row: (item: Item) => ComponentChildren;
}

/** Of a row: two lines. */
const ROW_REMS = 3.25;
/** Rows above and below what is seen. */
const MARGIN = 30;

/** A list of any length whose rows are all as high: what is in sight is asked for and drawn. */
export function LongList<Item>({ label, total, load, row }: LongListProps<Item>) {
  const element = useRef<HTMLDivElement>(null);
  const size = useSignal({ rowHeight: 52, viewport: 400 });
  const position = useSignal({ top: 0, scrollTop: 0 });
  const known = useSignal<{ first: number; items: Item[] }>({ first: 0, items: [] });
  const geometry: Geometry = { total, ...size.value };
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      size.value = { rowHeight: ROW_REMS * rem, viewport: current.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const { first, count } = visibleRows(geometry, position.value.top, MARGIN);
  useEffect(() => {
    let isWanted = true;
    load(first, count).then(
      (items) => {
        if (isWanted) known.value = { first, items };
      },
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [first, count, total]);
  const { top, scrollTop } = position.value;
  return (
    <section
      ref={element}
      class="long-list"
      aria-label={label}
      tabindex={0}
      onScroll={({ currentTarget }) => {
        position.value = positionAfterScroll(geometry, position.peek(), currentTarget.scrollTop);
      }}
    >
      <ul style={{ blockSize: `${spacerHeight(geometry)}px` }}>
        {known.value.items.map((item, at) => {
          const index = known.value.first + at;
          // Where the list is higher than a browser can draw, the scrollbar is not where the rows are.
          const start = index * geometry.rowHeight - top + scrollTop;
          return (
            <li
              key={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              style={{ insetBlockStart: `${start}px`, blockSize: `${geometry.rowHeight}px` }}
            >
              {row(item)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
