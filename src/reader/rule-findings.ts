import type { FindingKind } from './findings';

const KINDS = {} as const satisfies Readonly<Record<string, FindingKind>>;

export type RuleCode = keyof typeof KINDS;
export const RULE_KINDS: Readonly<Record<RuleCode, FindingKind>> = KINDS;
