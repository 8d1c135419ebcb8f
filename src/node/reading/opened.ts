import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSource } from '../../reader/byte-source';
import { DiscImage } from '../../reader/disc-image';
import { fullFinding } from '../../reader/findings';
import { ImageError } from '../../reader/image-error';
import { openCue, openParts } from '../../reader/image-files';
import { isFirstPart, partName, partsFrom } from '../../reader/split-parts';
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
  /** The file at the path, where it lies in that and in no other. */
  file: NodeImage | undefined;
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
      return {
        byteLength: file.byteLength,
        read: (offset, wanted, into) => readTold(file, name, offset, wanted, into),
      };
    } catch (error) {
      throw new ReadingError(`“${name}” cannot be read: ${errorReason(error)}.`);
    }
  };
  const options = session === undefined ? {} : { session };
  try {
    if (/\.cue$/i.test(path)) {
      const image = await openCue(open(path), async (name) => open(join(dirname(path), name)), options);
      return { image, path, file: undefined, close };
    }
    const parts = partsBeside(path)?.map((part) => ({ name: basename(part), source: open(part) }));
    const image = await (parts ? openParts(parts, options) : DiscImage.open(open(path), options));
    return { image, path, file: files.length === 1 ? files[0] : undefined, close };
  } catch (error) {
    close();
    if (error instanceof ImageError) throw new ReadingError(`“${path}” cannot be opened. ${error.message}`);
    if (error instanceof ReadingError) throw error;
    throw new ReadingError(`“${path}” cannot be read: ${errorReason(error)}.`);
  }
}

/** What the system says of a file that cannot be read becomes a sentence, as what is wrong with an image is one. */
async function readTold(file: NodeImage, name: string, offset: number, wanted: number, into?: Uint8Array) {
  try {
    return await file.read(offset, wanted, into);
  } catch (error) {
    throw new ImageError(`“${name}” cannot be read at byte ${offset}: ${errorReason(error)}.`);
  }
}

/** The parts of an image that was split, of which the path is the first; undefined for any other. */
function partsBeside(path: string): string[] | undefined {
  const first = partName(basename(path));
  if (!first || !isFirstPart(first)) return undefined;
  return partsFrom(basename(path), readdirSync(dirname(path))).map((name) => join(dirname(path), name));
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
