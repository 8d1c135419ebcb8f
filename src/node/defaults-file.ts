import fs from 'node:fs';
import { join } from 'node:path';
import type { CommandOptions } from '../command/command-options';
import { IDENTIFIER_LIMITS } from '../command/options/volume';
import { readText } from '../command/values';
import { type IdentifierName, VOLUME_NAME_LIMIT } from '../image/options';
import { errorReason } from '../sources/node-reason';

/** What the lines of such a file set. */
const IDENTIFIERS: Readonly<Record<string, IdentifierName>> = {
  PREP: 'dataPreparer',
  PUBL: 'publisher',
  APPI: 'application',
  COPY: 'copyrightFile',
  BIBL: 'bibliographicFile',
  ABST: 'abstractFile',
  VOLS: 'volumeSet',
  SYSI: 'system',
};

/** Where the command runs. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  /** The folder that the program lies in; undefined if it is not known. */
  programFolder: string | undefined;
}

/**
 * Takes defaults from the first file there is of genisoimage's: $GENISOIMAGERC, $MKISOFSRC, .genisoimagerc and .mkisofsrc
 * here and at home, /etc/genisoimagerc, and genisoimagerc beside the program. Each of its lines is `NAME=text`. Returns
 * sentences about the file.
 */
export function readDefaultsFile(options: CommandOptions, surroundings: Surroundings): string[] {
  const said: string[] = [];
  for (const file of places(surroundings)) {
    // False where its folder may not be entered: the home of somebody else, under sudo.
    if (!fs.existsSync(file)) continue;
    let text: string;
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch (error) {
      said.push(`“${file}” cannot be read: ${errorReason(error)}. No defaults are taken from it.`);
      continue;
    }
    said.push(`Defaults are taken from “${file}”.`, ...readDefaults(options, file, text));
    break;
  }
  return said;
}

function places({ environment, programFolder }: Surroundings): string[] {
  const home = environment.HOME;
  const files = [
    environment.GENISOIMAGERC,
    environment.MKISOFSRC,
    '.genisoimagerc',
    '.mkisofsrc',
    home && join(home, '.genisoimagerc'),
    home && join(home, '.mkisofsrc'),
    '/etc/genisoimagerc',
    programFolder && join(programFolder, 'genisoimagerc'),
  ];
  return files.filter((file): file is string => file !== undefined && file !== '');
}

function readDefaults({ image }: CommandOptions, file: string, text: string): string[] {
  const said: string[] = [];
  for (const [index, line] of text.split(/\r?\n|\r/).entries()) {
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const [, name = '', value] = /^[ \t]*([a-z_]+)[ \t]*=[ \t]*(.*)$/i.exec(line) ?? [];
    const identifier = IDENTIFIERS[name.toUpperCase()];
    if (value === undefined) said.push(`Line ${index + 1} of “${file}” is not NAME=text: it is not followed.`);
    else if (name.toUpperCase() === 'VOLI') {
      image.volumeName = readText(`VOLI in “${file}”`, value, VOLUME_NAME_LIMIT.iso, 'the name of a volume');
    } else if (identifier !== undefined) {
      const what = `${name.toUpperCase()} in “${file}”`;
      image.identifiers[identifier] = readText(what, value, IDENTIFIER_LIMITS[identifier], 'this identifier');
    } else said.push(`Line ${index + 1} of “${file}” sets ${name}, which Isodrop does not have: it is not followed.`);
  }
  return said;
}
