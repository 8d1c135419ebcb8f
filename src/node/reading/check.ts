import { createHash } from 'node:crypto';
import { UsageError } from '../../command/usage-error';
import { type CheckReport, checkImage, rockRidgeName } from '../../reader/check/check';
import { MATTERS, type RuleState, ruleReports } from '../../reader/check/rule-list';
import type { DiscImage } from '../../reader/disc-image';
import { platformName } from '../../reader/el-torito';
import { FINDING_KINDS, type FindingSeverity, fullFinding } from '../../reader/findings';
import type { CommandIo } from '../io';
import { oneLine } from '../report-file';
import { openImage, printable } from './opened';
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

const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'note'];

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
      given.options.has('--json') ? json(path, image, report) : text(path, image, report, given.options.has('--rules')),
    );
    const { findings } = report;
    const isBad = findings.count('error') > 0 || (given.options.has('--strict') && findings.count('warning') > 0);
    return isBad ? FOUND : DONE;
  } finally {
    opened.close();
  }
}

const number = (value: number) => value.toLocaleString('en');
const counted = (value: number, what: string, many = `${what}s`) =>
  `${value === 0 ? 'no' : number(value)} ${value === 1 ? what : many}`;

/** What names the image has, in words. */
function names(image: DiscImage, { level, rockRidge, findings }: CheckReport): string[] {
  const isOfLevel = !findings.counts.has('identifier');
  const kinds = [isOfLevel ? `ISO 9660 level ${level}` : 'ISO 9660 with names that no level allows'];
  if (image.trees.some(({ kind }) => kind === 'enhanced')) kinds.push('ISO 9660:1999');
  for (const { jolietLevel } of image.trees) if (jolietLevel) kinds.push(`Joliet level ${jolietLevel}`);
  if (rockRidge !== undefined) kinds.push(rockRidgeName(rockRidge));
  return kinds;
}

function bootLines({ bootCatalog }: CheckReport): string[] {
  return (bootCatalog?.sections ?? []).flatMap(({ platform, entries }) =>
    entries.map(({ emulation, block, sectors, isBootable }) => {
      const how = emulation === 'none' ? 'no emulation' : `as a ${emulation}`;
      return `Boots ${platformName(platform)}, ${how}: ${counted(sectors, 'sector')} of 512 bytes at block ${block}${isBootable ? '' : ' (not bootable)'}`;
    }),
  );
}

const STATES: Readonly<Record<RuleState, string>> = {
  kept: 'kept',
  broken: 'broken',
  noted: 'noted',
  absent: 'not there',
};

/** Every rule, under what it is about. */
function ruleLines(report: CheckReport): string[] {
  const lines: string[] = [];
  const rules = ruleReports(report);
  for (const [at, { matter, state, count, says, section }] of rules.entries()) {
    if (rules[at - 1]?.matter !== matter) lines.push(`${MATTERS[matter]}:`);
    const times = count > 1 ? ` (${number(count)} times)` : '';
    lines.push(`  ${STATES[state].padEnd(9)}  ${says} [${section}]${times}`);
  }
  return [...lines, ''];
}

function text(path: string, image: DiscImage, report: CheckReport, withRules: boolean): string {
  const { findings } = report;
  const { identifiers } = image.primary;
  const lines = [
    `“${path}”: volume “${printable(identifiers.volume)}”, ${number(image.source.byteLength)} bytes, sectors of ${image.sectors.name}`,
    `${names(image, report).join(', ')}; ${counted(report.directories, 'directory', 'directories')}, ${counted(report.files, 'file')} with contents, ${counted(image.sessions.length, 'session')}`,
    ...bootLines(report),
    '',
    ...(withRules ? ruleLines(report) : []),
  ];
  for (const severity of SEVERITIES) {
    for (const finding of findings.list) {
      const full = fullFinding(finding);
      if (full.severity === severity) lines.push(`${severity}: ${oneLine(printable(full.sentence))} [${full.section}]`);
    }
    for (const [code, count] of findings.counts) {
      const told = findings.list.filter((one) => one.code === code).length;
      if (count > told && severityOf(code) === severity)
        lines.push(`${severity}: … and ${number(count - told)} more of the kind “${code}”`);
    }
  }
  const [errors, warnings, notes] = SEVERITIES.map((severity) => findings.count(severity)) as [number, number, number];
  const total = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`;
  lines.push(`${total.charAt(0).toUpperCase()}${total.slice(1)}.`);
  return `${lines.join('\n')}\n`;
}

const severityOf = (code: keyof typeof FINDING_KINDS) => FINDING_KINDS[code].severity;

function json(path: string, image: DiscImage, report: CheckReport): string {
  const { findings, level, rockRidge, directories, files, bootCatalog } = report;
  const { identifiers, blocks, blockBytes } = image.primary;
  const told = {
    image: path,
    byteLength: image.source.byteLength,
    sectors: image.sectors.name,
    volume: { ...identifiers, byteLength: blocks * blockBytes },
    namespaces: image.namespaces,
    level,
    rockRidge,
    directories,
    files,
    sessions: image.sessions.map(({ number, sector }) => ({ number, sector })),
    boot: bootCatalog?.sections.map(({ platform, identifier, entries }) => ({
      platform: platformName(platform),
      identifier,
      entries: entries.map(({ criteria: _, at: __, ...entry }) => entry),
    })),
    counts: Object.fromEntries(findings.counts),
    rules: ruleReports(report).map(({ code, says, section, state, count }) => ({ code, says, section, state, count })),
    findings: findings.list.map(fullFinding),
  };
  return `${JSON.stringify(told)}\n`;
}
