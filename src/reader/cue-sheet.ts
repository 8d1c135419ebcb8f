import type { ByteSource } from './byte-source';
import { ImageError } from './image-error';

/** A track of a cue sheet. */
export interface CueTrack {
  number: number;
  session: number;
  /** Name of the file that it lies in, as the sheet has it. */
  file: string;
  /** `MODE1/2352`, `AUDIO` … */
  mode: string;
  /** Where its data begins in the file (INDEX 01), and where the pregap does (INDEX 00), in sectors. */
  index: number;
  pregap: number | undefined;
}

/** Bytes of a sector in the file, and where its data is, by the track's mode; other modes hold no files. */
export const CUE_MODES: Readonly<Record<string, { byteLength: number; dataAt: number }>> = {
  'MODE1/2048': { byteLength: 2048, dataAt: 0 },
  'MODE1/2352': { byteLength: 2352, dataAt: 16 },
  'MODE2/2048': { byteLength: 2048, dataAt: 0 },
  'MODE2/2336': { byteLength: 2336, dataAt: 8 },
  'MODE2/2352': { byteLength: 2352, dataAt: 24 },
  'CDI/2336': { byteLength: 2336, dataAt: 8 },
  'CDI/2352': { byteLength: 2352, dataAt: 24 },
};

const SECTORS_A_SECOND = 75;
/** A sheet has 99 tracks at most. */
const MOST_BYTES = 1 << 20;

/** The tracks of the cue sheet that a file is. @throws {ImageError} where it is none */
export async function readCueSheet(file: ByteSource): Promise<CueTrack[]> {
  if (file.byteLength > MOST_BYTES) throw new ImageError('The cue sheet is longer than any cue sheet.');
  return cueTracks(new TextDecoder().decode(await file.read(0, file.byteLength)));
}

/** Those of its tracks that may hold a file system. */
export const dataTracks = (tracks: readonly CueTrack[]) => tracks.filter(({ mode }) => mode in CUE_MODES);

/**
 * The tracks of a cue sheet, in its order.
 * @throws {ImageError} where it is none
 */
export function cueTracks(sheet: string): CueTrack[] {
  const tracks: CueTrack[] = [];
  let file: string | undefined;
  let session = 1;
  for (const [at, line] of sheet
    .replace(/^\ufeff/, '')
    .split(/\r?\n|\r/)
    .entries()) {
    const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    const wrong = () => new ImageError(`Line ${at + 1} of the cue sheet cannot be understood: “${line.trim()}”.`);
    switch (word.toUpperCase()) {
      case 'FILE': {
        const [, quoted, plain, type = ''] = /^(?:"([^"]*)"|(\S+))\s+(\S+)$/.exec(rest) ?? [];
        file = quoted ?? plain;
        if (file === undefined) throw wrong();
        if (!['BINARY', 'MOTOROLA', 'WAVE', 'MP3', 'AIFF', 'FLAC'].includes(type.toUpperCase())) throw wrong();
        break;
      }
      case 'REM': {
        const [, number] = /^SESSION\s+(\d{1,2})$/i.exec(rest) ?? [];
        if (number !== undefined) session = Number(number);
        break;
      }
      case 'TRACK': {
        const [, number, mode] = /^(\d{1,2})\s+(\S+)$/.exec(rest) ?? [];
        if (number === undefined || mode === undefined || file === undefined) throw wrong();
        tracks.push({ number: Number(number), session, file, mode: mode.toUpperCase(), index: 0, pregap: undefined });
        break;
      }
      case 'INDEX': {
        const [, number, minute, second, sector] = /^(\d{1,2})\s+(\d{1,3}):(\d{1,2}):(\d{1,2})$/.exec(rest) ?? [];
        const track = tracks.at(-1);
        if (number === undefined || !track) throw wrong();
        if (Number(second) >= 60 || Number(sector) >= SECTORS_A_SECOND) throw wrong();
        const place = (Number(minute) * 60 + Number(second)) * SECTORS_A_SECOND + Number(sector);
        if (Number(number) === 1) track.index = place;
        if (Number(number) === 0) track.pregap = place;
        break;
      }
    }
  }
  if (tracks.length === 0) throw new ImageError('The cue sheet names no track.');
  return tracks;
}
