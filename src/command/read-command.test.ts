import { describe, expect, it } from 'vitest';
import { DEFAULT_CHOICE } from '../image/choice';
import { isSameChoice } from '../image/chosen-options';
import { PRESETS } from '../image/presets';
import { readCommand } from './read-command';
import { shellWords } from './shell-words';
import { commandLine, commandWords } from './words';

describe('words of a shell', () => {
  it.each<[text: string, words: string[]]>([
    ['  a \'b c\' "d e"f g\\ h ', ['a', 'b c', 'd ef', 'g h']],
    ['a \\\n  -J \\\r\n -r', ['a', '-J', '-r']],
    ['a "" \'\' b', ['a', '', '', 'b']],
    ['a "x\\"y\\\\z\\q"', ['a', 'x"y\\z\\q']],
    ["'it'\\''s'", ["it's"]],
    ['\n a #b\n c', ['a']],
    ['a b#c', ['a', 'b#c']],
  ])('%j', (text, words) => {
    expect(shellWords(text).words).toEqual(words);
  });

  it('end where another command begins, and tell what a shell would put in', () => {
    expect(shellWords('a b | c "d"')).toEqual({ words: ['a', 'b'], rest: '| c "d"', expanded: [] });
    expect(shellWords('a b>c')).toMatchObject({ words: ['a', 'b'], rest: '>c' });
    expect(shellWords('a b 2>/dev/null')).toMatchObject({ words: ['a', 'b'], rest: '2>/dev/null' });
    expect(shellWords('a b\nc')).toMatchObject({ words: ['a', 'b'], rest: 'c' });
    expect(shellWords('a $HOME "x$(y)" \'$z\' *.txt ~/d "\\$e"').expanded).toEqual([
      '$HOME',
      '"x$(y)"',
      '*.txt',
      '~/d',
    ]);
    expect(() => shellWords("a 'b")).toThrow("A quotation mark has no other: 'b");
  });
});

describe('a pasted command', () => {
  it.each(Object.entries(PRESETS))('of the preset “%s” gives it back', (_, { options }) => {
    const { program, words } = commandWords(options);
    const line = commandLine([program, ...words, '-V', 'MY DISC', 'a folder']);
    const { options: read, volumeName, sentences } = readCommand(line);
    expect(isSameChoice(read, options)).toBe(true);
    expect(volumeName).toBe('MY DISC');
    expect(sentences.filter((sentence) => !sentence.includes('ISO 9660 does not allow'))).toEqual([
      '“a folder”: a page cannot open paths. Drop what the command names.',
    ]);
  });

  it.each<[line: string, sentences: (string | RegExp)[]]>([
    ['genisoimage -J -r', []],
    ['-J -r', []],
    ['sudo /usr/bin/mkisofs -Jr -o x.iso a', [/passed over: sudo$/, /^-o x.iso: where the image goes/, /^“a”: a page/]],
    ['mkisofs -J -r -v -v -quiet', [/^-v -quiet: that is for the command/]],
    ['genisoimage -J -r -m *.o -x b', [/^-m \*.o -x b: what is left out is for you to choose/, /\*.o$/]],
    [
      'genisoimage -J -r -b boot.img -no-emul-boot',
      ['-b boot.img -no-emul-boot: what a computer boots from is chosen at its file, in the contents.'],
    ],
    ['genisoimage -J -r -hide-joliet x', [/^-hide-joliet x: files cannot be hidden/]],
    [
      'genisoimage -J -r -f -graft-points a=b',
      [/^-f: browsers do not show symbolic links/, /^-graft-points: where/, /“a=b”/],
    ],
    ['genisoimage -J -r -use-fileversion', ['-use-fileversion: only the files of VMS have versions.']],
    ['genisoimage -J -r -V $NAME', [/would put something else here.*\$NAME$/]],
    ['genisoimage -J -r | sha256sum', [/behind the command is passed over: \| sha256sum$/]],
    ['genisoimage -J -r -uid nobody', [/^-uid nobody is not a number/]],
    ['genisoimage -J -r -volset-seqno 3', [/^-volset-seqno 3 is more than the set has volumes/]],
    ['isodrop -J -r -application_use file.bin', [/^-application_use file.bin: a page cannot open that file/]],
  ])('%s', (line, sentences) => {
    const read = readCommand(line);
    expect(read.sentences).toEqual(
      sentences.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
    expect(read.options).toMatchObject({ joliet: true, rockRidge: 'rationalized' });
  });

  it('is one of xorriso’s only behind -as mkisofs, with the defaults that it has there', () => {
    const { options } = readCommand('xorriso -as mkisofs -J a');
    expect(options).toMatchObject({ joliet: true, rockRidge: 'full', keepDeep: true });
    expect(readCommand('xorrisofs -J').options).toEqual(options);
    expect(() => readCommand('xorriso -outdev x -map a b')).toThrow('Of xorriso’s own commands Isodrop knows none');
  });

  it('that nobody can follow says why', () => {
    expect(() => readCommand('genisoimage -jolyet')).toThrow('did you mean -joliet?');
    expect(() => readCommand('genisoimage -V')).toThrow('-V needs a value');
    expect(() => readCommand('hello world')).toThrow('There is no option in it.');
    expect(() => readCommand('')).toThrow('There is no option in it.');
  });

  it('without file systems asks for plain ISO 9660 alone', () => {
    const plain = { ...DEFAULT_CHOICE, joliet: false, rockRidge: 'none' } as const;
    expect(isSameChoice(readCommand('genisoimage -o x.iso a').options, plain)).toBe(true);
  });
});
