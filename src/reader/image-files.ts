/** Images that lie in several files: those that a cue sheet names, and the parts of one that was split. */
import { type ByteSource, joinedSource } from './byte-source';
import { CUE_MODES, type CueTrack, dataTracks, readCueSheet } from './cue-sheet';
import { DiscImage, type OpenOptions } from './disc-image';
import { ImageError } from './image-error';
import { partSet } from './split-parts';

/** A file, by its name alone. */
export interface NamedSource {
  name: string;
  source: ByteSource;
}

/**
 * Opens an image that was split.
 * @param files its parts, in any order
 * @throws {ImageError} where one is missing, or there is no image
 */
export async function openParts(files: readonly NamedSource[], options: OpenOptions = {}): Promise<DiscImage> {
  const set = partSet(files.map(({ name }) => name));
  const [first] = files;
  if (!set || !first) throw new ImageError('These files are not parts of one image.');
  if (set.missing.length > 0) {
    const [missing] = set.missing;
    const others = set.missing.length > 1 ? `, and ${set.missing.slice(1).map(quoted).join(', ')}` : '';
    throw new ImageError(`Its part ${quoted(missing as string)} is missing${others}: all of them are needed together.`);
  }
  const byName = new Map(files.map(({ name, source }) => [name, source]));
  const source = joinedSource(set.names.map((name) => byName.get(name) as ByteSource));
  const image = await DiscImage.open(source, options);
  if (image.findings.counts.has('truncated')) image.findings.add('part-missing', { found: set.next });
  return image;
}

const quoted = (name: string) => `“${name}”`;

/** Sectors between two sessions of a CD that no file holds. */
const SESSION_GAPS = [0, 11_250, 11_400, 6750, 6900];
/** Sectors of audio in a file (ISO/IEC 10149). */
const AUDIO_BYTES = 2352;

/**
 * Opens what a cue sheet describes: the data track of the session that is wanted, of the last one that has one otherwise.
 * @param sheet its file
 * @param open the file that lies beside the sheet by a name; it may have been made anywhere, so folders do not count
 * @throws {ImageError} where the sheet cannot be understood, or there is no image
 */
export async function openCue(
  sheet: ByteSource,
  open: (name: string) => Promise<ByteSource>,
  options: Pick<OpenOptions, 'session'> = {},
): Promise<DiscImage> {
  const tracks = await readCueSheet(sheet);
  const data = dataTracks(tracks).filter(({ session }) => session === (options.session ?? session));
  const track = data.at(-1);
  if (!track) throw new ImageError('The cue sheet has no data track to read.');
  const opened = new Map<string, ByteSource>();
  const fileOf = async ({ file }: CueTrack) => {
    const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    const known = opened.get(name) ?? (await open(name));
    opened.set(name, known);
    return known;
  };
  const source = await fileOf(track);
  // Sectors in the files before it.
  let before = 0;
  for (const one of tracks) {
    const file = await fileOf(one);
    if (file === source) break;
    if (tracks.find((other) => other.file === one.file) !== one) continue;
    before += Math.floor(file.byteLength / bytesOfSector(one));
  }
  const mode = CUE_MODES[track.mode] as { byteLength: number; dataAt: number };
  // Before the track the file may have sectors of other lengths.
  const isAlike = tracks.every(
    (one) => one.file !== track.file || one.number > track.number || bytesOfSector(one) === mode.byteLength,
  );
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

const bytesOfSector = ({ mode }: CueTrack) => CUE_MODES[mode]?.byteLength ?? AUDIO_BYTES;
