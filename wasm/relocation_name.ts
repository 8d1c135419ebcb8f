/**
 * The name of the directory that holds relocated ones: `rr_moved`, or with `-hide-rr-moved`, and where the root has
 * an entry of that name, `.rr_moved`. If that is taken as well, as few `_` follow as make it free.
 */
import * as directories from './directories';
import * as manifest from './manifest';
import { get32 } from './memory';

const NAME = memory.data<u8>([0x2e, 0x72, 0x72, 0x5f, 0x6d, 0x6f, 0x76, 0x65, 0x64]); // .rr_moved
const HIDDEN_BYTES: u32 = 9;
const UNDERSCORE: u8 = 0x5f;
/** Names over this are cut in Rock Ridge. */
const MAX_NAME_BYTES: u32 = 255;
const CHOSEN = memory.data(MAX_NAME_BYTES + 1, 8);
/** Whether there is an entry that ends with so many `_`. */
const TAKEN = memory.data(MAX_NAME_BYTES + 1);
let chosenBytes: u32 = 0;

/** Chooses the name; the order of the root's entries does not matter. */
export function chooseRelocationName(): void {
  let hidden = manifest.hideRelocation;
  for (let place = directories.firstJolietChild(0); place < directories.endOfIsoChildren(0); place++) {
    const entry = get32(directories.children, place);
    const name = manifest.nameAt(entry);
    const length = manifest.nameLength(entry);
    if (length == HIDDEN_BYTES - 1 && memory.compare(name, NAME + 1, length) == 0) hidden = true;
    if (length < HIDDEN_BYTES || length > MAX_NAME_BYTES || memory.compare(name, NAME, HIDDEN_BYTES) != 0) continue;
    let at = HIDDEN_BYTES;
    while (at < length && load<u8>(name + at) == UNDERSCORE) at++;
    if (at == length) store<u8>(TAKEN + length - HIDDEN_BYTES, 1);
  }
  let underscores: u32 = 0;
  while (hidden && load<u8>(TAKEN + underscores) != 0) underscores++;
  const skip: u32 = hidden ? 0 : 1;
  chosenBytes = HIDDEN_BYTES - skip;
  memory.copy(CHOSEN, NAME + skip, chosenBytes);
  memory.fill(CHOSEN + chosenBytes, UNDERSCORE, underscores);
  chosenBytes += underscores;
}

export function relocationName(): usize {
  return CHOSEN;
}

export function relocationNameLength(): u32 {
  return chosenBytes;
}
