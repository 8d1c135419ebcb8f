import { describe, expect, it } from 'vitest';
import { checkCloudFile, META_DATA_TEMPLATE, NETWORK_TEMPLATE, TEMPLATES } from './cloud-init';
import { texts } from './texts-cloud';

const { faults } = texts;
const messages = (file: Parameters<typeof checkCloudFile>[0], text: string) =>
  checkCloudFile(file, text).map(({ line, message }) => (line === undefined ? message : `${line}: ${message}`));

describe('user-data', () => {
  it.each([
    '#cloud-config\nhostname: a\n',
    '#cloud-config\r\nhostname: a\r\n',
    '#cloud-config\n',
    '#!/bin/sh\n: [ not YAML\n',
    '#include\nhttps://example.com/\n',
    '## template: jinja\n#cloud-config\nhostname: {{ v1.name }}\n',
    'Content-Type: multipart/mixed; boundary="x"\n',
    '#cloud-config\nautoinstall:\n  version: 1\n',
    '#cloud-config\nruncmd:\n  - [ls, -l]\nwrite_files:\n  - path: /a\n    content: |\n      : {\n',
  ])('%j is right', (text) => {
    expect(messages('user-data', text)).toEqual([]);
  });

  it.each<[text: string, faults: (string | RegExp)[]]>([
    ['', [`1: ${faults.header}`]],
    ['hostname: a\n', [`1: ${faults.header}`]],
    ['# cloud-config\nhostname: a\n', [`1: ${faults.nearly}`]],
    ['#cloud-config # mine\nhostname: a\n', [`1: ${faults.nearly}`]],
    ['\ufeff#cloud-config\n', [`1: ${faults.byteOrderMark}`]],
    ['#cloud-config\n- a\n', [faults.noMapping]],
    ['#cloud-config\njust words\n', [faults.noMapping]],
    ['#cloud-config\na: 1\nb: [1, 2\nc: 3\n', [/^[34]: /]],
    ['#cloud-config\na: 1\na: 2\n', [/^3: .*unique/]],
    ['#cloud-config\nusers:\n\t- name: a\n', [/^3: .*[Tt]ab/]],
    ['#cloud-config\nautoinstall:\n  locale: de\n', [faults.autoinstall]],
    ['#cloud-config\nautoinstall:\n', [faults.autoinstall]],
    [TEMPLATES.machine, [`7: ${faults.placeholder}`]],
  ])('%j is told by line', (text, wanted) => {
    const found = messages('user-data', text);
    for (const [at, one] of wanted.entries())
      expect(found[at]).toEqual(typeof one === 'string' ? one : expect.stringMatching(one));
    expect(found.length).toBeGreaterThanOrEqual(wanted.length);
  });

  it('of every template needs a key at most', () => {
    for (const text of Object.values(TEMPLATES)) {
      expect(new Set(messages('user-data', text).map((one) => one.replace(/^\d+: /, '')))).toEqual(
        new Set(text.includes('PUT-YOUR') ? [faults.placeholder] : []),
      );
    }
  });
});

describe('meta-data', () => {
  it.each<[text: string, faults: string[]]>([
    [META_DATA_TEMPLATE, []],
    ['instance-id: 7\n', []],
    ['{"instance-id": "a", "local-hostname": "b"}', []],
    ['', [faults.instanceId]],
    ['# nothing\n', [faults.instanceId]],
    ['local-hostname: a\n', [faults.instanceId]],
    ['instance-id:\n', [faults.instanceId]],
    ['instance-id: [a]\n', [faults.instanceIdText]],
    ['instance-id: a\nlocal-hostname: 7\n', [faults.hostname]],
    ['- a\n', [faults.noMapping]],
  ])('%j', (text, wanted) => {
    expect(messages('meta-data', text)).toEqual(wanted);
  });
});

describe('network-config', () => {
  it.each<[text: string, faults: string[]]>([
    [NETWORK_TEMPLATE, []],
    ['', []],
    ['network:\n  version: 2\n', []],
    ['config: disabled\n', []],
    ['version: 1\nconfig: []\n', []],
    ['version: 1\n', [faults.version1]],
    ['ethernets: {}\n', [faults.version]],
    ['version: 3\n', [faults.version]],
  ])('%j', (text, wanted) => {
    expect(messages('network-config', text)).toEqual(wanted);
  });
});

it('a bomb of aliases is told, not blown up', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const name of 'bcdefghi') {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    lines.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  expect(messages('network-config', `version: 2\n${lines.join('\n')}\n`)).toHaveLength(1);
});
