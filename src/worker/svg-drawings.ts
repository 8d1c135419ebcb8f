/**
 * Whether an SVG image may be drawn: a browser lays it out on the page's own thread, and a small one may take without end.
 * What it refers to is drawn again wherever it does; what that comes to is counted, rather too high than too low.
 */
import { type SvgElement, svgElements } from './svg-elements';

/** Longer ones are not drawn. */
export const MOST_SVG_BYTES = 1 << 20;
/** Elements that are drawn, over and over or once. */
const MOST_DRAWN = 100_000;
/** What the effects of a filter and pictures count as: each goes over all points, some many times. */
const EFFECT_COST = 1000;
const COSTLY = /^(?:image|fegaussianblur|fedropshadow|fediffuselighting|fespecularlighting|fedisplacementmap)$/;
const COSTLY_COST = 7000;
/** An effect that takes in two others may have both done again; 2¹⁶ of them take seconds. */
const TWOFOLD_COST = 500;
/** References that lead to others, and elements in one another. */
const MOST_DEPTH = 500;
const MOST_PIXELS = 100_000_000;

/** What else than SVG may be in it, and effects that take as long as somebody wants. */
const REFUSED = new Set('foreignobject iframe link feimage feturbulence feconvolvematrix femorphology'.split(' '));
/** Parts of effects. */
const NO_EFFECT = /^fe(?:func.|mergenode|.*light)$/;
/**
 * Entities may be made of entities, and attributes be declared; drawings and styles come from elsewhere; and what a browser
 * decodes in another way than we do may be anything.
 */
const OPAQUE =
  /<!(?:entity|attlist)|<\?xml-stylesheet|data:(?:image\/svg|text|application\/x)|@import|^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|utf-16|us-ascii|iso-8859-1["'])/i;
/** Of lengths in style sheets: more than a screen has. */
const HUGE = /(?:width|height)\s*:\s*\d{5}/i;

/** What these have in them is drawn where something refers to it. */
const DEFINES = /^(?:defs|symbol|pattern|mask|marker|clippath|filter)$/;

interface Drawn extends SvgElement {
  /** What it counts as itself. */
  cost: number;
  /** What is drawn once with it, and what with each element in it: by their ids. */
  refers: string[];
  paints: string[];
}

/** Whether a drawing is bound to end soon. @param text all of the file */
export function isSimpleDrawing(text: string): boolean {
  if (OPAQUE.test(text)) return false;
  const elements = svgElements(text, MOST_DRAWN, MOST_DEPTH);
  const [root] = elements ?? [];
  if (!elements || !root || isHuge(root)) return false;
  const rules = styleRules(elements);
  const hasMarkers = elements.some(({ name }) => name === 'marker');
  return (
    rules !== undefined &&
    elements.every((element) => isKnown(element, rules, hasMarkers)) &&
    new Drawing(elements).isSmall
  );
}

/** The declarations that a style sheet gives to classes; undefined where others get some that count. */
function styleRules(elements: readonly SvgElement[]): Map<string, string> | undefined {
  let isPlain = true;
  const sheet = elements.flatMap(({ name, text }) => (name === 'style' ? text : [])).join('\n');
  const plain = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|"[^"]*"|'[^']*'/g, (part) => {
    if (!part.startsWith('/')) isPlain &&= !/[{}]/.test(part);
    return part.startsWith('/') ? ' ' : part;
  });
  if (!isPlain || plain.includes('\\') || HUGE.test(plain)) return undefined;
  const rules = new Map<string, string>();
  for (const part of plain.split('}')) {
    const at = part.lastIndexOf('{');
    const [before, body] = [part.slice(0, Math.max(0, at)), part.slice(at + 1)];
    if (counts(before) || (at < 0 && counts(body))) return undefined;
    if (!counts(body)) continue;
    for (const selector of before.slice(before.lastIndexOf('{') + 1).split(',')) {
      const [, name] = /^\s*\.([\w-]+)\s*$/.exec(selector) ?? [];
      if (name === undefined) return undefined;
      rules.set(name, `${rules.get(name) ?? ''};${body}`);
    }
  }
  return rules;
}

const counts = (declarations: string) => /url\s*\([^()]*#|filter/i.test(declarations);

/** Notes what an element counts as. Returns false where nobody can tell. */
function isKnown(element: SvgElement, rules: ReadonlyMap<string, string>, hasMarkers: boolean): element is Drawn {
  const { name, attributes, children } = element;
  if (REFUSED.has(name)) return false;
  const drawn: Drawn = Object.assign(element, { cost: costOf(name), refers: [], paints: [] });
  if (name === 'filter') drawn.cost += TWOFOLD_COST * 2 ** children.reduce((sum, child) => sum + inputsMore(child), 0);
  for (const [attribute, value] of attributes) {
    const isStyle = attribute === 'style';
    if (attribute === 'd' || attribute === 'points') {
      // Each point may have a marker.
      if (hasMarkers) drawn.cost += value.length >> 2;
    } else if (attribute.endsWith('href')) {
      if (value.includes('#') && name !== 'a') drawn.refers.push(value.slice(value.indexOf('#') + 1));
    } else if (/^(?:animate.*|set)$/.test(name) && isAnimatedAnew(attribute, value)) return false;
    else if (attribute === 'class') {
      for (const one of value.split(/\s+/)) if (!notesStyle(drawn, rules.get(one) ?? '')) return false;
    } else if (!notesStyle(drawn, isStyle ? value : `${attribute}:${value}`)) return false;
    if (isStyle && HUGE.test(value)) return false;
  }
  return [...drawn.refers, ...drawn.paints].every((id) => !id.includes('%'));
}

const costOf = (name: string) =>
  COSTLY.test(name) ? COSTLY_COST : name.startsWith('fe') && !NO_EFFECT.test(name) ? EFFECT_COST : 1;

/** Inputs of an effect but the first. */
const inputsMore = ({ name, attributes, children }: SvgElement) =>
  name === 'femerge' ? Math.max(0, children.length - 1) : Number(attributes.has('in2'));

/** An animation may refer to other things as time goes on. */
const isAnimatedAnew = (attribute: string, value: string) =>
  attribute === 'attributeName' ? /href|class|style/i.test(value) : /url\s*\(/i.test(value);

/** Notes what declarations refer to. */
function notesStyle(drawn: Drawn, declarations: string): boolean {
  // An escaped name is another one to a browser.
  if (!counts(declarations)) return !(declarations.includes('\\') && declarations.includes('('));
  if (/[\\]|\/\*|["'][^"']*;/.test(declarations)) return false;
  for (const declaration of declarations.split(';')) {
    // These are not inherited: what they refer to is drawn once.
    const isOwn = /^\s*(?:clip-path|mask|filter)\s*:/i.test(declaration);
    for (const [, id] of declaration.matchAll(/url\s*\([^()#]*#([^()"']*)/gi)) {
      (isOwn ? drawn.refers : drawn.paints).push((id as string).trim());
    }
    const functions = /^\s*filter\s*:/i.test(declaration)
      ? declaration.replace(/url\s*\(/gi, '').split('(').length - 1
      : 0;
    drawn.cost += COSTLY_COST * functions;
  }
  return true;
}

/** Points that a length or size in pixels comes to. */
function isHuge({ attributes }: SvgElement): boolean {
  const UNITS: Record<string, number> = { pt: 4 / 3, pc: 16, mm: 3.8, cm: 38, in: 96, em: 16, ex: 16, rem: 16 };
  const pixels = ['width', 'height'].map((name) => {
    const [, number, unit = ''] = /^\s*\+?([\d.]+(?:e\+?\d+)?)\s*(\w*)/i.exec(attributes.get(name) ?? '') ?? [];
    return number === undefined ? 0 : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
  }) as [number, number];
  // What has one side alone has the other by its view box.
  return Math.max(...pixels) > 2 ** 16 || pixels[0] * pixels[1] > MOST_PIXELS;
}

class Drawing {
  readonly #byId = new Map<string, Drawn[]>();
  readonly #known = new Map<SvgElement | string, number>();
  readonly isSmall: boolean;

  constructor(elements: readonly SvgElement[]) {
    for (const element of elements as readonly Drawn[]) {
      const id = element.attributes.get('id');
      const same = id === undefined ? undefined : this.#byId.get(id);
      if (same) same.push(element);
      else if (id !== undefined) this.#byId.set(id, [element]);
    }
    this.isSmall = this.#drawn(elements[0] as Drawn, 0) <= MOST_DRAWN;
  }

  /** Elements that are drawn where one is. */
  #drawn(element: Drawn, depth: number): number {
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    if (depth > MOST_DEPTH) return Number.POSITIVE_INFINITY;
    // What leads back to itself has no end.
    this.#known.set(element, Number.POSITIVE_INFINITY);
    let sum = element.cost;
    for (const id of element.refers) sum += this.#referred(id, depth);
    for (const child of element.children) {
      sum += DEFINES.test(child.name) ? 1 : this.#drawn(child as Drawn, depth + 1);
    }
    sum *= this.#painted(element, depth);
    this.#known.set(element, sum);
    return sum;
  }

  /** What has an id inherits what it is painted with from where it stands; gradients paint nothing themselves. */
  #referred(id: string, depth: number): number {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    this.#known.set(id, Number.POSITIVE_INFINITY);
    let sum = 0;
    for (const element of this.#byId.get(id) ?? []) {
      let drawn = this.#drawn(element, depth + 1);
      if (!element.name.endsWith('gradient')) {
        for (let at = element.parent; at; at = at.parent) drawn *= this.#painted(at as Drawn, depth);
      }
      sum += drawn;
    }
    this.#known.set(id, sum);
    return sum;
  }

  #painted({ paints }: Drawn, depth: number): number {
    return paints.reduce((sum, id) => sum + this.#referred(id, depth), 1);
  }
}
