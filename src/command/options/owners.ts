import type { CommandOptions } from '../command-options';
import { inSection, works } from '../option-row';
import { readMode, readOwner } from '../values';

/** As in genisoimage, what only Rock Ridge can hold switches it on. */
function needRockRidge({ image }: CommandOptions): void {
  if (image.rockRidge === 'none') image.rockRidge = 'full';
}

/** Owners and permission bits in Rock Ridge. */
export const OWNERS = inSection('Owners and modes', [
  works('uid UID', 'Owner of everything, as a number', (options, value, spelling) => {
    needRockRidge(options);
    options.image.owner.user = readOwner(spelling, value);
  }),
  works('gid GID', 'Group of everything, as a number', (options, value, spelling) => {
    needRockRidge(options);
    options.image.owner.group = readOwner(spelling, value);
  }),
  works('file-mode MODE', 'Mode of all files, in octal', (options, value, spelling) => {
    needRockRidge(options);
    options.image.owner.fileMode = readMode(spelling, value);
  }),
  works('dir-mode MODE', 'Mode of all folders, in octal', (options, value, spelling) => {
    needRockRidge(options);
    options.image.owner.directoryMode = readMode(spelling, value);
  }),
  works('new-dir-mode MODE', 'Mode of folders that only the image has (0555)', (options, value, spelling) => {
    options.image.owner.newDirectoryMode = readMode(spelling, value);
  }),
]);
