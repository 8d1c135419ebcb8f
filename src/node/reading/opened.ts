import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type ByteSource, joinedSource } from '../../reader/byte-source';
import { CUE_MODES, type CueTrack, cueTracks } from '../../reader/cue-sheet';
import { DiscImage } from '../../reader/disc-image';
import { fullFinding } from '../../reader/findings';
import { ImageError } from '../../reader/image-error';
import { NodeImage } from '../../sources/node-image';
import { errorReason } from '../../sources/node-reason';
import type { CommandIo } from '../io';
import { oneLine } from '../report-file';

export { printable } from '../../reader/printable';

/** An image that cannot be opened or read. The message is a sentence. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';
}

/** An image that is open, with the files that it lies in. */
export interface Opened {
  image: DiscImage;
  path: string;
  /** Whether it lies in the file at the path, and in no other. */
  isOneFile: boolean;
  close: () => void;
}

/** Opens an image: one file, several parts (`disc.iso.001` …), or what a `.cue` names. Throws a `ReadingError`. */
export async function openImage(path: string, session: number | undefined): Promise<Opened> {
  const files: NodeImage[] = [];
  const close = () => {
    for (const file of files) file.close();
  };
  const open = (name: string): ByteSource => {
    try {
      const file = NodeImage.open(name);
      files.push(file);
      return { byteLength: file.byteLength, read: (offset, wanted) => readTold(file, name, offset, wanted) };
    } catch (error) {
      throw new ReadingError(`“${name}” cannot be read: ${errorReason(error)}.`);
    }
  };
  const options = session === undefined ? {} : { session };
  try {
    if (/\.cue$/i.test(path)) return { image: await openCue(path, open, options), path, isOneFile: false, close };
    const parts = partsOf(path).map(open);
    const source = parts.length === 1 ? (parts[0] as ByteSource) : joinedSource(parts);
    return { image: await DiscImage.open(source, options), path, isOneFile: parts.length === 1, close };
  } catch (error) {
    close();
    if (error instanceof ImageError) throw new ReadingError(`“${path}” cannot be opened. ${error.message}`);
    if (error instanceof ReadingError) throw error;
    throw new ReadingError(`“${path}” cannot be read: ${errorReason(error)}.`);
  }
}

/** What the system says of a file that cannot be read becomes a sentence, as what is wrong with an image is one. */
async function readTold(file: NodeImage, name: string, offset: number, wanted: number): Promise<Uint8Array> {
  try {
    return await file.read(offset, wanted);
  } catch (error) {
    throw new ImageError(`“${name}” cannot be read at byte ${offset}: ${errorReason(error)}.`);
  }
}

/** The parts of an image that was split, by their numbers; the path alone for any other. */
function partsOf(path: string): string[] {
  const [, stem = '', digits = ''] = /^(.*\.)(0{1,2}[01])$/.exec(path) ?? [];
  if (digits === '') return [path];
  const parts = [path];
  for (let number = Number(digits) + 1; ; number++) {
    const next = stem + String(number).padStart(digits.length, '0');
    if (!fs.existsSync(next)) return parts;
    parts.push(next);
  }
}

/** Sectors between two sessions of a CD that no file holds. */
const SESSION_GAPS = [0, 11_250, 11_400, 6750, 6900];
/** Sectors of audio in a file (ISO/IEC 10149). */
const AUDIO_BYTES = 2352;

/** The data track of the session that is wanted, of the last one that has one otherwise. */
async function openCue(
  path: string,
  open: (name: string) => ByteSource,
  options: { session?: number },
): Promise<DiscImage> {
  let sheet: string;
  try {
    sheet = fs.readFileSync(path, 'utf8');
  } catch (error) {
    throw new ReadingError(`“${path}” cannot be read: ${errorReason(error)}.`);
  }
  const tracks = cueTracks(sheet);
  const data = tracks.filter(({ mode, session }) => mode in CUE_MODES && session === (options.session ?? session));
  const track = data.at(-1);
  if (!track) throw new ImageError('The cue sheet has no data track to read.');
  // Only what lies beside the sheet: it may have been made anywhere.
  const opened = new Map<string, ByteSource>();
  const fileOf = ({ file }: CueTrack) => {
    const name = join(dirname(path), basename(file.replaceAll('\\', '/')));
    const known = opened.get(name) ?? open(name);
    opened.set(name, known);
    return known;
  };
  const source = fileOf(track);
  // Sectors in the files before it.
  let before = 0;
  for (const one of tracks) {
    if (fileOf(one) === source) break;
    if (tracks.find((other) => other.file === one.file) !== one) continue;
    before += Math.floor(fileOf(one).byteLength / (CUE_MODES[one.mode]?.byteLength ?? AUDIO_BYTES));
  }
  const mode = CUE_MODES[track.mode] as { byteLength: number; dataAt: number };
  // Before the track the file may have sectors of other lengths.
  const isAlike = tracks.every((one) => {
    const bytes = CUE_MODES[one.mode]?.byteLength ?? AUDIO_BYTES;
    return one.file !== track.file || one.number > track.number || bytes === mode.byteLength;
  });
  let first: DiscImage | undefined;
  for (const gap of track.session > 1 ? SESSION_GAPS : [0]) {
    const base = before + gap;
    const start = base + track.index;
    // A gap is before the session: what the file has of earlier ones is numbered without it.
    const firstSector = gap === 0 && isAlike ? before : start;
    const sectors = { ...mode, startsAt: -base * mode.byteLength, firstSector, name: track.mode };
    const image = await DiscImage.open(source, { sectors, firstSector: start });
    if (!image.findings.counts.has('root-unreadable')) return image;
    first ??= image;
  }
  return first as DiscImage;
}

/** Tells what was found, but what is only good to know; whether any of it is an error. */
export function tellFindings({ image, path }: Opened, io: CommandIo): boolean {
  for (const finding of image.findings.list) {
    const { severity, sentence, code } = fullFinding(finding);
    if (severity !== 'note' || code === 'sessions') io.log(`isodrop: “${path}”: ${oneLine(sentence)}\n`);
  }
  for (const [code, count] of image.findings.counts) {
    const told = image.findings.list.filter((one) => one.code === code).length;
    if (count > told)
      io.log(`isodrop: “${path}”: … and ${(count - told).toLocaleString('en')} more of the kind “${code}”.\n`);
  }
  return image.findings.count('error') > 0;
}

/** The findings as JSON has them. */
export const findingsAsJson = (image: DiscImage) => image.findings.list.map(fullFinding);
