/** What other programs show otherwise than the reader, with the reason of each. A row that no image needs is a failure. */
import type { Difference } from './compare';

export interface Explained {
  program: Difference['program'];
  /** Of the image's file; all if none is given. */
  image?: RegExp;
  path?: RegExp;
  /** What the reader shows, and what the program does. */
  ours?: RegExp;
  theirs?: RegExp;
  reason: string;
}

const ABSENT = /^$/;

export const EXPLAINED: readonly Explained[] = [
  {
    program: 'bsdtar',
    ours: /^[0-9a-f]{64}$/,
    theirs: /^e3b0c442/,
    reason: 'it gives the contents of a hard link with its first name alone, and none with the others',
  },
  {
    program: 'bsdtar',
    image: /^libarchive_3\./,
    theirs: ABSENT,
    reason: 'it ends without a word and without an entry; its own tests have the four that the reader shows',
  },
  {
    program: 'bsdtar',
    image: /zisofs\./,
    ours: /^be8246df/,
    theirs: /^6a7b7fdf/,
    reason: 'it pads what it decompresses to the size that the record has',
  },
  {
    program: 'bsdtar',
    image: /utf16be_overflow/,
    reason: 'what it shows of a path that is longer than its buffer is cut, which that image is for',
  },
  {
    program: '7-Zip',
    ours: /^-> \//,
    reason: 'absolute targets are put below the folder that it extracts to, or are an empty file there: for safety',
  },
  {
    program: '7-Zip',
    ours: /^-> .*\.\./,
    theirs: /^e3b0c442|^$/,
    reason: 'targets that lead out of the folder that it extracts to are left empty: for safety',
  },
  {
    program: '7-Zip',
    ours: /^-> .*\/\//,
    reason: 'it writes one slash for several',
  },
  {
    program: 'xorriso',
    ours: /^-> .*\/\//,
    reason: 'it writes one slash for several',
  },
  {
    program: '7-Zip',
    image: /rockridge_ce/,
    reason: 'it reads no continuation areas (SUSP 5.1): names and targets that go on in one are not theirs',
  },
  {
    program: '7-Zip',
    image: /rr_moved|rockridge\.iso|deep-directory/,
    path: /^(.*\/8.*|.*dir8.*|rr_moved.*)$/i,
    reason: 'it does not put relocated folders back (CL, RE; RRIP 4.1.5)',
  },
  {
    program: 'isoinfo',
    image: /rr_moved|rockridge\.iso|deep-directory|fuzz/,
    path: /\/.*\/.*\/|^rr_moved/i,
    reason: 'it does not put relocated folders back (CL, RE; RRIP 4.1.5)',
  },
  {
    program: '7-Zip',
    image: /zisofs\./,
    ours: /^be8246df/,
    reason: 'it does not decompress zisofs',
  },
  {
    program: 'isoinfo',
    image: /zisofs\./,
    ours: /^be8246df/,
    reason: 'it does not decompress zisofs',
  },
  ...(['xorriso', '7-Zip', 'bsdtar'] as const).map((program) => ({
    program,
    image: /zisofs_overflow/,
    reason: 'the header of its file is none of zisofs: the reader refuses to guess at what the bytes are',
  })),
  {
    program: 'xorriso',
    image: /fuzz/,
    path: /^rr_moved$/,
    reason: 'it shows the empty folder for relocated ones, which is no part of the tree (RRIP 4.1.5)',
  },
  ...(['xorriso', 'bsdtar', 'isoinfo'] as const).map((program) => ({
    program,
    image: /ce_loop/,
    reason: 'it follows continuation areas that lead round in a circle, or ends there: that image is for this',
  })),
  ...(['xorriso', 'bsdtar'] as const).map((program) => ({
    program,
    image: /zf_overflow/,
    reason: 'its root directory is said to be longer than the image: it opens nothing of it; the reader what is there',
  })),
];

/** The row that explains a difference. */
export function explanation(
  image: string,
  { program, path, ours = '', theirs = '' }: Difference,
): Explained | undefined {
  return EXPLAINED.find(
    (row) =>
      row.program === program &&
      (row.image?.test(image) ?? true) &&
      (row.path?.test(path) ?? true) &&
      (row.ours?.test(ours) ?? true) &&
      (row.theirs?.test(theirs) ?? true),
  );
}
