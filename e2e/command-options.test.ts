/**
 * Options of the built command, judged by genisoimage and xorriso: the same words make an image with the same names,
 * attributes, identifiers and order of contents. The bytes are compared in `images/`.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseArguments } from '../src/command/arguments';
import { OPTIONS } from '../src/command/options';
import { execute, isodrop, makeFiles, type RunOptions, split, summary } from './command-line';
import { parseImage } from './images/iso-fields';
import { rockRidgeTree } from './images/namespaces';
import { needs } from './images/programs';
import { scratchDirectory } from './images/trees';
import { rowsOf } from './tools/thorough';

// Each case starts both programs, and a busy machine takes its time for that.
vi.setConfig({ testTimeout: 60_000 });

let scratch: string;
beforeAll(() => {
  scratch = scratchDirectory();
  makeFiles(scratch);
});
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

interface Case {
  line: string;
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** genisoimage leaves the order of contents to the listing unless it sorts. */
  ordered?: true;
}

const CASES: readonly (string | Case)[] = [
  // File systems
  'tree',
  '-J tree',
  '-R tree',
  '-r tree',
  '-J -R -f tree',
  '-joliet-long -r tree',
  '-J -ucs-level 1 -r tree',
  '-J -ucs-level 2 -r tree',
  '-r tree deep',
  '-r -D tree deep',
  '-r -hide-rr-moved tree deep',
  '-T -r tree deep',
  '-J -table-name Names.text -hide-joliet-trans-tbl tree/other',
  '-no-pad -r tree',
  '-no-pad -pad -r tree',

  // Plain names
  '-l tree/other',
  '-iso-level 1 -l -r tree',
  '-iso-level 2 -r tree',
  '-iso-level 4 -r tree',
  '-max-iso9660-filenames -r tree',
  '-L -allow-lowercase -r tree',
  '-allow-multidot -relaxed-filenames -l -r tree',
  '-d -N -no-iso-translate -r tree',
  '-U -r tree',

  // Owners and modes
  '-uid 7 tree',
  '-R -uid 0x10 -gid 010 tree',
  '-r -gid 9 tree',
  '-R -file-mode 0640 tree',
  '-r -dir-mode 0711 -file-mode 0604 tree',

  // The volume
  "-J -V 'A name' -A 'an application' -publisher me -p you -sysid SYSTEM -volset 'A set' tree",
  '-P me -preparer you -appid it -volid X -abstract A.TXT -biblio B.TXT -copyright C.TXT tree',
  '-volset-size 1 -volset-seqno 1 tree',

  // Places in the image
  '-r tree more',
  '-r -graft-points at/some/place=more tree',
  '-r -graft-points at/file.txt=more/z.txt at/=tree/a.txt b=tree/other',
  '-r -graft-points /=more ./x//z/=tree/other',
  '-r -graft-points sources=more/sources sources/=tree/sources/deep sources/one=tree/a.txt',
  '-r -graft-points odd\\=target=more/odd\\=name back\\\\slash=more/odd\\\\name more/odd\\=name',
  '-r more/odd=name',
  '-r -root /a/b tree/other more/z.txt',
  '-r -root a -graft-points b/=tree/other c=more/z.txt',
  '-graft-points -new-dir-mode 0700 -R x/y=more',
  '-r -graft-points -new-dir-mode 0700 x/y=more',
  '-r -graft-points -dir-mode 0711 x/y=more',
  '-r -graft-points -dir-mode 0711 -new-dir-mode 0700 x/y/z.txt=more/z.txt',
  '-r -path-list lists/plain',
  '-r -path-list lists/plain more/odd=name',
  '-r -graft-points -path-list lists/paths',
  { line: '-r -path-list -', input: 'tree/other\nmore/z.txt' },
  '-r tree/link',
  '-r -f tree/link',
  '-r -- tree/other',

  // Leaving out
  '-r -m *.o tree',
  '-r -m tree/sources/*.o tree',
  '-r -x tree/sources/deep tree',
  '-r -x tree/sources -m [a-c]* tree',
  '-r -exclude other -old-exclude *.?xt tree',
  '-r -exclude-list lists/names tree',
  '-r -m *.txt tree/a.txt tree/other',
  '-r -nobak tree',

  // Hiding
  '-J -r -hide *.txt tree',
  '-J -r -hide tree/sources tree',
  '-r -hide-joliet *.txt tree',
  '-r -hide-joliet-list lists/names -hide-list lists/names tree',
  '-J -r -hidden *.c -hidden tree/other tree',
  '-J -r -hidden-list lists/names tree',
  '-J -r -hide [!a]*.c -hide-joliet two.c tree',

  // Sorting
  {
    line: '-J -r -sort lists/weights -m *.bak -m *~ -m #* -m .hidden -m multi* -m run -m a* -m y.txt -m *.o tree',
    ordered: true,
  },

  // Defaults
  { line: '-r tree/other', env: { GENISOIMAGERC: 'lists/rc' } },
  { line: '-r -V GIVEN tree/other', env: { MKISOFSRC: 'lists/rc' } },
  { line: '-r tree/other', env: { GENISOIMAGERC: 'gone', MKISOFSRC: 'lists/rc' } },
  { line: '-r file', cwd: 'rc' },
  { line: '-r tree/other', env: { HOME: 'rc' } },
];

describe('the image of a line is genisoimage’s:', () => {
  it.for(rowsOf(CASES, 8).map((one) => (typeof one === 'string' ? { line: one } : one)))(
    '$line',
    (one: Case, context) => {
      needs(context, 'genisoimage');
      const words = split(one.line);
      const { line: _line, ordered, cwd = '', ...others } = one;
      const options: RunOptions = { ...others, cwd: join(scratch, cwd) };
      const theirs = execute('genisoimage', ['-quiet', '-o', '-', ...words], options);
      expect(theirs.code, theirs.stderr).toBe(0);
      const ours = isodrop(['-o', '-', ...words], options);
      expect(ours.code, ours.stderr).toBe(0);
      const [our, their] = [summary(ours.stdout), summary(theirs.stdout)];
      if (!ordered) for (const { contents } of [our, their]) contents.sort();
      expect(our).toEqual(their);
    },
  );

  it('with special files', (context) => {
    needs(context, 'genisoimage');
    const special = join(scratch, 'special');
    fs.mkdirSync(special, { recursive: true });
    execFileSync('mkfifo', ['-m', '640', join(special, 'pipe')]);
    const words = ['-R', '-o', '-', 'special', ...['/dev/null', '/dev/tty'].filter((path) => fs.existsSync(path))];
    const images = [execute('genisoimage', ['-quiet', ...words], { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const kinds = images.map(({ stdout }) =>
      [...rockRidgeTree(parseImage(stdout)).values()].map(({ path, mode, user, group, record }) => ({
        ...{ path, mode, user, group },
        device: Buffer.from(record.systemUse.find(({ signature }) => signature === 'PN')?.bytes ?? []).toString('hex'),
      })),
    );
    expect(kinds[1]).toEqual(kinds[0]);
    expect(kinds[1]?.length).toBe(words.length - 3);
  });

  it.for([
    ['iso8859-1', 'd\xe9j\xe0 vu \xa9'],
    ['iso8859-15', 'prix 5 \xa4'],
    ['koi8-r', '\xf0\xf2\xe9\xf7\xe5\xf4'],
    ['cp1251', '\xcf\xf0\xe8\xe2\xe5\xf2'],
    ['euc-jp', '\xc6\xfc\xcb\xdc'],
  ] as const)('with names in %s', ([charset, latin1], context) => {
    needs(context, 'genisoimage');
    const folder = join(scratch, charset);
    fs.mkdirSync(folder);
    fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(latin1, 'latin1')]), 'x');
    const words = ['-J', '-input-charset', charset, '-o', '-', charset];
    const images = [execute('genisoimage', ['-quiet', ...words], { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const [theirs, ours] = images.map(({ stdout }) => summary(stdout).joliet?.names);
    expect(ours).toEqual(theirs);
    expect(ours?.join()).toMatch(/[^\0-\x7f]/);
  });
});

describe('the image of a line is that of “xorriso -as mkisofs”:', () => {
  it.for([
    '-J -V NAME tree',
    '-r -volid NAME tree more',
    '--norock -r -iso-level 3 tree/other',
    '-graft-points -V NAME /place=more /=tree',
    '-m *.o -exclude tree/other tree',
    '-uid 5 -gid 6 -V X deep tree',
    '-dir-mode 0711 -file-mode 0604 tree/other',
    '--modification-date=2010040711405800 -V X tree',
    '--modification-date=2010040711405800 --set_all_file_dates 2011040711405800 -J tree',
    '--set_all_file_dates set_to_mtime tree',
    '-path-list lists/plain',
    '--quoted_path_list lists/quoted',
    '-appid A -publisher P -p ME -sysid S -volset V -copyright C -biblio B -abstract A tree',
  ])('%s', (line, context) => {
    needs(context, 'xorriso');
    fs.writeFileSync(
      join(scratch, 'lists/quoted'),
      `'tree/other' more/z".t"xt more\\
/odd=name`,
    );
    const words = ['-as', 'mkisofs', '-o', '-', ...split(line)];
    const images = [execute('xorriso', words, { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const [theirs, ours] = images.map(({ stdout, stderr }) => {
      expect(stdout.length, stderr).toBeGreaterThan(0);
      const image = parseImage(stdout);
      const { joliet, identifiers } = summary(stdout);
      const tree = [...rockRidgeTree(image).values()].map(({ path, kind, mode, user, group, target, ...node }) => ({
        ...{ path, kind, mode, user, group, target },
        times: line.includes('file_dates') ? [node.modifyTime, node.accessTime, node.attributeTime] : [],
      }));
      const dates = Buffer.from(image.bytes.subarray(16 * 2048 + 813, 16 * 2048 + 847)).toString('latin1');
      return {
        tree: tree.sort((a, b) => (a.path < b.path ? -1 : 1)),
        // xorriso leaves links out of Joliet, genisoimage has them as empty files.
        joliet: joliet?.names.filter((row) => !row.startsWith('link ')),
        volume: identifiers.volume,
        texts: line.includes('-appid') ? identifiers : undefined,
        dates: line.includes('modification-date') ? dates : undefined,
      };
    });
    expect(ours).toEqual(theirs);
  });

  it.for([
    '--norock -untranslated_name_len 20 -m multi* tree/other more',
    '--norock -untranslated_name_len 96 -J tree more',
    '--norock -disallow_dir_id_ext -m a_b dotted',
    '--norock -disallow_dir_id_ext -iso-level 2 -m a_b dotted',
    '--norock -U -disallow_dir_id_ext dotted',
    '--norock -allow-multidot -relaxed-filenames -disallow_dir_id_ext -m .* dotted',
  ])('with the plain names of %s', (line, context) => {
    needs(context, 'xorriso');
    for (const name of ['a.b', 'a_b', 'longer.than.eight', '.hidden', 'plain']) {
      fs.mkdirSync(join(scratch, 'dotted', name), { recursive: true });
    }
    const words = ['-as', 'mkisofs', '-o', '-', ...split(line)];
    const images = [execute('xorriso', words, { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const [theirs, ours] = images.map(({ stdout, stderr }) => {
      expect(stdout.length, stderr).toBeGreaterThan(0);
      return summary(stdout).names.filter((row) => !/^link/i.test(row));
    });
    expect(ours).toEqual(theirs);
  });

  it.for(['', 'A', '0x5e', 'lists/plain'])('with “%s” in the field for applications', (value, context) => {
    needs(context, 'xorriso');
    const words = ['-as', 'mkisofs', '-J', '--application_use', value, '-o', '-', 'tree/other'];
    const images = [execute('xorriso', words, { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const [theirs, ours] = images.map(({ stdout }) => stdout.subarray(16 * 2048 + 883, 16 * 2048 + 1395).toString());
    expect(ours).toHaveLength(512);
    expect(ours).toBe(theirs);
  });

  it('in the order of --sort-weight', (context) => {
    needs(context, 'xorriso');
    const weights = ['--sort-weight', '9', '/b', '--sort-weight-patterns', 'lists/patterns'];
    fs.writeFileSync(join(scratch, 'lists/patterns'), '-3 /sub*/x*\n5 /sub\n');
    for (const name of ['a', 'b', 'sub/x', 'sub/y']) {
      fs.mkdirSync(join(scratch, 'weighed', name, '..'), { recursive: true });
      fs.writeFileSync(join(scratch, 'weighed', name), name);
    }
    const words = ['-as', 'mkisofs', '-o', '-', ...weights, 'weighed'];
    const images = [execute('xorriso', words, { cwd: scratch }), isodrop(words, { cwd: scratch })];
    const [theirs, ours] = images.map(({ stdout }) => summary(stdout).contents);
    expect(ours).toEqual(theirs);
  });
});

describe('beginnings of options', () => {
  it('are understood where genisoimage understands them, and no others', (context) => {
    needs(context, 'genisoimage');
    const rows = OPTIONS.filter(({ dialect }) => dialect === undefined);
    const beginnings = new Set(
      rows.flatMap(({ names }) => names.flatMap((name) => [...name].map((_, index) => `-${name.slice(0, index + 1)}`))),
    );
    expect(beginnings.size).toBeGreaterThan(1000);
    const others = rowsOf([...beginnings], 4).filter((beginning) => {
      const { stderr } = execute('genisoimage', [beginning], { cwd: scratch });
      // It has some long names twice, and so takes their beginnings for two options.
      if (
        /ambiguous/.test(stderr) &&
        rows.some(({ names }) => names.some((name) => `-${name}`.startsWith(beginning) && TWICE.has(name)))
      )
        return false;
      return understands(beginning) === /ambiguous|unrecognized|invalid option/.test(stderr);
    });
    expect(others).toEqual([]);
  });
});

/** Long names that genisoimage's own table has twice. */
const TWICE = new Set(['allow-leading-dots', 'publisher']);

function understands(argument: string): boolean {
  try {
    parseArguments([argument, 'a value']);
    return true;
  } catch {
    return false;
  }
}
