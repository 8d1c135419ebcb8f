/** Whether an SVG image may be drawn: a browser lays it out on the page's own thread, and a small one may take without end. */

/** Longer ones are not drawn. */
export const MOST_SVG_BYTES = 1 << 20;
/** Parts that are drawn again, one inside the other: each may multiply what those before it come to, up to 80 times in all. */
const MOST_REPEATS = 12;

const USE = /<(?:[\w-]+:)?use[\s/>]/g;
/** Elements whose content is drawn wherever something refers to them. */
const REPEATED = /<(?:[\w-]+:)?(?:pattern|mask|marker|clippath|filter|image|feimage)[\s/>]/gi;
const REFERENCE = /url\s*\(/gi;
const STYLE = /<(?:[\w-]+:)?style[\s/>]/i;
/** Entities may be made of entities; and what a browser decodes in another way than we do may be anything. */
const OPAQUE = /<!entity|^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|utf-16|us-ascii|iso-8859-1["'])/i;

/** Whether a drawing is bound to end soon. @param text all of the file */
export function isSimpleDrawing(text: string): boolean {
  if (OPAQUE.test(text)) return false;
  const repeated = count(text, REPEATED);
  // A style sheet has any number of elements refer to them.
  if (repeated > 0 && STYLE.test(text)) return false;
  return count(text, USE) + (repeated > 0 ? repeated + count(text, REFERENCE) : 0) <= MOST_REPEATS;
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
