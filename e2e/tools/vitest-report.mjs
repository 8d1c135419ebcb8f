// A vitest reporter for `npm test`: how many tests passed and failed, and why others were skipped.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: { title: string, reason: string }[] }} Tally */

export const REPORT = 'test-results/unit.json';

export default class TallyReporter {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} unhandled */
  onTestRunEnd(modules, unhandled) {
    /** @type {Tally} */
    const tally = { passed: 0, failed: unhandled.length, skipped: [] };
    for (const module of modules) {
      // A file that cannot even be loaded is one failure.
      if (module.errors().length > 0) tally.failed++;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') tally.passed++;
        else if (result.state === 'failed') tally.failed++;
        else tally.skipped.push({ title: test.fullName, reason: noteOf(result) });
      }
    }
    mkdirSync(dirname(REPORT), { recursive: true });
    writeFileSync(REPORT, JSON.stringify(tally));
  }
}

/** @param {import('vitest/node').TestResult} result */
function noteOf(result) {
  return ('note' in result && result.note) || 'no reason given';
}
