/** A treemap: rectangles as large as what they stand for, and as square as may be (Bruls, Huizing, van Wijk 2000). */

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Rectangles of values, the largest first, that fill an area. Values are greater than 0. */
export function squarify(values: readonly number[], area: Rectangle): Rectangle[] {
  const all = values.reduce((sum, value) => sum + value, 0);
  const scale = all > 0 ? (area.width * area.height) / all : 0;
  const placed: Rectangle[] = [];
  let rest = { ...area };
  let first = 0;
  while (first < values.length) {
    const side = Math.min(rest.width, rest.height);
    let end = first + 1;
    let sum = (values[first] as number) * scale;
    // A row takes the next value as long as its worst rectangle becomes squarer by it.
    while (end < values.length) {
      const next = (values[end] as number) * scale;
      const largest = (values[first] as number) * scale;
      if (worst(largest, next, sum + next, side) > worst(largest, (values[end - 1] as number) * scale, sum, side))
        break;
      sum += next;
      end++;
    }
    const isLast = end === values.length;
    const isUpright = rest.width >= rest.height;
    const depth = isLast ? Math.max(rest.width, rest.height) : side > 0 ? sum / side : 0;
    let at = 0;
    for (let index = first; index < end; index++) {
      const share = sum > 0 ? ((values[index] as number) * scale) / sum : 0;
      const length = index === end - 1 ? side - at : side * share;
      placed.push(
        isUpright
          ? { x: rest.x, y: rest.y + at, width: depth, height: length }
          : { x: rest.x + at, y: rest.y, width: length, height: depth },
      );
      at += length;
    }
    rest = isUpright
      ? { ...rest, x: rest.x + depth, width: Math.max(0, rest.width - depth) }
      : { ...rest, y: rest.y + depth, height: Math.max(0, rest.height - depth) };
    first = end;
  }
  return placed;
}

/** How far from a square the worst rectangle of a row is: of areas from `least` to `most`, all `sum` together. */
function worst(most: number, least: number, sum: number, side: number): number {
  const square = side * side;
  const all = sum * sum;
  return Math.max((square * most) / all, all / (square * least));
}

export interface PlacesWithRest {
  places: Rectangle[];
  /** Undefined where nothing is left. */
  rest: Rectangle | undefined;
}

/** The same with what is left of them, in one rectangle, which stands where its size puts it. */
export function squarifyWithRest(values: readonly number[], rest: number, area: Rectangle): PlacesWithRest {
  if (rest <= 0) return { places: squarify(values, area), rest: undefined };
  const before = values.filter((value) => value >= rest).length;
  const places = squarify([...values.slice(0, before), rest, ...values.slice(before)], area);
  const [own] = places.splice(before, 1);
  return { places, rest: own };
}

/** How many of the largest values can be shown so that no rectangle is narrower than `least`, all others sharing one. */
export function shownCount(values: readonly number[], others: number, area: Rectangle, least: number): number {
  for (let count = values.length; count > 0; count--) {
    const rest = others + values.slice(count).reduce((sum, value) => sum + value, 0);
    const { places } = squarifyWithRest(values.slice(0, count), rest, area);
    if (places.every(({ width, height }) => width >= least && height >= least)) return count;
  }
  return 0;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest rectangle in a direction, by their middles; the same where there is none. */
export function neighbour(rectangles: readonly Rectangle[], from: number, direction: Direction): number {
  const start = rectangles[from];
  if (!start) return from;
  const isFlat = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const middle = ({ x, y, width, height }: Rectangle) => [x + width / 2, y + height / 2] as const;
  const [startX, startY] = middle(start);
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, rectangle] of rectangles.entries()) {
    const [x, y] = middle(rectangle);
    const along = sign * (isFlat ? x - startX : y - startY);
    if (index === from || along <= 0.5) continue;
    const across = Math.abs(isFlat ? y - startY : x - startX);
    // Straight ahead is nearer than the same way aslant.
    const distance = along + across * 2;
    if (distance >= least) continue;
    best = index;
    least = distance;
  }
  return best;
}
