/** Names that a disk can hold, for those that it cannot. */

/** Bytes that a name may have where the browser needs some for itself: it writes to `NAME.crswap` first. */
const MOST_BYTES = 240;
/** Names that stand for devices on Windows, whatever follows a full stop. */
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
/** What Windows makes its own of, and browsers do not write therefore. */
const OF_WINDOWS = /^(thumbs\.db|desktop\.ini)$/i;
const LEADS_ELSEWHERE = /\.(lnk|url|scf|local)$/i;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/**
 * What a file may be called instead, the likeliest first: the name itself, then one that Windows and browsers take, then
 * one of plain letters.
 */
export function namesInstead(name: string): string[] {
  const instead = [name, portableName(name), plainestName(name)];
  return [...new Set(instead)];
}

/** A name of plain letters. */
export const plainestName = (name: string): string => portableName(name.replace(/[^\w .-]/g, '_'));

/** A name that Windows and browsers take: what they do not is `_`. */
export function portableName(name: string): string {
  const cleaned = name
    .replace(/\p{Surrogate}/gu, '_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are forbidden
    .replace(/[\x00-\x1f\x7f"*/:<>?\\|]/g, '_')
    .replace(/^[ ~]+|[. ]+$/g, (ends) => '_'.repeat(ends.length));
  const renamed = DEVICES.test(cleaned) || OF_WINDOWS.test(cleaned) ? `_${cleaned}` : cleaned;
  return shortened(LEADS_ELSEWHERE.test(renamed) ? `${renamed}_` : renamed);
}

/** Whether a browser takes a name and fails at it later: that leaves no room for its own, or is a way on Windows. */
export const failsLater = (name: string): boolean => name.includes('\\') || bytesOf(name).length > MOST_BYTES;

/** Whether the browser itself may have a file of that name, for as long as it writes another one. */
export const isSwapName = (name: string): boolean => /\.crswap$/i.test(name);

/** A name with a number before its extension. */
export function numberedName(name: string, number: number): string {
  const { stem, extension } = partsOf(name);
  return shortened(`${stem} (${number})${extension}`, ` (${number})${extension}`);
}

/** By what disks take two names for one: capitals and small letters, and accents that are parted or not. */
export const foldedName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

function partsOf(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? { stem: name.slice(0, dot), extension: name.slice(dot) } : { stem: name, extension: '' };
}

/** Cut before its end, where it is too long. */
function shortened(name: string, end = partsOf(name).extension): string {
  if (bytesOf(name).length <= MOST_BYTES) return name;
  const tail = bytesOf(end).length < MOST_BYTES / 2 ? end : '';
  let kept = '';
  let bytes = bytesOf(tail).length;
  for (const character of name.slice(0, name.length - tail.length)) {
    bytes += bytesOf(character).length;
    if (bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept + tail;
}
