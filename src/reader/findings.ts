/**
 * Findings: what is odd, damaged or against a standard in an image. They are values, made where the image is read, and
 * become sentences only by the tables of kinds, each with the section of the standard that it speaks of.
 */
import { COMPARE_KINDS, type CompareCode } from './compare-findings';
import { READING_KINDS, type ReadingCode } from './reading-findings';
import { RULE_KINDS, type RuleCode } from './rule-findings';

export type FindingSeverity =
  /** Something cannot be read, or a rule is broken that readers rely on. */
  | 'error'
  /** A rule is broken, and readers get along. */
  | 'warning'
  /** Good to know. */
  | 'note';

/** What a finding tells besides its kind. */
export interface FindingDetails {
  /** The structure's place: bytes from the beginning of the image. */
  at?: number;
  /** Path of the entry, `/`-separated, as the hierarchy has it. */
  path?: string;
  /** The structure and its field. */
  field?: string;
  /** What was found, and what should be, in words or numbers. */
  found?: string | number;
  wanted?: string | number;
}

export type FindingCode = ReadingCode | RuleCode | CompareCode;

export interface Finding extends FindingDetails {
  /** Stable: scripts may rely on it. */
  code: FindingCode;
}

export interface FindingKind {
  severity: FindingSeverity;
  /** Of the standard. */
  section: string;
  /** For a person: what, where, and what it means. */
  sentence: (details: FindingDetails) => string;
}

export const FINDING_KINDS: Readonly<Record<FindingCode, FindingKind>> = {
  ...READING_KINDS,
  ...RULE_KINDS,
  ...COMPARE_KINDS,
};

/** A finding with all that is to be told of it. */
export interface FullFinding extends Finding {
  severity: FindingSeverity;
  section: string;
  sentence: string;
}

export function fullFinding(finding: Finding): FullFinding {
  const { severity, section, sentence } = FINDING_KINDS[finding.code];
  return { ...finding, severity, section, sentence: sentence(finding) };
}

/** Of one kind so many are kept; more are counted only. */
const MOST_OF_A_KIND = 100;

/** What was found so far. */
export class Findings {
  readonly #list: Finding[] = [];
  readonly #known = new Set<string>();
  readonly #counts = new Map<FindingCode, number>();

  /** Adds a finding. What was found before, in the same place, counts once. */
  add(code: FindingCode, details: FindingDetails = {}): void {
    const count = this.#counts.get(code) ?? 0;
    if (count <= MOST_OF_A_KIND) {
      const { at, path, found } = details;
      const key = `${code} ${at} ${path} ${found}`;
      if (this.#known.has(key)) return;
      this.#known.add(key);
    }
    this.#counts.set(code, count + 1);
    if (count < MOST_OF_A_KIND) this.#list.push({ code, ...details });
  }

  /** In the order in which they were found, the first hundred of each kind. */
  get list(): readonly Finding[] {
    return this.#list;
  }

  /** How many there were of each kind. */
  get counts(): ReadonlyMap<FindingCode, number> {
    return this.#counts;
  }

  /** Of one severity, or in all. */
  count(severity?: FindingSeverity): number {
    let sum = 0;
    for (const [code, count] of this.#counts) {
      if (severity === undefined || FINDING_KINDS[code].severity === severity) sum += count;
    }
    return sum;
  }
}
