/** pycdlib, a reader in Python that checks much of what it reads, over many images at once. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('pycdlib_open.py', import.meta.url));
/** Debian's Python, which has Debian's pycdlib. */
const PYTHON = '/usr/bin/python3';

/** What pycdlib cannot open, by what it says, with the reason. */
const LIMITS: readonly { says: RegExp; reason: string }[] = [
  { says: /Only single CE record supported/, reason: 'a continuation area may have another (SUSP 5.1)' },
  {
    says: /invalid literal for int\(\)/,
    reason: '-relaxed-filenames and level 4 keep a semicolon of the name; it takes what follows for a version',
  },
  { says: /UnicodeDecodeError/, reason: 'Rock Ridge names are bytes (RRIP 4.1.4); it takes UTF-8 only' },
];

/** Opens images and walks all their namespaces. Returns a line for each that fails beyond pycdlib's own limits. */
export function openWithPycdlib(images: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(PYTHON, [SCRIPT], { input: images.join('\n'), encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== images.length) return [`pycdlib told of ${lines.length} of ${images.length} images: ${stderr}`];
  return lines.filter((line) => line.startsWith('failed') && !LIMITS.some(({ says }) => says.test(line)));
}
