import { UsageError } from '../../command/usage-error';
import { type EntryId, Kind, NO_ENTRY } from '../../image/tree';
import { NodeContents } from '../../sources/node-contents';
import type { CommandIo } from '../io';
import { printable, ReadingError } from './opened';
import { ANYWAY, OUTPUT, placeOf, Remaking } from './remake';
import { DONE, type GivenWords, JSON_OPTION, type Subcommand } from './subcommand';

export const RM: Subcommand = {
  name: 'rm',
  usage: 'IMAGE PATH...',
  about:
    'Makes an image without the files and folders at the paths, and with everything else as it is. Nothing is changed where one of the paths is not there.',
  options: [OUTPUT, ANYWAY, JSON_OPTION],
  run: rm,
};

async function rm({ paths: [path, ...paths], options }: GivenWords, io: CommandIo): Promise<number> {
  if (path === undefined || paths.length === 0) {
    throw new UsageError('isodrop rm needs an image and paths in it: isodrop rm disc.iso FOLDER/FILE');
  }
  const to = placeOf(path, options.get('-o'), io);
  const remaking = await Remaking.open(path, new NodeContents(), !options.has('-o'), options.has('--anyway'));
  try {
    const { tree } = remaking;
    const entries = paths.map((one) => entryAt(remaking, one));
    let count = 0;
    for (const entry of entries) {
      if (!tree.isIncluded(entry)) continue;
      count += tree.kind(entry) === Kind.directory ? tree.countsOf(entry).files : 1;
      tree.exclude(entry, true);
    }
    const { bytes, notices } = await remaking.write(to, [], io);
    if (options.has('--json')) {
      io.print(
        `${JSON.stringify({ image: path, output: options.get('-o') ?? path, removed: paths, bytes, notices, ...remaking.told })}\n`,
      );
    } else {
      const files = `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
      io.log(`isodrop: ${files} fewer: ${to.shown} has ${bytes.toLocaleString('en')} bytes\n`);
    }
    return DONE;
  } finally {
    remaking.close();
  }
}

function entryAt({ tree, opened }: Remaking, path: string): EntryId {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const entry = names.reduce((folder, name) => (folder === NO_ENTRY ? folder : tree.find(folder, name)), 0);
  if (entry === NO_ENTRY) {
    throw new ReadingError(`There is no “${printable(path)}” in “${opened.path}”. Nothing was changed.`);
  }
  if (entry === 0) throw new ReadingError('The root of an image cannot be taken out. Name what is in it.');
  return entry;
}
