import { describe, expect, it } from 'vitest';
import { applyOptions, parseArguments } from './arguments';
import { helpText } from './help';
import { type CommandOptions, DEFAULT_COMMAND, OPTIONS, SECTIONS } from './options';

const optionsOf = (line: string) => applyOptions(parseArguments(line.split(' ')).options);
const pathsOf = (line: string) => parseArguments(line.split(' ')).paths.map(({ path }) => path);

describe('an accepted command line', () => {
  const cases: [line: string, options: Partial<CommandOptions>][] = [
    ['DIR', {}],
    ['-J DIR', { joliet: true }],
    ['-joliet DIR', { joliet: true }],
    ['--joliet DIR', { joliet: true }],
    ['--J DIR', { joliet: true }],
    ['-r DIR', { rockRidge: 'rationalized' }],
    ['-rational-rock DIR', { rockRidge: 'rationalized' }],
    ['-R DIR', { rockRidge: 'full' }],
    ['-rock DIR', { rockRidge: 'full' }],
    ['-R -r DIR', { rockRidge: 'rationalized' }],
    ['-r -R DIR', { rockRidge: 'rationalized' }],
    ['-Jrf DIR', { joliet: true, rockRidge: 'rationalized', followLinks: true }],
    ['-rJ DIR', { joliet: true, rockRidge: 'rationalized' }],
    ['-follow-links DIR', { followLinks: true }],
    ['-o x.iso DIR', { output: 'x.iso' }],
    ['-ox.iso DIR', { output: 'x.iso' }],
    ['-Jro x.iso DIR', { joliet: true, rockRidge: 'rationalized', output: 'x.iso' }],
    ['-Jrox.iso DIR', { joliet: true, rockRidge: 'rationalized', output: 'x.iso' }],
    ['-output x.iso DIR', { output: 'x.iso' }],
    ['-output=x.iso DIR', { output: 'x.iso' }],
    ['--output=a=b.iso DIR', { output: 'a=b.iso' }],
    ['-o - DIR', { output: '-' }],
    ['-o -J DIR', { output: '-J' }],
    ['-o a.iso -o b.iso DIR', { output: 'b.iso' }],
    ['-V NAME DIR', { volumeName: 'NAME' }],
    ['-VNAME DIR', { volumeName: 'NAME' }],
    ['-V=NAME DIR', { volumeName: '=NAME' }],
    ['--V=NAME DIR', { volumeName: 'NAME' }],
    ['-volid=NAME DIR', { volumeName: 'NAME' }],
    ['-volid= DIR', { volumeName: '' }],
    ['-iso-level 3 DIR', { isoLevel: 3 }],
    ['--iso-level=2 DIR', { isoLevel: 2 }],
    ['-iso 2 DIR', { isoLevel: 2 }],
    ['-rat DIR', { rockRidge: 'rationalized' }],
    ['-v DIR', { verbosity: 2 }],
    ['-v -v DIR', { verbosity: 3 }],
    ['-vv DIR', { verbosity: 3 }],
    ['-quiet -v DIR', { verbosity: 1 }],
    ['-v -quiet DIR', { verbosity: 0 }],
    ['-debug -v DIR', { debug: true, verbosity: 2 }],
    ['-print-size DIR', { printSize: true }],
    ['-portable DIR', { portable: true }],
    ['-help', { help: true }],
    ['-version', { version: true }],
    ['DIR -J', { joliet: true }],
    ['-pad -cache-inodes DIR', {}],
  ];
  it.each(cases)('%s', (line, expected) => {
    expect(optionsOf(line)).toEqual({ ...DEFAULT_COMMAND, ...expected });
  });

  it('keeps the default options as they are', () => {
    optionsOf('-Jrfv -o x DIR');
    expect(DEFAULT_COMMAND).toMatchObject({ joliet: false, rockRidge: 'none', output: undefined, verbosity: 1 });
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
    ['-portabel DIR', '-p (Who prepared the volume) is not supported: Isodrop does not have it yet.'],
    ['-j DIR', '-j is not an option of isodrop; did you mean -J?'],
    ['-Jyr DIR', '-y (in “-Jyr”) is not an option of isodrop: isodrop -help lists them.'],
    ['--xyzzy DIR', '--xyzzy is not an option of isodrop: isodrop -help lists them.'],
    ['-ver DIR', '“-ver” could be any of -verbose, -version. Write the option in full.'],
    ['-ro x.iso DIR', /^“-ro” could be any of .*-rock.*-root/],
    ['-o=x.iso DIR', '“-o=x.iso” is not understood: put a space in place of the equals sign.'],
    ['-joliet=3 DIR', '-joliet takes no value (“-joliet=3”).'],
    ['DIR -o', '-o needs a value: -o FILE.'],
    ['DIR -iso-level', '-iso-level needs a value: -iso-level LEVEL.'],
    ['-iso-level 5 DIR', '-iso-level 5 does not exist. Use 1, 2 or 3.'],
    ['-iso-level 3x DIR', '-iso-level 3x does not exist. Use 1, 2 or 3.'],
    ['-iso-level 4 DIR', /^-iso-level 4 \(ISO 9660:1999\) is not supported/],
    ['-V 123456789012345678901234567890123 DIR', /has 33 characters; the name of a volume has room for 32\.$/],
    ['-output= DIR', '-o needs the name of a file.'],
    ['-b boot.img DIR', '-b (El Torito boot image) is not supported: Isodrop does not make bootable discs yet.'],
    ['-udf DIR', '-udf (Write UDF as well) is not supported: Isodrop does not write UDF yet.'],
    ['-l DIR', '-l (Names of 31 characters) is not supported: Isodrop does not have it yet. Use -iso-level 2.'],
    ['-Jrl DIR', /^-l \(Names of 31 characters\) is not supported/],
    ['-graft-points A=B', /^-graft-points .* is not supported/],
  ])('%s', (line, message) => {
    expect(() => optionsOf(line)).toThrow(message);
  });
});

describe('the option table', () => {
  it('has each name once', () => {
    const names = OPTIONS.flatMap((row) => row.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(150);
  });

  it('names no option with dashes or an equals sign', () => {
    expect(OPTIONS.flatMap((row) => row.names).filter((name) => /^-|=| /.test(name))).toEqual([]);
  });

  it('is all in the help, and the help fits a terminal', () => {
    const help = helpText();
    for (const row of OPTIONS) {
      expect(SECTIONS).toContain(row.section);
      for (const name of row.names) expect(help).toMatch(new RegExp(`(^|[ ,])-${name}\\b`, 'm'));
      if (row.status.works) expect(help.replace(/\s+/g, ' ')).toContain(row.help);
    }
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
