import fs from 'node:fs';
import { expect, it } from 'vitest';
import { dashed, namesByReason } from '../command/help';
import { SECTIONS } from '../command/option-row';
import { OPTIONS } from '../command/options';

const README = new URL('../../README.md', import.meta.url);
const BEGIN =
  '<!-- every option: made from src/command/options/ by `UPDATE_README=1 npx vitest run src/node/readme.test.ts` -->';
const END = '<!-- end of every option -->';

/** README's list of options. */
function optionList(): string {
  const lines: string[] = [];
  for (const section of SECTIONS) {
    const rows = OPTIONS.filter((row) => row.section === section && row.status.kind === 'works');
    if (rows.length === 0) continue;
    lines.push(`**${section}**`, '', '| option | meaning |', '| --- | --- |');
    for (const { names, value, dialect, help } of rows) {
      const spelled = names.map((name) => `\`${dashed(name)}\``).join(', ');
      const whose = dialect && dialect !== 'isodrop' ? ` (${dialect})` : '';
      lines.push(`| ${spelled}${value === undefined ? '' : ` ${value}`}${whose} | ${help.replace(/[\\|]/g, '\\$&')} |`);
    }
    lines.push('');
  }
  const list = (title: string, kind: 'said' | 'refused') => {
    lines.push(`**${title}**`, '');
    for (const [reason, names] of namesByReason(OPTIONS, kind)) {
      const spelled = names.split(' ').map((name) => `\`${name}\``);
      lines.push(`- ${spelled.join(' ')}: ${reason}`);
    }
    lines.push('');
  };
  list('Said and not done: the image is made all the same', 'said');
  list('Refused, with the reason and what to do instead', 'refused');
  return lines.join('\n');
}

/** The words alone: `npm run format` aligns tables and divides lines. */
function unformatted(markdown: string): string {
  return markdown.replace(/-{3,}/g, '---').replace(/\s+/g, ' ');
}

it('README lists every option of the table', () => {
  const readme = fs.readFileSync(README, 'utf8');
  const [before, rest = ''] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  const wanted = `${before}${BEGIN}\n\n${optionList()}\n${END}${after}`;
  if (process.env.UPDATE_README === '1') fs.writeFileSync(README, wanted);
  else expect(unformatted(readme)).toBe(unformatted(wanted));
});
