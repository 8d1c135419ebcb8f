/** The elements of an SVG file, as far as it takes to know what they refer to. What is not well-formed has none. */

export interface SvgElement {
  /** Without prefix, in lower case. */
  name: string;
  /** Those without prefix, and links. */
  attributes: ReadonlyMap<string, string>;
  /** Of a style sheet. */
  text: string;
  parent: SvgElement | undefined;
  children: SvgElement[];
}

/** Comments, instructions, marked sections and text; a document type that declares little. */
const OTHER =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!doctype[^[<>]*(?:\[[^\]"'?-]*\]\s*)?>|([^<]+)/iy;
const TAG = /<(\/?)([^\s<>/="'!?]+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** All elements in their order; undefined where there are more than `most`, or more in one another than `deepest`. */
export function svgElements(text: string, most: number, deepest: number): SvgElement[] | undefined {
  const elements: SvgElement[] = [];
  const open: SvgElement[] = [];
  const names: string[] = [];
  for (let at = 0; at < text.length; ) {
    OTHER.lastIndex = at;
    const other = OTHER.exec(text);
    if (other) {
      const inside = open.at(-1);
      if (inside?.name === 'style') inside.text += other[1] ?? decoded(other[2] ?? '');
      at = OTHER.lastIndex;
      continue;
    }
    TAG.lastIndex = at;
    const [, isEnd, name = '', given = '', isEmpty] = TAG.exec(text) ?? [];
    if (!name) return undefined;
    at = TAG.lastIndex;
    if (isEnd) {
      if (names.pop() !== name) return undefined;
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    const element = { name: local(name), attributes: attributesOf(given), text: '', parent, children: [] };
    parent?.children.push(element);
    elements.push(element);
    if (elements.length > most || open.length > deepest) return undefined;
    if (isEmpty) continue;
    open.push(element);
    names.push(name);
  }
  return open.length === 0 ? elements : undefined;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();

function attributesOf(given: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of given.matchAll(ATTRIBUTE)) {
    // Editors have attributes of their own, with prefixes, which mean nothing to a browser.
    if (name.includes(':') && !name.endsWith(':href')) continue;
    attributes.set(name, decoded(double ?? single ?? ''));
  }
  return attributes;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Character references are characters. */
function decoded(value: string): string {
  if (!value.includes('&')) return value;
  return value.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? ' ';
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x10ffff ? ' ' : String.fromCodePoint(code);
    },
  );
}
