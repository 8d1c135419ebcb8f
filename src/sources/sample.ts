/** A small made-up folder, for somebody who wants to try. Always the same bytes and times. */

/** 2026-01-01T12:00:00Z in Unix milliseconds. */
const SAMPLE_TIME = Date.UTC(2026, 0, 1, 12);
const SAMPLE_NAME = 'Sample';

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
  <circle cx="60" cy="60" r="56" fill="#8aa4c8" />
  <circle cx="60" cy="60" r="20" fill="#dfe7f2" />
  <circle cx="60" cy="60" r="8" fill="#ffffff" stroke="#5b6b82" />
</svg>
`;

const SAMPLE: readonly [path: string, text: string][] = [
  ['README.txt', 'This folder was made up by Isodrop. Download the image and open it: these files are in it.\n'],
  ['Pictures/disc.svg', PICTURE],
  ['Letters/Café à Besançon.txt', 'Names keep their accents.\n'],
  ['Letters/Party 🎉.txt', 'And their emoji.\n'],
];

/** The sample, as files with the names of their folders. */
export function sampleFiles(): { path: string[]; file: File }[] {
  return SAMPLE.map(([path, text]) => {
    const names = [SAMPLE_NAME, ...path.split('/')];
    return { path: names, file: new File([text], names.at(-1) as string, { lastModified: SAMPLE_TIME }) };
  });
}
