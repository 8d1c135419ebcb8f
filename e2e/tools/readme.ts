import { readFileSync } from 'node:fs';

const README = new URL('../../README.md', import.meta.url);

/** The script in README that stands behind a comment which begins so. */
export function readmeExample(comment: string): string {
  const [, script] =
    readFileSync(README, 'utf8').match(new RegExp(`<!-- ${comment}[^>]*-->\\s*\`\`\`js\\n(.*?)\`\`\``, 's')) ?? [];
  if (script === undefined) throw new Error(`README has no script behind “${comment}”.`);
  return script;
}
