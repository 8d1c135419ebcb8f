/** Images of other makers to be damaged: with what Isodrop's have not, as far as the makers are installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Program, words; each writes the image that its name says. */
const MAKERS: readonly [program: string, words: string][] = [
  [
    'genisoimage',
    '-quiet -J -R -b boot.img -c boot.cat -no-emul-boot -eltorito-alt-boot -e boot.img -no-emul-boot -o boot.iso in',
  ],
  ['xorriso', '-outdev zisofs.iso -map in / -set_filter_r --zisofs / -- -commit -map in /more -commit'],
  ['bsdtar', '--format=iso9660 --options=zisofs -cf bsdtar.iso -C in .'],
];

export function givenImages(): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'isodrop-fuzz-'));
  try {
    mkdirSync(join(folder, 'in', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'in', 'boot.img'), Buffer.alloc(6000, 'boot'));
    writeFileSync(join(folder, 'in', 'a', 'text'), 'text '.repeat(20_000));
    symlinkSync('../some/where', join(folder, 'in', 'a', 'link'));
    const images: Uint8Array[] = [];
    for (const [program, words] of MAKERS) {
      const { status } = spawnSync(program, words.split(' '), { cwd: folder, stdio: 'ignore' });
      const file = join(folder, words.match(/\S+\.iso/)?.[0] ?? '');
      if (status === 0 && existsSync(file)) images.push(new Uint8Array(readFileSync(file)));
    }
    return images;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
