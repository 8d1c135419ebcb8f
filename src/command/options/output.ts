import { always, inDialect, inSection, refused, said, works } from '../option-row';
import { UsageError } from '../usage-error';
import { readOutput } from '../values';

/** Where the image goes, and its form. */
export const OUTPUT = inSection('Output', [
  works('o output FILE', 'Write the image to this file; - or none: to standard output', (options, value, spelling) => {
    options.output = readOutput(spelling, value);
  }),
  works('print-size', 'Print how many blocks of 2,048 bytes the image will have, and write nothing', (options) => {
    options.printSize = true;
  }),
  works('pad', 'End the image with 150 blocks of zeros (the default)', (options) => {
    options.image.endPadBlocks = 150;
  }),
  works('no-pad', 'No blocks of zeros at the end', (options) => {
    options.image.endPadBlocks = 0;
  }),
  works(
    's sectype TYPE',
    'Kind of sectors; “data” (blocks of 2,048 bytes) is the only one',
    (_options, value, spelling) => {
      if (value === 'data') return;
      throw new UsageError(
        `${spelling} ${value} is not supported: images have blocks of 2,048 bytes here. Write ${spelling} data, or leave it out.`,
      );
    },
  ),
  refused('Isodrop does not have it', [
    ['split-output', 'Split the image into files of 1 GB', 'Pipe the image into split -b 1G.'],
    ['stream-file-name NAME', 'Name of the stream file', 'Put the file into a folder and make an image of that.'],
    [
      'stream-media-size BLOCKS',
      'Size of the disc for a stream file',
      'Put the file into a folder and make an image of that.',
    ],
  ]),
  ...inDialect('xorriso', [
    said('stdio_sync WHEN', 'When the disk is synchronized', 'the operating system decides'),
    always('no-emul-toc', 'No second superblock (images never have one)'),
    said('emul-toc', 'A second superblock', 'images have one set of volume descriptors'),
  ]),
]);
