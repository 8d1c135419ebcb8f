import { createHash } from 'node:crypto';
import { UsageError } from '../../command/usage-error';
import { checkImage } from '../../reader/check/check';
import { reportAsJson, reportText } from '../../reader/check/report-text';
import type { CommandIo } from '../io';
import { openImage } from './opened';
import { DONE, FOUND, type GivenWords, givenSession, JSON_OPTION, SESSION, type Subcommand } from './subcommand';

export const CHECK: Subcommand = {
  name: 'check',
  usage: 'IMAGE',
  about:
    'Holds an image to the standards (ECMA-119, Joliet, SUSP, Rock Ridge, El Torito) and verifies the checksums in it: those of implantisomd5 and of libisofs (xorriso -md5 on). Each finding names the section that it speaks of.',
  options: [
    { names: ['--level'], value: 'NUMBER', help: 'Interchange level that plain names are to keep: 1, 2 or 3' },
    { names: ['--rules'], help: 'List every rule with its section, and how the image stands to it' },
    { names: ['--strict'], help: 'Warnings count as errors' },
    SESSION,
    JSON_OPTION,
  ],
  run: check,
};

async function check(given: GivenWords, io: CommandIo): Promise<number> {
  const [path, ...more] = given.paths;
  if (path === undefined || more.length > 0)
    throw new UsageError('isodrop check needs an image: isodrop check disc.iso');
  const level = given.options.get('--level');
  if (level !== undefined && !/^[123]$/.test(level))
    throw new UsageError(`--level takes 1, 2 or 3, and not “${level}”.`);
  const opened = await openImage(path, givenSession(given));
  try {
    const { image } = opened;
    const report = await checkImage(image, {
      ...(level === undefined ? {} : { level: Number(level) as 1 | 2 | 3 }),
      newDigest: () => createHash('md5'),
    });
    io.print(
      given.options.has('--json')
        ? `${JSON.stringify(reportAsJson(path, image, report))}\n`
        : reportText(path, image, report, given.options.has('--rules')),
    );
    const { findings } = report;
    const isBad = findings.count('error') > 0 || (given.options.has('--strict') && findings.count('warning') > 0);
    return isBad ? FOUND : DONE;
  } finally {
    opened.close();
  }
}
