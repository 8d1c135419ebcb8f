import { join } from 'node:path';
import { compare, timeCommand } from './measure';
import { makeFiles, makeLarge, temporaryFolder } from './trees';

/** The command as a whole against genisoimage: wall time, to a file. */
export async function* cases(): AsyncGenerator<string> {
  const folder = temporaryFolder();
  const rows = [
    { name: '2 GB in four files, command', path: makeLarge(join(folder, 'large'), 4, 500_000_000), target: 1 },
    {
      name: '100,000 files in 2,000 folders, command',
      path: makeFiles(join(folder, 'many'), 100_000, 2000, 100),
      target: 1,
    },
  ];
  for (const { name, path, target } of rows) {
    const output = (maker: string) => join(folder, `${maker}.iso`);
    yield await compare({
      name,
      ours: () =>
        timeCommand('node', ['build/isodrop.js', '-quiet', '-J', '-r', '-o', output('isodrop'), path], 'wall'),
      other: () => timeCommand('genisoimage', ['-quiet', '-J', '-r', '-o', output('genisoimage'), path], 'wall'),
      otherName: 'genisoimage',
      target,
    });
  }
}
