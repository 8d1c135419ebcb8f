import { refusalSentence } from '../../reader/entry';
import { ImageError } from '../../reader/image-error';
import { writeToDescriptor } from '../../sinks/node-file';
import type { CommandIo } from '../io';
import { cannotPrint } from '../output-error';
import { UsageError } from '../usage-error';
import { openImage, printable, ReadingError, tellFindings } from './opened';
import { AS, DONE, FOUND, type GivenWords, givenNamespace, givenSession, SESSION, type Subcommand } from './subcommand';

export const CAT: Subcommand = {
  name: 'cat',
  usage: 'IMAGE PATH...',
  about: 'Prints the contents of files of an image, one after the other.',
  options: [AS, SESSION],
  run: cat,
};

async function cat(given: GivenWords, io: CommandIo): Promise<number> {
  const [path, ...paths] = given.paths;
  if (path === undefined || paths.length === 0) {
    throw new UsageError('isodrop cat needs an image and paths in it: isodrop cat disc.iso folder/file.txt');
  }
  const opened = await openImage(path, givenSession(given));
  try {
    const { image } = opened;
    const reader = image.reader(givenNamespace(given));
    const files = [];
    // Nothing is printed unless all of it can be.
    for (const one of paths) {
      const entry = (await image.find(reader, one))?.entry;
      if (!entry) throw new ReadingError(`There is no file “${printable(one)}” in “${path}”.`);
      if (entry.kind !== 'file')
        throw new ReadingError(`“${printable(one)}” has no contents: it is ${KIND_WORDS[entry.kind]}.`);
      if (entry.refusal) throw new ReadingError(refusalSentence({ ...entry.refusal, path: one }));
      files.push({ entry, path: one });
    }
    const output = writeToDescriptor(io.outputDescriptor);
    for (const file of files) {
      for await (const piece of image.contents(file.entry, file.path)) {
        try {
          output.write(piece);
        } catch (error) {
          throw cannotPrint(error);
        }
      }
    }
    return tellFindings(opened, io) ? FOUND : DONE;
  } catch (error) {
    if (error instanceof ImageError) throw new ReadingError(error.message);
    throw error;
  } finally {
    opened.close();
  }
}

/** What an entry is, behind “it is”. */
export const KIND_WORDS = {
  directory: 'a folder',
  link: 'a symbolic link',
  'character-device': 'a device',
  'block-device': 'a device',
  pipe: 'a pipe',
  socket: 'a socket',
} as const;
