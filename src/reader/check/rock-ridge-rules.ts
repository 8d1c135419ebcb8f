import { FLAG_DIRECTORY, FLAG_MULTI_EXTENT } from '../directory-record';
import { latin1 } from '../fields';
import type { Findings } from '../findings';
import { TYPE_DIRECTORY, TYPE_LINK, TYPE_MASK } from '../rock-ridge';
import { SECTOR_BYTES } from '../sectors';
import type { SystemUseEntry } from '../system-use';
import { checkBoth } from './descriptor-rules';
import { type CheckedDirectory, type CheckedRecord, sectionsOf } from './tree-reading';

/** Lengths that an entry may have. */
const LENGTHS: Readonly<Record<string, readonly number[]>> = {
  SP: [7],
  CE: [28],
  RR: [5],
  PX: [36, 44],
  PN: [20],
  CL: [12],
  PL: [12],
  RE: [4],
  ST: [4],
};
/** Entries of numbers in both byte orders, from their fifth byte on. */
const NUMBERS = new Set(['CE', 'PX', 'PN', 'CL', 'PL']);
/** Bits of the RR entry (RRIP 1.09). */
const RR_FLAGS: readonly [string, number][] = [
  ['PX', 1],
  ['PN', 2],
  ['SL', 4],
  ['NM', 8],
  ['CL', 16],
  ['PL', 32],
  ['RE', 64],
  ['TF', 128],
];
const TYPE_FILE = 0o100000;
const DEVICES = [0o020000, 0o060000];
const TYPES = [0o010000, 0o140000, TYPE_DIRECTORY, TYPE_FILE, TYPE_LINK, ...DEVICES];

const has = ({ entries }: CheckedRecord, signature: string) => entries.some((one) => one.signature === signature);
const entry = ({ entries }: CheckedRecord, signature: string) => entries.find((one) => one.signature === signature);

/** SUSP and RRIP: the system use entries of an image, directory by directory. */
export class RockRidgeRules {
  readonly #findings: Findings;
  /** Text of the ER entry. */
  #version = '';
  /** CL entries: who leads to which block. */
  readonly #relocations: {
    checked: Pick<CheckedRecord, 'path'> & { at: number };
    from: CheckedDirectory;
    to: number;
  }[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** RRIP 1.09 and 1.10 (`RRIP_1991A`), or 1.12 (`IEEE_P1282`, `IEEE_1282`). */
  get version(): string {
    return this.#version;
  }

  check(directory: CheckedDirectory, records: readonly CheckedRecord[]): void {
    if (directory.level === 1) this.#checkRoot(records[0]);
    const names = new Map<string, CheckedRecord>();
    for (const checked of records) {
      this.#checkEntries(checked);
      this.#checkNames(checked, names);
      this.#checkMode(checked);
      this.#checkLinkCounts(checked, directory);
      const { childBlock, parentBlock } = checked.said;
      const { at, flags } = checked.record;
      if (childBlock !== undefined) {
        this.#relocations.push({ checked: { path: checked.path, at }, from: directory, to: childBlock });
        if (flags & FLAG_DIRECTORY)
          this.#bad('relocation', checked, 'file flags of a record with a CL entry', 'directory');
      }
      if (checked.name === '..' && parentBlock !== undefined) directory.parentLink = parentBlock;
    }
    for (const [first] of sectionsOf(records)) {
      if (first && (first.child || first.said.childBlock !== undefined)) directory.shownFolders++;
    }
  }

  /** When all directories are known: relocated ones, and the links of all (RRIP 4.1.5 and 4.1.1). */
  finish(directories: readonly CheckedDirectory[]): void {
    const byBlock = new Map(directories.map((directory) => [directory.block, directory]));
    const reached = new Set<CheckedDirectory>();
    const bad = (at: number, path: string, field: string, found: string) =>
      this.#findings.add('relocation', { at, path, field, found });
    for (const { checked, from, to } of this.#relocations) {
      const target = byBlock.get(to);
      if (!target) bad(checked.at, checked.path, 'CL', `no directory at block ${to}`);
      else {
        if (target.parentLink !== from.block)
          bad(
            checked.at,
            checked.path,
            'PL of the directory',
            target.parentLink === undefined ? 'missing' : 'it does not lead back',
          );
        if (!target.isRelocated) bad(checked.at, checked.path, 'RE of the directory’s own record', 'missing');
        if (reached.has(target)) bad(checked.at, checked.path, 'CL', 'two lead to one directory');
        reached.add(target);
      }
    }
    for (const directory of directories) {
      if (directory.isRelocated && !reached.has(directory))
        bad(directory.at, directory.path, 'CL', 'none leads to this directory');
      const parent =
        directory.parentLink === undefined ? (directory.parent ?? directory) : byBlock.get(directory.parentLink);
      const { own, self, parent: above } = directory.links;
      const count = (found: number | undefined, wanted: number, name: string) => {
        if (found === undefined || found === wanted) return;
        this.#findings.add('link-count', {
          at: directory.at,
          path: `${directory.path}${name}`,
          field: 'file links (PX)',
          found,
          wanted,
        });
      };
      count(self, 2 + directory.shownFolders, '/.');
      if (parent) count(above, 2 + parent.shownFolders, '/..');
      if (directory.level > 1) count(own, 2 + directory.shownFolders, '');
    }
  }

  #bad(
    code:
      | 'rock-ridge'
      | 'rock-ridge-version'
      | 'rock-ridge-mode'
      | 'relocation'
      | 'system-use-length'
      | 'system-use-version'
      | 'rock-ridge-flags'
      | 'extension-reference',
    { record, path }: CheckedRecord,
    field: string,
    found: string | number,
    wanted?: string | number,
  ): void {
    this.#findings.add(code, { at: record.at, path, field, found, ...(wanted === undefined ? {} : { wanted }) });
  }

  #checkRoot(self: CheckedRecord | undefined): void {
    if (!self) return;
    const extension = entry(self, 'ER');
    if (!extension) {
      this.#bad('extension-reference', self, 'ER', 'missing');
      return;
    }
    const { bytes, start, byteLength } = extension;
    const text = (bytes[start + 4] as number) + (bytes[start + 5] as number) + (bytes[start + 6] as number);
    this.#version = latin1(bytes.subarray(start + 8, start + 8 + (bytes[start + 4] as number)));
    if (byteLength !== 8 + text) this.#bad('system-use-length', self, 'ER', byteLength, 8 + text);
    if (!['RRIP_1991A', 'IEEE_1282', 'IEEE_P1282'].includes(this.#version)) {
      this.#bad('rock-ridge-version', self, 'extension identifier', `“${this.#version}”`);
    }
  }

  get #isFirst(): boolean {
    return this.#version === 'RRIP_1991A';
  }

  #checkEntries(checked: CheckedRecord): void {
    const continuations = new Map<number, number>();
    for (const one of checked.entries) {
      const { signature, bytes, start, byteLength, at, area } = one;
      const lengths = LENGTHS[signature];
      if (lengths && !lengths.includes(byteLength)) this.#bad('system-use-length', checked, signature, byteLength);
      if (bytes[start + 3] !== 1 && !(signature === 'ZF' || signature === 'Z2'))
        this.#bad('system-use-version', checked, signature, bytes[start + 3] as number);
      if (signature === 'CE') continuations.set(area, (continuations.get(area) ?? 0) + 1);
      if (!NUMBERS.has(signature)) continue;
      for (let offset = 4; offset + 8 <= byteLength; offset += 8) {
        checkBoth(
          bytes,
          start + offset,
          4,
          { field: `number in ${signature}`, at: at + offset, path: checked.path },
          this.#findings,
        );
      }
    }
    for (const count of continuations.values())
      if (count > 1) this.#findings.add('one-continuation', { at: checked.record.at, path: checked.path });
    for (const { block, offset, byteLength } of checked.areas) {
      if (offset + byteLength > SECTOR_BYTES)
        this.#findings.add('continuation-in-block', { at: block * SECTOR_BYTES + offset, path: checked.path });
    }
    const flags = entry(checked, 'RR');
    if (flags) {
      const wanted = RR_FLAGS.reduce((sum, [signature, bit]) => sum | (has(checked, signature) ? bit : 0), 0);
      const found = flags.bytes[flags.start + 4] as number;
      if (found !== wanted) this.#bad('rock-ridge-flags', checked, 'RR', found, wanted);
    }
    if (this.#version !== '' && Boolean(flags) !== this.#isFirst) {
      this.#bad('rock-ridge-version', checked, 'RR', `${flags ? 'there' : 'missing'} in ${this.#version}`);
    }
  }

  #checkNames(checked: CheckedRecord, names: Map<string, CheckedRecord>): void {
    const { said, record, path } = checked;
    const isDot = checked.name === '.' || checked.name === '..';
    if (isDot) return;
    if (!has(checked, 'NM')) this.#bad('rock-ridge', checked, 'NM', 'missing');
    if (!said.name) return;
    const shown = latin1(said.name);
    const before = names.get(shown);
    const isSection = before && before.record.flags & FLAG_MULTI_EXTENT && before.name === checked.name;
    if (before && !isSection) this.#findings.add('unique', { at: record.at, path, found: 'in Rock Ridge' });
    names.set(shown, checked);
    if (shown.length === 0 || shown.length > 255 || /[\0/]/.test(shown))
      this.#bad('rock-ridge', checked, 'NM', `a name of ${shown.length} bytes that no system takes`);
    if (shown === '.' || shown === '..') this.#bad('rock-ridge', checked, 'NM', `“${shown}”`);
    for (const signature of ['NM', 'SL']) {
      const parts = checked.entries.filter((one) => one.signature === signature);
      for (const [index, { bytes, start }] of parts.entries()) {
        const continues = ((bytes[start + 4] as number) & 1) !== 0;
        if (continues !== index < parts.length - 1)
          this.#bad('rock-ridge', checked, signature, 'its CONTINUE flag is wrong');
      }
      if (signature === 'SL') for (const part of parts) this.#checkComponents(checked, part);
    }
  }

  /** RRIP 4.1.3.1: what is no name is the current, the parent or the root directory. */
  #checkComponents(checked: CheckedRecord, { bytes, start, byteLength }: SystemUseEntry): void {
    for (let at = start + 5; at + 2 <= start + byteLength; at += 2 + (bytes[at + 1] as number)) {
      const flags = bytes[at] as number;
      const length = bytes[at + 1] as number;
      if ([0, 1].includes(flags) !== length > 0)
        this.#bad('rock-ridge', checked, 'SL', `a component of flags ${flags} and ${length} bytes`);
    }
  }

  #checkMode(checked: CheckedRecord): void {
    const { said, record } = checked;
    const mode = entry(checked, 'PX');
    if (!mode) {
      this.#bad('rock-ridge', checked, 'PX', 'missing');
      return;
    }
    const length = this.#isFirst ? 36 : 44;
    if (this.#version !== '' && mode.byteLength !== length)
      this.#bad('rock-ridge-version', checked, 'length of PX', mode.byteLength, length);
    const type = (said.mode ?? 0) & TYPE_MASK;
    const shown = type.toString(8);
    const isLink = has(checked, 'SL');
    if (record.flags & FLAG_DIRECTORY && type !== TYPE_DIRECTORY)
      this.#bad('rock-ridge-mode', checked, 'file mode', `${shown} of a directory`);
    if (isLink !== (type === TYPE_LINK))
      this.#bad('rock-ridge-mode', checked, 'file mode', `${shown} with${isLink ? '' : 'out'} SL`);
    if (!TYPES.includes(type)) this.#bad('rock-ridge-mode', checked, 'file mode', `${shown} is no file type`);
    if (has(checked, 'PN') !== DEVICES.includes(type))
      this.#bad('rock-ridge', checked, 'PN', `${has(checked, 'PN') ? 'there' : 'missing'} with mode ${shown}`);
    if (record.dataLength > 0 && type !== TYPE_DIRECTORY && type !== TYPE_FILE)
      this.#bad('rock-ridge', checked, 'data length', `${record.dataLength} with mode ${shown}`);
  }

  #checkLinkCounts({ name, said, child }: CheckedRecord, directory: CheckedDirectory): void {
    if (said.links === undefined) return;
    if (name === '.') directory.links.self = said.links;
    else if (name === '..') directory.links.parent = said.links;
    else if (child) child.links.own = said.links;
  }
}
