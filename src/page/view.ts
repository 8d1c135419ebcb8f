/**
 * Draws the page: JSX as a description of elements, compared with those that are there, so that only what differs is
 * touched. Components are functions of their props and of signals, without state of their own. Attributes, events and
 * style properties have the DOM's own names.
 *
 * TypeScript and Vite find this as `#view/jsx-runtime` (package.json, `imports`).
 */
import { afterChanges } from './signal';

/** What a component gives: elements, text, lists of them; `null`, `undefined` and booleans show nothing. */
export type Child = Description | string | number | boolean | null | undefined | readonly Child[];

type Component = (props: never) => Child;
type Props = { readonly [name: string]: unknown };

interface Description {
  type: string | Component;
  props: Props;
  key: string | number | undefined;
}

/** An element or text of the page, and what it was drawn from. */
interface Drawn {
  type: string;
  node: Element | Text;
  props: Props;
  children: Drawings;
  /** The events that it is listened to for, once and for good. */
  heard: Set<string>;
}
/** By place: the way from the parent through lists and components, each step a key or, without one, a number. */
type Drawings = Map<string, Drawn>;

const SVG = 'http://www.w3.org/2000/svg';

let waiting: (() => void)[] = [];

/** What JSX becomes. */
export function jsx(type: string | Component, props: Props, key?: string | number): Description {
  return { type, props, key };
}
export type { JSX } from './jsx';
export { jsx as jsxs };

/** `<>…</>`: its children alone. */
export function Fragment({ children }: { children?: Child }): Child {
  return children;
}

/** Shows `view` in `place` from now on. */
export function show(view: () => Child, place: Element) {
  let drawn: Drawings = new Map();
  afterChanges(() => {
    drawn = drawChildren(place, drawn, view());
    const due = waiting;
    waiting = [];
    for (const act of due) act();
  });
}

/** For components: calls `act` once all that is being drawn is on the page. */
export function afterDrawing(act: () => void) {
  waiting.push(act);
}

function drawChildren(parent: Element, before: Drawings, children: Child): Drawings {
  const after: Drawings = new Map();
  const draw = (child: Child, around: string, index?: number) => {
    if (child === null || child === undefined || typeof child === 'boolean') return;
    // A key counts wherever it is given: a component may give one alone.
    const place = `${around}/${(child as Description).key ?? index ?? ''}`;
    if (isList(child)) {
      for (const [at, one] of child.entries()) draw(one, place, at);
    } else if (typeof child === 'object' && typeof child.type === 'function') {
      draw(child.type(child.props as never), place);
    } else if (after.has(place)) {
      // Two of one key.
      draw(child, `${place}+`);
    } else {
      const drawn = before.get(place);
      const isText = typeof child !== 'object';
      after.set(place, isText ? drawText(drawn, String(child)) : drawElement(parent, drawn, child));
    }
  };
  draw(children, '');

  for (const [place, { node }] of before) if (after.get(place)?.node !== node) node.remove();
  let next = parent.firstChild;
  for (const { node } of after.values()) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
  return after;
}

const nothingYet = () => ({ props: {}, children: new Map(), heard: new Set<string>() });

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

function drawText(before: Drawn | undefined, text: string): Drawn {
  const drawn = before?.type === '' ? before : { type: '', node: new Text(), ...nothingYet() };
  if (drawn.node.textContent !== text) drawn.node.textContent = text;
  return drawn;
}

function drawElement(parent: Element, before: Drawn | undefined, description: Description): Drawn {
  const { props } = description;
  const type = description.type as string;
  const isNew = before?.type !== type;
  const drawn: Drawn = isNew ? { type, node: create(parent, type), ...nothingYet() } : before;
  const node = drawn.node as Element;
  const old = drawn.props;
  drawn.props = props;
  for (const name in { ...old, ...props }) {
    const value = props[name];
    if (name === 'value') {
      // What was typed is only here: the description before may be the same.
      const input = node as HTMLInputElement;
      if (input.value !== value) input.value = String(value);
    } else if (value === old[name] || name === 'children') {
      // as it is
    } else if (name === 'ref') {
      if (isNew) afterDrawing(() => (value as (element: Element) => void)(node));
    } else if (name === 'style') {
      for (const [property, text] of Object.entries(value ?? {})) {
        (node as HTMLElement).style.setProperty(property, text);
      }
    } else if (name.startsWith('on')) {
      if (drawn.heard.has(name)) continue;
      drawn.heard.add(name);
      node.addEventListener(name.slice(2), (event) => (drawn.props[name] as EventListener | undefined)?.(event));
    } else if (value === undefined || (value === false && !name.startsWith('aria-'))) {
      node.removeAttribute(name);
    } else {
      node.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
    }
  }
  drawn.children = drawChildren(node, drawn.children, props.children as Child);
  return drawn;
}

function create(parent: Element, type: string): Element {
  const isSvg = type === 'svg' || parent.namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, type) : document.createElement(type);
}
