/**
 * The command's options as factors of the matrix: a case takes one value of each. Words in which `@root`, `@lists` and
 * `@other` stand for paths are completed where the case is run.
 */
import { pairwise } from './covering';
import type { Random } from './random';

/** What a value of a factor adds to the command line. */
type Words = string;

const ON = (option: string): readonly Words[] => ['', option];

/** Every factor with its values. What genisoimage has in common with this command, and no more. */
export const FACTORS = {
  level: ['', '-iso-level 1', '-iso-level 2', '-iso-level 3', '-iso-level 4'],
  rockRidge: ['', '-r', '-R', '-rock', '-rational-rock'],
  joliet: ['', '-J', '-joliet-long', '-J -ucs-level 1', '-J -ucs-level 2', '-joliet-long -ucs-level 1'],
  depth: ['', '-D', '-hide-rr-moved', '-disable-deep-relocation -hide-rr-moved'],
  length: ['', '-l', '-max-iso9660-filenames', '-U', '-full-iso9660-filenames'],
  leadingDots: ON('-L'),
  lowercase: ON('-allow-lowercase'),
  multidot: ON('-allow-multidot'),
  relaxed: ON('-relaxed-filenames'),
  version: ON('-N'),
  period: ON('-d'),
  translate: ON('-no-iso-translate'),
  owner: ['', '-uid 7', '-gid 9', '-uid 0x10 -gid 010', '-uid 0 -gid 0'],
  modes: ['', '-file-mode 0640', '-dir-mode 0711', '-file-mode 0604 -dir-mode 0700', '-new-dir-mode 0750'],
  place: ['', '-root /a/b', '-graft-points', '-graft-points -path-list @lists/grafts', '-path-list @lists/paths'],
  padding: ['', '-pad', '-no-pad'],
  volume: [
    '',
    '-V NAME -A APPLICATION -publisher me -p you -sysid SYSTEM',
    '-volid Long_name_of_a_volume_32_letters -appid x -preparer y -P z',
    '-volset SET -volset-size 1 -volset-seqno 1',
    '-abstract A.TXT -biblio B.TXT -copyright C.TXT',
  ],
  hide: [
    '',
    '-hide *.txt',
    '-hide-list @lists/names',
    '-hide-joliet *a*',
    '-hide-joliet-list @lists/names',
    '-hidden *b*',
    '-hidden-list @lists/names',
    '-hide a* -hide-joliet b* -hidden c*',
  ],
  exclude: ['', '-m *.o', '-x @root/a', '-exclude *.bak -m [A-C]*', '-exclude-list @lists/names', '-nobak'],
  sort: ['', '-sort @lists/weights'],
  links: ['', '-f', '-no-cache-inodes', '-cache-inodes', '-follow-links -no-cache-inodes'],
  table: ['', '-T', '-table-name Names.lst', '-translation-table -hide-joliet-trans-tbl'],
  charset: ['', '-input-charset utf-8', '-input-charset iso8859-1'],
} as const satisfies Record<string, readonly Words[]>;

type Factor = keyof typeof FACTORS;
const NAMES = Object.keys(FACTORS) as Factor[];

/** Option lines and a tree each, such that every value of every factor and every tree meet in some case. */
export function coveringLines(trees: readonly string[], random: Random): { tree: string; line: string }[] {
  const sizes = [trees.length, ...NAMES.map((name) => FACTORS[name].length)];
  return pairwise(sizes, random).map(([tree = 0, ...values]) => ({
    tree: trees[tree] as string,
    line: lineOf(values),
  }));
}

/** An option line at random: most factors have their first value, so that their effects can be told apart. */
export function anyLine(random: Random): string {
  return lineOf(NAMES.map((name) => (random.chance(0.6) ? 0 : random.below(FACTORS[name].length))));
}

function lineOf(values: readonly number[]): string {
  return NAMES.map((name, factor) => FACTORS[name][values[factor] as number] as string)
    .filter((words) => words !== '')
    .join(' ');
}
