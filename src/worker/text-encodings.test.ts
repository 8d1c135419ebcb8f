/** Encodings are recognised by what texts begin with, and pictures by their heads. */
import { describe, expect, test } from 'vitest';
import { lookInto } from './file-look';
import { decodeText, recognise } from './text-encodings';

const headOf = async (...parts: Uint8Array<ArrayBuffer>[]) => (await lookInto(new Blob(parts))).head;
const bytesOf = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean, mark = false) => {
  const bytes: number[] = [];
  for (const unit of (mark ? '\ufeff' : '') + text) {
    for (let at = 0; at < unit.length; at++) {
      const code = unit.charCodeAt(at);
      bytes.push(...(isBig ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8]));
    }
  }
  return Uint8Array.from(bytes);
};

/** The bytes of a text in an encoding that only `TextDecoder` knows: each character is looked for. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  for (let one = 0; one < 256; one++) {
    const single = decoder.decode(bytesOf(one));
    if (single.length === 1 && single !== '\ufffd' && !table.has(single)) table.set(single, [one]);
    if (one < 0x81) continue;
    for (let two = 0x40; two < 256; two++) {
      const double = decoder.decode(bytesOf(one, two));
      if (double.length === 1 && double !== '\ufffd' && !table.has(double)) table.set(double, [one, two]);
    }
  }
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [0x3f]));
}

describe('a text is read in the encoding that it is in', () => {
  const japanese = 'これは日本語のテキストです。ディスクの中にあります。\n';
  const chinese = '这是一个简体中文的文本文件，它在光盘里面。我们可以看到它的内容。\n';
  const korean = '이것은 한국어 텍스트 파일입니다. 디스크 안에 있습니다.\n';
  const russian = 'Это русский текст, который лежит на диске и читается здесь.\n';
  test.each([
    ['utf-8', utf8('grüße, 日本\n'), 'grüße, 日本\n'],
    ['utf-8', utf8('plain\r\ntext\r\n'), 'plain\r\ntext\r\n'],
    ['utf-16le', utf16('Readme of Windows\r\n', false), 'Readme of Windows\r\n'],
    ['utf-16be', utf16('Readme of a Mac\n', true), 'Readme of a Mac\n'],
    ['windows-1252', encoded('Grüße aus Köln, à bientôt\n', 'windows-1252'), 'Grüße aus Köln, à bientôt\n'],
    ['shift_jis', encoded(japanese, 'shift_jis'), japanese],
    ['euc-jp', encoded(japanese, 'euc-jp'), japanese],
    ['gb18030', encoded(chinese, 'gbk'), chinese],
    ['euc-kr', encoded(korean, 'euc-kr'), korean],
    ['windows-1251', encoded(russian, 'windows-1251'), russian],
    ['koi8-r', encoded(russian, 'koi8-r'), russian],
    [
      'cp437',
      bytesOf(0xc9, 0xcd, 0xcd, 0xbb, 13, 10, 0xba, 65, 66, 0xba, 13, 10, 0xc8, 0xcd, 0xcd, 0xbc),
      '╔══╗\r\n║AB║\r\n╚══╝',
    ],
    ['cp437', bytesOf(71, 114, 0x81, 0xe1, 101, 32, 97, 117, 115, 32, 75, 0x94, 108, 110), 'Grüße aus Köln'],
  ] as const)('%s', (encoding, bytes, text) => {
    const found = recognise(bytes, true);
    expect(found).toEqual({ isText: true, encoding, markBytes: 0 });
    expect(decodeText(bytes, found.encoding)).toBe(text);
  });

  test.each([
    ['utf-8', bytesOf(0xef, 0xbb, 0xbf, 65), 3],
    ['utf-16le', utf16('A', false, true), 2],
    ['utf-16be', utf16('A', true, true), 2],
  ] as const)('%s, by its mark', (encoding, bytes, markBytes) => {
    expect(recognise(bytes, true)).toEqual({ isText: true, encoding, markBytes });
  });

  test('quotation marks and apostrophes of Windows are no letters of DOS', () => {
    const bytes = [...'It\x92s \x93quoted\x94, and that\x92s it.'].map((character) => character.charCodeAt(0));
    expect(recognise(bytesOf(...bytes), true).encoding).toBe('windows-1252');
  });

  test('a character that is cut off at the end of what was read is no fault', () => {
    const bytes = utf8('aé').subarray(0, 2);
    expect(recognise(bytes, false).encoding).toBe('utf-8');
    expect(recognise(bytes, true).encoding).not.toBe('utf-8');
  });
});

test.each([
  ['numbers of two bytes', Uint8Array.from(new Uint8Array(new Uint16Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer))],
  ['a program', bytesOf(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0)],
  ['noise', Uint8Array.from({ length: 512 }, (_, at) => (at * 167 + 13) % 251)],
])('%s are bytes', async (_, bytes) => {
  expect((await headOf(bytes)).look).toBe('hex');
});

describe('a picture is known by its head', () => {
  const png = bytesOf(0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 1, 0, 0, 0, 0, 32, 8, 6);
  const gif = bytesOf(71, 73, 70, 56, 57, 97, 64, 0, 32, 0, 0, 0);
  const jpeg = bytesOf(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3);
  const bmp = Uint8Array.from([66, 77, ...new Array(12).fill(0), 40, 0, 0, 0, 7, 0, 0, 0, 0xf7, 0xff, 0xff, 0xff]);
  const webp = Uint8Array.from([
    ...utf8('RIFF'),
    0,
    0,
    0,
    0,
    ...utf8('WEBPVP8X'),
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    99,
    0,
    0,
    49,
    0,
    0,
  ]);
  const ico = Uint8Array.from([
    0,
    0,
    1,
    0,
    2,
    0,
    16,
    16,
    0,
    0,
    ...new Array(12).fill(0),
    0,
    0,
    0,
    0,
    ...new Array(12).fill(0),
  ]);
  const avif = Uint8Array.from([
    0,
    0,
    0,
    24,
    ...utf8('ftypavif'),
    0,
    0,
    0,
    0,
    ...utf8('avifmif1'),
    0,
    0,
    0,
    44,
    ...utf8('meta'),
    0,
    0,
    0,
    0,
    ...utf8('ispe'),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    7,
    0,
    0,
    0,
    9,
    ...utf8('ispe'),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    12,
    0,
    0,
    0,
    9,
  ]);
  test.each([
    ['PNG', png, 256, 32],
    ['GIF', gif, 64, 32],
    ['JPEG', jpeg, 40, 30],
    ['BMP', bmp, 7, 9],
    ['WebP', webp, 100, 50],
    ['ICO', ico, 256, 256],
    ['AVIF', avif, 12, 9],
  ])('%s', async (format, bytes, width, height) => {
    expect(await headOf(bytes)).toMatchObject({ look: 'picture', picture: { format, width, height } });
    expect((await headOf(bytes.subarray(0, 7))).look).toBeTypeOf('string');
  });

  test('of a JPEG file wherever its frame is, and as decoders look for it', async () => {
    const segment = bytesOf(0xff, 0xe2, 0xff, 0xff, ...new Array(0xfffd).fill(0xc0));
    const odd = bytesOf(0xff, 0xd8, 0xff, 0xe0, 0, 2, 7, 0xff, 0, 0xff, 0xff);
    const frame = bytesOf(0xc2, 0, 17, 8, 0x75, 0x30, 0x9c, 0x40, 3);
    const { picture } = await headOf(odd, segment.subarray(1), segment, segment, bytesOf(0xff), frame);
    expect(picture).toEqual({ type: 'image/jpeg', format: 'JPEG', width: 40_000, height: 30_000 });
    // Without one to the end there is no picture; farther away than is looked, nobody knows.
    expect((await headOf(odd, segment.subarray(1))).picture?.isTooComplex).toBeUndefined();
    const many = Array.from({ length: 257 }, () => segment);
    expect(await headOf(odd, segment.subarray(1), ...many)).toMatchObject({
      look: 'hex',
      picture: { isTooComplex: true },
    });
  });

  test('of an icon by the pictures that are in it', async () => {
    const entry = (at: number) => [16, 16, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, at, 0, 0, 0];
    const bitmap = bytesOf(40, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, ...new Array(12).fill(0));
    const icon = bytesOf(0, 0, 1, 0, 2, 0, ...entry(38), ...entry(62));
    expect((await headOf(icon, bitmap)).picture).toMatchObject({ width: 512, height: 256 });
    expect((await headOf(icon, bitmap, png)).picture).toMatchObject({ width: 512, height: 256 });
    const large = png.slice();
    large[17] = 0x10;
    expect((await headOf(icon, bitmap, large)).picture).toMatchObject({ width: 0x100100, height: 32 });
  });

  test('of an AVIF file by its largest image, behind other boxes', async () => {
    const box = (type: string, ...inside: number[]) => [0, 0, 0, 8 + inside.length, ...utf8(type), ...inside];
    const ispe = box('ispe', 0, 0, 0, 0, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30);
    const track = box('av01', ...new Array(24).fill(0), 0, 99, 0, 98);
    const [meta, moov] = [box('meta', 0, 0, 0, 0, ...box('ipco', ...ispe)), box('moov', ...track)];
    const free = bytesOf(0, 1, 0x20, 0, ...utf8('free'), ...new Array(0x11ff8).fill(0));
    const type = avif.subarray(0, 24);
    expect((await headOf(type, free, bytesOf(...moov))).picture).toMatchObject({ width: 99, height: 98 });
    expect((await headOf(type, free, bytesOf(...moov), bytesOf(...meta))).picture?.width).toBe(30_000);
  });

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'picture'],
    ['<?xml version="1.0"?>\n<!-- <svg> -->\n<!DOCTYPE svg [<!ELEMENT svg ANY>]>\n<svg:svg></svg:svg>', 'picture'],
    ['<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>', 'text'],
    ['<!DOCTYPE svg [<!ATTLIST use href CDATA "#a">]>\n<svg/>', 'text'],
    ['<?xml version="1.0" encoding="utf-8"?><svg/>', 'picture'],
    ['<?xml version="1.0" encoding="iso-2022-jp"?><svg/>', 'text'],
    ['<svg><g></svg>', 'text'],
    ['<html><svg></svg></html>', 'text'],
    [`${'<!-- -->'.repeat(5000)}<g/>`, 'text'],
    ['<!-- unfinished <svg>', 'text'],
  ])('SVG: %#', async (text, look) => {
    expect((await headOf(utf8(text))).look).toBe(look);
  });

  const chain = (levels: number, one: (level: number) => string) =>
    `<svg xmlns="http://www.w3.org/2000/svg"><defs id="d0"/>${Array.from({ length: levels }, (_, at) => one(at)).join('')}<rect fill="url(#d${levels})"/></svg>`;
  test.each([
    [
      'a plot with a glyph for each letter',
      'picture',
      `<style>*{stroke-linejoin: round}</style><defs><clipPath id="c"><rect/></clipPath><path id="g"/></defs><g clip-path="url(#c)">${'<use xlink:href="#g"/>'.repeat(5000)}</g>`,
    ],
    [
      'classes',
      'picture',
      '<style>.a,.b{fill:url(#p)} .c{clip-path:url("#p")}</style><linearGradient id="p"><stop/></linearGradient><g class="a c"/>',
    ],
    ['a shadow', 'picture', `<filter id="f">${'<feBlend in2="a"/>'.repeat(4)}</filter><g filter="url(#f)"/>`],
    [
      'a font of its own',
      'picture',
      '<style>@font-face{font-family:"a";src:url("data:font/woff;base64,AA")}</style><text>a</text>',
    ],
    ['a chain of effects', 'text', `<filter id="f">${'<feBlend in2="a"/>'.repeat(12)}</filter><g filter="url(#f)"/>`],
    ['ten blurred things', 'picture', `<filter id="f"><feGaussianBlur/></filter>${'<g filter="url(#f)"/>'.repeat(10)}`],
    [
      'a hundred blurred things',
      'text',
      `<filter id="f"><feGaussianBlur/></filter>${'<g filter="url(#f)"/>'.repeat(100)}`,
    ],
    ['shadows everywhere', 'text', `<filter id="f"><feBlend/></filter>${'<g filter="url(#f)"/>'.repeat(200)}`],
    ['shadows by style', 'text', '<style>*{filter:blur(9px)}</style><g/>'],
    ['noise', 'text', '<filter id="f"><feTurbulence numOctaves="255"/></filter>'],
    ['another document', 'text', '<foreignObject><p/></foreignObject>'],
    ['everything painted', 'text', '<style>rect{fill:url(#p)}</style><pattern id="p"><rect/></pattern>'],
    ['an escaped name', 'text', '<g style="fill:u\\72l(#p)"/>'],
    ['itself', 'text', '<g id="a"><use href="#a"/></g>'],
    ['another link in time', 'text', '<use><set attributeName="href" to="#a"/></use>'],
    ['a drawing in a drawing', 'text', '<image href="data:image/svg+xml,%3Csvg/%3E"/>'],
  ])('an SVG image with %s is shown as %s', async (_, look, inside) => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;
    expect((await headOf(utf8(text))).look).toBe(look);
  });

  test.each([
    ['uses', (level) => `<g id="d${level + 1}">${`<use href="#d${level}"/>`.repeat(10)}</g>`],
    [
      'uses with references to characters',
      (level) => `<g id="d${level + 1}">${`<use href="&#35;d&#x${(48 + level).toString(16)};"/>`.repeat(10)}</g>`,
    ],
    [
      'uses with a prefix',
      (level) => `<x:g id="d${level + 1}" ID="a">${`<x:use y:href='#d${level}'/>`.repeat(10)}</x:g>`,
    ],
    ['patterns', (level) => `<pattern id="d${level + 1}">${`<rect fill="url(#d${level})"/>`.repeat(10)}</pattern>`],
    [
      'patterns that are inherited',
      (level) => `<g fill="url(#d${level})"><pattern id="d${level + 1}">${'<rect/>'.repeat(10)}</pattern></g>`,
    ],
    [
      'masks by style',
      (level) => `<mask id="d${level + 1}">${`<rect style="mask:url('#d${level}')"/>`.repeat(10)}</mask>`,
    ],
    [
      'classes',
      (level) =>
        `<style>.c${level}{fill:url(#d${level})}</style><pattern id="d${level + 1}">${`<g class="c${level}"/>`.repeat(10)}</pattern>`,
    ],
  ] as [string, (level: number) => string][])('%s that repeat one another are bounded', async (_, one) => {
    expect((await headOf(utf8(chain(3, one)))).look).toBe('picture');
    expect((await headOf(utf8(chain(8, one)))).look).toBe('text');
  });

  test.each([
    ['width="10000" height="10000"', 'picture'],
    ['width="40000" height="30000"', 'text'],
    ['width="900in" height="1000in"', 'text'],
    ['style="width:40000px"', 'text'],
  ])('an SVG image of %s is shown as %s', async (size, look) => {
    expect((await headOf(utf8(`<svg ${size}/>`))).look).toBe(look);
  });
});
