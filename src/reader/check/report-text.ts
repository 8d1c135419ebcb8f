/** What came of a check as text and as JSON, the same in the terminal and on the page. */
import type { DiscImage } from '../disc-image';
import { type BootEntry, loadsToEnd, platformName } from '../el-torito';
import { FINDING_KINDS, type FindingSeverity, fullFinding } from '../findings';
import { printable } from '../printable';
import { type CheckReport, rockRidgeName } from './check';
import { MATTERS, type RuleState, ruleReports } from './rule-list';

export const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'note'];

const number = (value: number) => value.toLocaleString('en');
const counted = (value: number, what: string, many = `${what}s`) =>
  `${value === 0 ? 'no' : number(value)} ${value === 1 ? what : many}`;

/** What names the image has, in words. */
export function namesText(image: DiscImage, { level, rockRidge, findings }: CheckReport): string[] {
  const isOfLevel = !findings.counts.has('identifier');
  const kinds = [isOfLevel ? `ISO 9660 level ${level}` : 'ISO 9660 with names that no level allows'];
  if (image.trees.some(({ kind }) => kind === 'enhanced')) kinds.push('ISO 9660:1999');
  for (const { jolietLevel } of image.trees) if (jolietLevel) kinds.push(`Joliet level ${jolietLevel}`);
  if (rockRidge !== undefined) kinds.push(rockRidgeName(rockRidge));
  return kinds;
}

function bootLines({ bootCatalog }: CheckReport): string[] {
  return (bootCatalog?.sections ?? []).flatMap(({ platform, entries }) =>
    entries.map((entry) => {
      const { emulation, isBootable } = entry;
      const how = emulation === 'none' ? 'no emulation' : `as a ${emulation}`;
      return `Boots ${platformName(platform)}, ${how}: ${loadedText(entry)}${isBootable ? '' : ' (not bootable)'}`;
    }),
  );
}

/** What firmware loads of an entry. */
export function loadedText(entry: BootEntry): string {
  const { block, sectors } = entry;
  if (loadsToEnd(entry)) return `from block ${block} to the end of the disc`;
  return `${counted(sectors, 'sector')} of 512 bytes at block ${block}`;
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

/**
 * What came of a check, for a person.
 * @param path what the image is called
 * @param withRules every rule is listed, too
 */
export function reportText(path: string, image: DiscImage, report: CheckReport, withRules: boolean): string {
  const { findings } = report;
  const { identifiers } = image.primary;
  const lines = [
    `“${path}”: volume “${printable(identifiers.volume)}”, ${number(image.source.byteLength)} bytes, sectors of ${image.sectors.name}`,
    `${namesText(image, report).join(', ')}; ${counted(report.directories, 'directory', 'directories')}, ${counted(report.files, 'file')} with contents, ${counted(image.sessions.length, 'session')}`,
    ...bootLines(report),
    '',
    ...(withRules ? ruleLines(report) : []),
  ];
  for (const severity of SEVERITIES) {
    for (const finding of findings.list) {
      const full = fullFinding(finding);
      if (full.severity === severity) lines.push(`${severity}: ${printable(full.sentence)} [${full.section}]`);
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

/** What came of a check, for scripts. */
export function reportAsJson(path: string, image: DiscImage, report: CheckReport) {
  const { findings, level, rockRidge, directories, files, bootCatalog } = report;
  const { identifiers, blocks, blockBytes } = image.primary;
  return {
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
}
