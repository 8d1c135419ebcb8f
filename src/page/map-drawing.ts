/** Draws the map of the disc on a canvas. */
import { type DiscPicture, SHADE } from '../worker/session';
import { type Colours, colourName } from './map-colours';
import { type Grid, type Part, squares } from './map-window';

/** How much of its colour a square has whose piece stands beside another of the same. */
const SHADE_ALPHA = 0.72;

/** Blocks from one to another, both in it. */
export interface Run {
  firstBlock: number;
  blocks: number;
}

export interface Drawing {
  grid: Grid;
  /** What the map is to show. */
  part: Part;
  /** What is known, maybe of another part: then what both have is drawn. */
  picture: DiscPicture;
  colours: Colours;
  /** What is pointed at. */
  pointed: Run | undefined;
  /** What is selected in the tree. */
  marked: Run | undefined;
  /** The square that the keys are in. */
  cursor: number | undefined;
}

export function draw(canvas: HTMLCanvasElement, drawing: Drawing, pixelRatio: number): void {
  const { grid, part, picture, colours, pointed, marked, cursor } = drawing;
  const context = canvas.getContext('2d');
  // What was drawn before stays until there is a picture of what is to be seen: nothing flickers.
  if (!context || picture.blocksEach !== part.each) return;
  // Squares end at pixels of the screen, so that all are alike.
  const square = Math.max(2, Math.round(grid.square * pixelRatio));
  const gap = Math.max(1, Math.round(square * 0.1));
  const [width, height] = [grid.columns * square, grid.rows * square];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.style.inlineSize = `${width / pixelRatio}px`;
  canvas.style.blockSize = `${height / pixelRatio}px`;
  context.clearRect(0, 0, width, height);

  const place = (at: number) => [(at % grid.columns) * square, Math.floor(at / grid.columns) * square] as const;
  const styles = picture.colours.map((colour) => colours[colourName(colour)] ?? '');
  const offset = (part.first - picture.first) / part.each;
  const count = Math.min(squares(grid), Math.ceil((picture.blocks - part.first) / part.each));
  for (let at = 0; at < count; at++) {
    const cell = picture.cells[at + offset];
    if (cell === undefined) continue;
    const [x, y] = place(at);
    const style = styles[cell % SHADE] as string;
    // Where nothing is there are no neighbours to tell apart.
    context.globalAlpha = cell >= SHADE && style !== colours.empty ? SHADE_ALPHA : 1;
    context.fillStyle = style;
    context.fillRect(x, y, square - gap, square - gap);
  }
  context.globalAlpha = 1;

  const spanOf = ({ firstBlock, blocks }: Run) => {
    const from = Math.max(0, Math.floor((firstBlock - part.first) / part.each));
    const to = Math.min(count - 1, Math.floor((firstBlock + blocks - 1 - part.first) / part.each));
    return { from, to };
  };
  const over = colours.over ?? '';
  if (pointed) {
    context.fillStyle = over;
    const { from, to } = spanOf(pointed);
    for (let at = from; at <= to; at++) {
      const [x, y] = place(at);
      context.fillRect(x, y, square - gap, square - gap);
    }
  }
  if (marked) {
    // A dot in each square: seen on every colour, and beside what is pointed at.
    const { from, to } = spanOf(marked);
    const side = Math.max(2, Math.round(square * 0.36));
    const inset = Math.round((square - gap - side) / 2);
    for (let at = from; at <= to; at++) {
      const [x, y] = place(at);
      context.fillStyle = over;
      context.fillRect(x + inset - 1, y + inset - 1, side + 2, side + 2);
      context.fillStyle = colours.behind ?? '';
      context.fillRect(x + inset, y + inset, side, side);
    }
  }
  if (cursor !== undefined) {
    const at = Math.floor((cursor - part.first) / part.each);
    if (at < 0 || at >= count) return;
    const [x, y] = place(at);
    const line = Math.max(2, Math.round(1.5 * pixelRatio));
    context.lineWidth = line;
    context.strokeStyle = colours.behind ?? '';
    context.strokeRect(x - line * 1.5, y - line * 1.5, square - gap + line * 3, square - gap + line * 3);
    context.strokeStyle = over;
    context.strokeRect(x - line / 2, y - line / 2, square - gap + line, square - gap + line);
  }
}
