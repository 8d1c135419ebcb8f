import { describe, expect, it } from 'vitest';
import { applyOptions, defaultCommand, parseArguments } from './arguments';
import type { CommandOptions } from './command-options';
import { helpText } from './help';
import { SECTIONS } from './option-row';
import { OPTIONS } from './options';

/** Words as a shell divides them, as far as these tests need it. */
const words = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
const optionsOf = (line: string) => applyOptions(parseArguments(words(line)).options);
const pathsOf = (line: string) => parseArguments(words(line)).paths.map(({ path }) => path);

/** What an object changes of another, level by level. */
type Changes<T> = {
  [Key in keyof T]?: T[Key] extends readonly unknown[]
    ? T[Key]
    : T[Key] extends object | undefined
      ? Changes<T[Key]>
      : T[Key];
};

function changed<T>(value: T, changes: Changes<T>): T {
  const result = { ...value };
  for (const [key, change] of Object.entries(changes) as [keyof T, never][]) {
    const isGroup = typeof change === 'object' && !Array.isArray(change);
    result[key] = isGroup ? changed((value[key] ?? {}) as never, change) : change;
  }
  return result;
}

describe('an accepted command line', () => {
  const RATIONAL = { image: { rockRidge: 'rationalized' } } as const;
  const FULL = { image: { rockRidge: 'full' } } as const;
  const AS_THEY_ARE = {
    omitVersion: true,
    omitPeriod: true,
    leadingDots: true,
    relaxed: true,
    lowercase: true,
    multidot: true,
  };
  const stamp = (seconds: number, hundredths = 0) => ({ seconds, hundredths });
  const cases: [line: string, changes: Changes<CommandOptions>][] = [
    ['DIR', {}],
    // Spellings
    ['-J DIR', { image: { joliet: true } }],
    ['-joliet DIR', { image: { joliet: true } }],
    ['--joliet DIR', { image: { joliet: true } }],
    ['--J DIR', { image: { joliet: true } }],
    ['-Jrf DIR', { image: { joliet: true, rockRidge: 'rationalized' }, files: { followLinks: true } }],
    ['-rJ DIR', { image: { joliet: true, rockRidge: 'rationalized' } }],
    ['-o x.iso DIR', { output: 'x.iso' }],
    ['-ox.iso DIR', { output: 'x.iso' }],
    ['-Jro x.iso DIR', { image: { joliet: true, rockRidge: 'rationalized' }, output: 'x.iso' }],
    ['-Jrox.iso DIR', { image: { joliet: true, rockRidge: 'rationalized' }, output: 'x.iso' }],
    ['-output x.iso DIR', { output: 'x.iso' }],
    ['-output=x.iso DIR', { output: 'x.iso' }],
    ['--output=a=b.iso DIR', { output: 'a=b.iso' }],
    ['-o - DIR', { output: '-' }],
    ['-o -J DIR', { output: '-J' }],
    ['-o a.iso -o b.iso DIR', { output: 'b.iso' }],
    ['-VNAME DIR', { image: { volumeName: 'NAME' } }],
    ['-V=NAME DIR', { image: { volumeName: '=NAME' } }],
    ['--V=NAME DIR', { image: { volumeName: 'NAME' } }],
    ['-volid= DIR', { image: { volumeName: '' } }],
    ['--iso-level=2 DIR', { image: { isoLevel: 2 } }],
    // “isohybrid-mbr” and “isort” are not genisoimage's, so they do not make its beginnings ambiguous.
    ['-iso 2 DIR', { image: { isoLevel: 2 } }],
    ['-rat DIR', RATIONAL],
    ['DIR -J', { image: { joliet: true } }],

    // File systems
    ['-joliet-long DIR', { image: { joliet: true, jolietUnits: 103 } }],
    ['-ucs-level 1 DIR', { image: { jolietLevel: 1 } }],
    ['-r DIR', RATIONAL],
    ['-rational-rock DIR', RATIONAL],
    ['-R DIR', FULL],
    ['-rock DIR', FULL],
    ['-R -r DIR', RATIONAL],
    ['-r -R DIR', RATIONAL],
    ['-R -rrip112 DIR', { image: { rockRidge: 'full', rockRidgeVersion: '1.12' } }],
    ['-rrip112 -rrip110 DIR', {}],
    ['-D DIR', { image: { keepDeep: true } }],
    ['-hide-rr-moved DIR', { image: { hideRelocation: true }, relocates: true }],
    ['-noatime DIR', { files: { accessTimes: false } }],
    ['-short-rr-time -no-hfs --joliet-utf16 -cache-inodes --no-emul-toc DIR', {}],

    // Plain names
    ['-iso-level 3 DIR', { image: { isoLevel: 3 } }],
    ['-l DIR', { fullNames: true }],
    ['-L DIR', { image: { isoNames: { leadingDots: true } }, violations: ['-L'] }],
    ['-ldots DIR', { image: { isoNames: { leadingDots: true } }, violations: ['-ldots'] }],
    ['-allow-lowercase DIR', { image: { isoNames: { lowercase: true } }, violations: ['-allow-lowercase'] }],
    ['-allow-multidot DIR', { image: { isoNames: { multidot: true } }, violations: ['-allow-multidot'] }],
    ['-relaxed-filenames DIR', { image: { isoNames: { relaxed: true } }, violations: ['-relaxed-filenames'] }],
    ['-no-iso-translate DIR', { image: { isoNames: { noTranslate: true } }, violations: ['-no-iso-translate'] }],
    ['-dN DIR', { image: { isoNames: { omitPeriod: true, omitVersion: true } }, violations: ['-d', '-N'] }],
    [
      '-max-iso9660-filenames DIR',
      {
        fullNames: true,
        image: { isoNames: { length: 37, omitVersion: true } },
        violations: ['-max-iso9660-filenames'],
      },
    ],
    ['-U DIR', { fullNames: true, image: { isoNames: AS_THEY_ARE }, violations: ['-U'] }],
    [
      '-iso-level 4 DIR',
      { fullNames: true, image: { isoLevel: 4, keepDeep: true, isoNames: { ...AS_THEY_ARE, length: 207 } } },
    ],
    ['-no-allow-lowercase DIR', { noLowercase: true }],
    ['+allow-lowercase DIR', { noLowercase: true }],

    // Owners and modes: what only Rock Ridge holds switches it on
    ['-uid 0x10 DIR', { image: { rockRidge: 'full', owner: { user: 16 } } }],
    ['-r -gid 010 DIR', { image: { rockRidge: 'rationalized', owner: { group: 8 } } }],
    ['-file-mode 0644 DIR', { image: { rockRidge: 'full', owner: { fileMode: 0o644 } } }],
    ['-dir-mode 7777 DIR', { image: { rockRidge: 'full', owner: { directoryMode: 0o7777 } } }],
    ['-new-dir-mode 755 DIR', { image: { owner: { newDirectoryMode: 0o755 } } }],

    // The volume
    ['-V NAME DIR', { image: { volumeName: 'NAME' } }],
    [
      "-A 'my application' -P me -p you -sysid S -volset SET -abstract A.TXT -biblio B.TXT -copyright C.TXT DIR",
      {
        image: {
          identifiers: {
            application: 'my application',
            publisher: 'me',
            dataPreparer: 'you',
            system: 'S',
            volumeSet: 'SET',
            abstractFile: 'A.TXT',
            bibliographicFile: 'B.TXT',
            copyrightFile: 'C.TXT',
          },
        },
      },
    ],
    ['-volset-seqno 2 -volset-size 3 DIR', { image: { volumeSetSize: 3, volumeSequenceNumber: 2 } }],
    ['-creation-date 20010203040506+0100 DIR', { dates: { creation: stamp(981_169_506) } }],
    ['-effective-date 2001+0000 DIR', { dates: { effective: stamp(978_307_200) } }],
    ['-expiration-date 2001+0000 DIR', { dates: { expiration: stamp(978_307_200) } }],
    ['-modification-date 2001+0000 DIR', { dates: { modification: stamp(978_307_200) } }],
    [
      '--modification-date=2001010100000012 DIR',
      { dates: { creation: stamp(978_307_200, 12), modification: stamp(978_307_200, 12) } },
    ],
    [
      '-reproducible-date 2001+0000 DIR',
      { dates: { reproducible: stamp(978_307_200) }, files: { accessTimes: false } },
    ],
    ['--set_all_file_dates set_to_mtime DIR', { dates: { files: 'modified' } }],
    ['--set_all_file_dates 2001010100000000 DIR', { dates: { files: stamp(978_307_200) } }],
    ["--set_all_file_dates set_to_mtime --set_all_file_dates '' DIR", {}],

    // Files
    ['-follow-links DIR', { files: { followLinks: true } }],
    ['-posix-L DIR', { files: { followLinks: true } }],
    ['-f -posix-P DIR', {}],
    ['-posix-H DIR', { files: { followGiven: true } }],
    ['-graft-points DIR', { files: { graftPoints: true } }],
    ['-root a/b DIR', { files: { root: 'a/b' } }],
    [
      '-path-list - --quoted_path_list L',
      {
        files: {
          pathLists: [
            { file: '-', quoted: false },
            { file: 'L', quoted: true },
          ],
        },
      },
    ],
    ['-input-charset iso8859-15 DIR', { files: { charset: 'iso8859-15' } }],
    ['-input-charset default DIR', { files: { charset: 'iso8859-1' } }],
    ['-jcharset cp1251 DIR', { image: { joliet: true }, files: { charset: 'cp1251' } }],
    ['-output-charset UTF-8 DIR', {}],
    ['-no-cache-inodes DIR', { files: { shareHardLinks: false } }],
    ['-portable DIR', { files: { portable: true } }],

    // Leaving out, hiding, sorting
    [
      '-m a -x b -exclude c -old-exclude d -exclude-list L DIR',
      { files: { excluded: [{ pattern: 'a' }, { pattern: 'b' }, { pattern: 'c' }, { pattern: 'd' }, { list: 'L' }] } },
    ],
    ['-nobak DIR', { files: { backups: false } }],
    ['-hide a -hide-list L DIR', { files: { hiddenFromIso: [{ pattern: 'a' }, { list: 'L' }] } }],
    ['-hidden a -hidden-list L DIR', { files: { hidden: [{ pattern: 'a' }, { list: 'L' }] } }],
    ['-hide-joliet a DIR', { image: { joliet: true }, files: { hiddenFromJoliet: [{ pattern: 'a' }] } }],
    ['-hide-joliet-list L DIR', { image: { joliet: true }, files: { hiddenFromJoliet: [{ list: 'L' }] } }],
    ['-exclude-ignorecase DIR', { files: { ignoreCase: true } }],
    ['-sort a -sort b DIR', { files: { sortLists: ['a', 'b'] } }],
    ['-isort a DIR', { files: { sortLists: ['a'], sortIgnoresCase: true } }],
    ['--sort-weight 5 /a DIR', { files: { imageWeights: [{ weight: 5, path: '/a' }] } }],
    ['--sort-weight-list a --sort-weight-patterns b DIR', { files: { imageWeights: [{ list: 'b', patterns: true }] } }],

    // Output and messages
    ['-no-pad DIR', { image: { endPadBlocks: 0 } }],
    ['-no-pad -pad DIR', {}],
    ['-s data DIR', {}],
    ['-print-size DIR', { printSize: true }],
    ['-v DIR', { verbosity: 2 }],
    ['-v -v DIR', { verbosity: 3 }],
    ['-vv DIR', { verbosity: 3 }],
    ['-quiet -v DIR', { verbosity: 1 }],
    ['-v -quiet DIR', { verbosity: 0 }],
    ['-debug -v DIR', { debug: true, verbosity: 2 }],
    ['-log-file L DIR', { logFile: 'L' }],
    ["-log-file L -log-file '' DIR", {}],
    ['-gui DIR', { gui: true }],
    ['-help', { help: true }],
    ['-version', { version: true }],

    // xorriso's defaults
    ['-as mkisofs -V NAME DIR', { dialect: 'xorriso', image: { rockRidge: 'full', volumeName: 'NAME' } }],
    ['-as mkisofs -r --norock -R DIR', { dialect: 'xorriso', image: { rockRidge: 'full', volumeName: 'ISOIMAGE' } }],
    ['-as mkisofs --norock DIR', { dialect: 'xorriso', image: { volumeName: 'ISOIMAGE' } }],
    ['-rr_reloc_dir /rr_moved DIR', { relocates: true }],
    ['-rr_reloc_dir /.rr_moved DIR', { image: { hideRelocation: true }, relocates: true }],
  ];
  it.each(cases)('%s', (line, changes) => {
    expect(optionsOf(line)).toEqual(changed(defaultCommand(), changes));
  });

  it('keeps the default options as they are', () => {
    const before = defaultCommand();
    optionsOf('-Jrfv -o x -U -m x -uid 5 -A x -creation-date 2001 --acl DIR');
    expect(defaultCommand()).toEqual(before);
  });
});

describe('an option that does here not what it does elsewhere', () => {
  it.each([
    ['--acl DIR', '--acl: access control lists are not in the image.'],
    ['-long-rr-time DIR', '-long-rr-time: times are recorded in seven bytes where they fit, which every reader knows.'],
    ['-output-charset cp437 DIR', /^-output-charset cp437: Rock Ridge names are in UTF-8/],
    ['-rr_reloc_dir /deep DIR', /^-rr_reloc_dir \/deep: the folder of moved folders is called RR_MOVED\.$/],
  ])('is said: %s', (line, sentence) => {
    const { said } = optionsOf(line);
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('paths', () => {
  it.each([
    ['A', ['A']],
    ['-J A B', ['A', 'B']],
    ['A -o x.iso B', ['A', 'B']],
    ['-J -- -r B', ['-r', 'B']],
    ['A -- -- C', ['A', '--', 'C']],
    ['-J -', ['-']],
  ])('of %s', (line, paths) => {
    expect(pathsOf(line)).toEqual(paths);
  });

  it('stand with the number of their argument, as options do', () => {
    const given = parseArguments(['-Jo', 'x.iso', 'A', '-v', '--', 'B']);
    expect(given.options.map(({ spelling, value, index }) => [spelling, value, index])).toEqual([
      ['-J', '', 0],
      ['-o', 'x.iso', 0],
      ['-v', '', 3],
    ]);
    expect(given.paths).toEqual([
      { path: 'A', index: 2 },
      { path: 'B', index: 5 },
    ]);
  });
});

describe('a refused command line', () => {
  it.each([
    ['-jolyet DIR', '-jolyet is not an option of isodrop; did you mean -joliet?'],
    ['--iso-levl 3 DIR', '--iso-levl is not an option of isodrop; did you mean -iso-level?'],
    ['-j DIR', '-j is not an option of isodrop; did you mean -J?'],
    ['-Jyr DIR', '-y (in “-Jyr”) is not an option of isodrop: isodrop -help lists them.'],
    ['--xyzzy DIR', '--xyzzy is not an option of isodrop: isodrop -help lists them.'],
    ['-ver DIR', '“-ver” could be any of -verbose, -version. Write the option in full.'],
    ['-ro x.iso DIR', /^“-ro” could be any of .*-rock.*-root/],
    ['--porta DIR', /^--porta is not an option/],
    ['-o=x.iso DIR', '“-o=x.iso” is not understood: put a space in place of the equals sign.'],
    ['-joliet=3 DIR', '-joliet takes no value (“-joliet=3”).'],
    ['DIR -o', '-o needs a value: -o FILE.'],
    ['DIR -iso-level', '-iso-level needs a value: -iso-level LEVEL.'],
    ['--sort-weight 5', '--sort-weight needs values: --sort-weight NUMBER PATH.'],
    ['-iso-level 5 DIR', '-iso-level 5 is not a number from 1 to 4.'],
    ['-iso-level 3x DIR', '-iso-level 3x is not a number from 1 to 4.'],
    ['-ucs-level 0 DIR', '-ucs-level 0 is not a number from 1 to 3.'],
    ['-V 123456789012345678901234567890123 DIR', /has 33 characters; the name of a volume has room for 32\.$/],
    [`-abstract ${'A'.repeat(38)} DIR`, /has 38 characters; this identifier has room for 37\.$/],
    ['-volset-size 65536 DIR', '-volset-size 65536 is not a number from 1 to 65,535.'],
    [
      '-uid root DIR',
      '-uid root is not a number from 0 to 4,294,967,295. If it is a name, “id -u root” prints its number.',
    ],
    ['-gid 08 DIR', /^-gid 08 is not a number/],
    ['-file-mode 0888 DIR', '-file-mode 0888 is not a mode: write four octal digits, such as 0644.'],
    ['-dir-mode 17777 DIR', /^-dir-mode 17777 is not a mode/],
    ['-creation-date today DIR', /^-creation-date “today” is not a date\. Write YYYYMMDDhhmmss/],
    ['-input-charset cp437 DIR', /^-input-charset cp437: Isodrop does not know this encoding of names\./],
    ['-s raw DIR', /^-s raw is not supported: images have blocks of 2,048 bytes/],
    ['-output= DIR', '-output needs the name of a file.'],
    ['-as cdrecord DIR', /^-as cdrecord is not supported/],
    [
      '-G boot.img DIR',
      '-G (First blocks of the disc) is not supported: Isodrop’s discs boot by El Torito alone so far. Use genisoimage or xorriso for this image.',
    ],
    ['-boot-load-seg x DIR', '-boot-load-seg x is not a segment: write a number from 0 to 65,535.'],
    ['-eltorito-platform arm DIR', /^-eltorito-platform arm is no platform: write x86, PPC, Mac, efi or a number/],
    ['-eltorito-selcrit 123 DIR', /^-eltorito-selcrit 123: write up to 20 bytes as pairs of hexadecimal digits/],
    ['-isohybrid-mbr x DIR', /^-isohybrid-mbr .* is not supported: Isodrop’s discs boot by El Torito alone so far/],
    ['-append_partition 2 0xef x DIR', /^-append_partition .* is not supported/],
    ['-udf DIR', /^-udf .* is not supported: Isodrop does not write UDF yet/],
    ['-Jrh DIR', /^-h in “-Jrh” \(HFS as well\) is not supported/],
    ['-M old.iso DIR', /^-M .* is not supported: Isodrop does not add sessions to a disc yet/],
    ['-z DIR', /^-z .* is not supported/],
    ['-XA DIR', /^-XA .* is not supported: Isodrop does not write XA attributes\. Use -R, /],
    [
      '-table-name a/b DIR',
      /^-table-name “a\/b” is not the name of such a file: write up to 64 characters without \\ \//,
    ],
    ['-table-name= DIR', /^-table-name “” is not the name of such a file/],
    ['-table-name .. DIR', /^-table-name “\.\.” is not the name/],
    [`-table-name ${'x'.repeat(65)} DIR`, /is not the name of such a file/],
    ['-untranslated_name_len 97 DIR', '-untranslated_name_len 97 is not a number from 0 to 96.'],
  ])('%s', (line, message) => {
    expect(() => optionsOf(line)).toThrow(message);
  });
});

describe('the option table', () => {
  const names = OPTIONS.flatMap((row) => row.names);

  it('has each name once', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(270);
  });

  it('names no option with dashes or an equals sign', () => {
    expect(names.filter((name) => /^-|=| /.test(name))).toEqual([]);
  });

  it('says of each refused option why, and what to do instead', () => {
    for (const { names, status } of OPTIONS) {
      if (status.kind !== 'refused') continue;
      expect(status.why, names[0]).toMatch(/^\S.*[^ .]$/);
      expect(status.instead, names[0]).toMatch(/^[A-Z].*[^ .]\.$/);
    }
  });

  it('is all in the help, and the help fits a terminal', () => {
    const help = helpText([]);
    for (const row of OPTIONS) {
      expect(SECTIONS).toContain(row.section);
      for (const name of row.names) {
        const spelled = name.startsWith('+') ? `\\${name}` : `-${name}`;
        expect(help).toMatch(new RegExp(`(^|[ ,])${spelled}\\b`, 'm'));
      }
      if (row.status.kind === 'works') expect(help.replace(/\s+/g, ' ')).toContain(row.help);
    }
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
