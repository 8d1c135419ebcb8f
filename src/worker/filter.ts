/** Which entries a filter lets be seen: those whose names match, and the folders around them. */
import { encodeName } from '../image/names';
import type { EntryId, ImageTree } from '../image/tree';
import type { Work } from './slices';

const ROOT = 0;
const MATCHES = 1;
const HAS_MATCHES = 2;
/** Names looked at before somebody else may have the thread. */
const STRIDE = 4096;

export class Filter {
  readonly #tree: ImageTree;
  #found = new Uint8Array(0);
  text = '';
  /** Entries whose names match. */
  matches = 0;

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  isMatch(entry: EntryId): boolean {
    return ((this.#found[entry] ?? 0) & MATCHES) !== 0;
  }

  /** Whether something in a folder matches. */
  hasMatches(folder: EntryId): boolean {
    return ((this.#found[folder] ?? 0) & HAS_MATCHES) !== 0;
  }

  shows(entry: EntryId): boolean {
    return (this.#found[entry] ?? 0) !== 0;
  }

  /** Looks at all entries; what was found before stays until that is done. */
  *find(text: string): Work {
    const tree = this.#tree;
    const found = new Uint8Array(tree.length);
    let matches = 0;
    const isMatch = matcher(tree, text);
    for (let entry = 1; text !== '' && entry < tree.length; entry++) {
      if (entry % STRIDE === 0) yield;
      if (entry === tree.dissolved || !isMatch(entry) || !tree.isIncluded(entry)) continue;
      found[entry] = (found[entry] as number) | MATCHES;
      matches++;
      for (let at = tree.parent(entry); ((found[at] as number) & HAS_MATCHES) === 0; at = tree.parent(at)) {
        found[at] = (found[at] as number) | HAS_MATCHES;
        if (at === ROOT) break;
      }
    }
    this.text = text;
    this.matches = matches;
    this.#found = found;
  }
}

/** Whether an entry's name has a text in it, whether letters are small or capital, composed or not. */
function matcher(tree: ImageTree, text: string): (entry: EntryId) => boolean {
  const wanted = folded(text);
  const bytes = encodeName(wanted).slice();
  const isAscii = bytes.length === wanted.length;
  if (!isAscii) return (entry) => folded(tree.name(entry)).includes(wanted);
  // Byte for byte, without making a string of each name; capitals beyond ASCII are no part of what is looked for.
  const first = bytes[0] as number;
  const { names, name } = tree.columns();
  return (entry) => {
    const index = name[entry] as number;
    const all = names.bytes;
    const last = names.end(index) - bytes.length;
    search: for (let start = names.start(index); start <= last; start++) {
      if (small(all[start] as number) !== first) continue;
      for (let at = 1; at < bytes.length; at++) {
        if (small(all[start + at] as number) !== bytes[at]) continue search;
      }
      return true;
    }
    return false;
  };
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();
const small = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
