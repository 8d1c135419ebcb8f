/** Programs that tests ask for: what is missing is told, and in CI it is a failure. */
import { findProgram } from '../tools/programs.mjs';

const strict = Boolean(process.env.CI && process.env.CI !== 'false') || process.env.ISODROP_STRICT === '1';

/** Skips the test, with the reason, where a program is not installed; fails it where nothing may be missing. */
export function needs(context: { skip(note?: string): void }, program: string): void {
  if (findProgram([program])) return;
  if (strict) throw new Error(`${program} is not installed. In CI nothing may be missing.`);
  context.skip(`${program} is not installed`);
}
