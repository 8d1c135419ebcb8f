/** Pointing at the map: what is under a mouse, a click, the wheel with Ctrl, and two fingers that zoom. */
import type { MapView } from './map-view';
import { blockAt } from './map-window';

/** How far the wheel, or two fingers, go for a step of the zoom. */
const WHEEL_STEP = 60;
const PINCH_STEP = 1.5;
/** CSS pixels that a finger may move and still be a tap. */
const TAP = 8;

export class MapPointers {
  readonly #view: MapView;
  readonly #seek: (square: number) => void;
  #canvas: HTMLCanvasElement | undefined;
  #wheel = 0;
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #spread = 0;
  /** Where what may become a click began. */
  #pressed: { x: number; y: number } | undefined;

  /** @param seek a square was clicked */
  constructor(view: MapView, seek: (square: number) => void) {
    this.#view = view;
    this.#seek = seek;
  }

  /** Follows the pointers over the map. Returns the function that ends that. */
  attach(canvas: HTMLCanvasElement): () => void {
    this.#canvas = canvas;
    const ending = new AbortController();
    const { signal } = ending;
    const on = <Type extends keyof HTMLElementEventMap>(type: Type, act: (event: HTMLElementEventMap[Type]) => void) =>
      canvas.addEventListener(type, act, { signal, passive: false });
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#up(event));
    on('pointercancel', (event) => this.#gone(event));
    on('pointerleave', (event) => {
      this.#gone(event);
      if (event.pointerType === 'mouse') this.#view.point(undefined);
    });
    on('wheel', (event) => this.#turn(event));
    return () => ending.abort();
  }

  #blockAt({ clientX, clientY }: { clientX: number; clientY: number }): number | undefined {
    const box = this.#canvas?.getBoundingClientRect();
    const { part, blocks, grid } = this.#view;
    if (!box || box.width === 0) return undefined;
    // The canvas is a little smaller or larger than its squares where those do not end at pixels of the screen.
    const scale = (grid.value.columns * grid.value.square) / box.width;
    return blockAt((clientX - box.left) * scale, (clientY - box.top) * scale, part.value, blocks.value, grid.value);
  }

  #down(event: PointerEvent) {
    this.#pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : undefined;
    if (event.pointerType !== 'touch') return;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#spread = this.#distance();
    if (this.#fingers.size > 1) this.#pressed = undefined;
  }

  #move(event: PointerEvent) {
    const finger = this.#fingers.get(event.pointerId);
    if (finger) {
      Object.assign(finger, { x: event.clientX, y: event.clientY });
      this.#pinch();
    }
    if (this.#fingers.size > 1) return;
    this.#view.point(this.#blockAt(event));
  }

  #up(event: PointerEvent) {
    const start = this.#pressed;
    this.#gone(event);
    const isTap = start && Math.hypot(event.clientX - start.x, event.clientY - start.y) < TAP;
    const square = isTap ? this.#blockAt(event) : undefined;
    if (square === undefined) return;
    this.#view.cursor.value = square;
    // A finger sees first what lies there: the name below the map leads on.
    this.#view.point(square);
    if (event.pointerType !== 'touch') this.#seek(square);
  }

  #gone({ pointerId }: PointerEvent) {
    this.#fingers.delete(pointerId);
    this.#pressed = undefined;
  }

  #pinch() {
    const spread = this.#distance();
    if (this.#fingers.size !== 2 || this.#spread === 0) return;
    const grown = spread / this.#spread;
    if (grown < PINCH_STEP && grown > 1 / PINCH_STEP) return;
    const [one, other] = [...this.#fingers.values()] as [{ x: number; y: number }, { x: number; y: number }];
    const middle = { clientX: (one.x + other.x) / 2, clientY: (one.y + other.y) / 2 };
    this.#view.zoom(grown > 1, this.#blockAt(middle));
    this.#spread = spread;
  }

  #distance(): number {
    const [one, other] = [...this.#fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  }

  /** The wheel alone scrolls the page. A trackpad's two fingers come as a wheel with Ctrl. */
  #turn(event: WheelEvent) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#wheel += event.deltaY;
    while (Math.abs(this.#wheel) >= WHEEL_STEP) {
      this.#view.zoom(this.#wheel < 0, this.#blockAt(event));
      this.#wheel -= Math.sign(this.#wheel) * WHEEL_STEP;
    }
  }
}
