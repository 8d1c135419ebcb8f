/** SL: the target of a symbolic link as component records, in as many entries as it needs (RRIP 4.1.3). */
import { begin, byte, bytes, makeRoom, room, systemUse, written } from './system_use_area';

const SL_BYTES: u32 = 5; // without component records
const COMPONENT_BYTES: u32 = 2; // without content
const SL_CONTINUE: u8 = 1;
const COMPONENT_CONTINUE: u8 = 1;
const COMPONENT_CURRENT: u8 = 2;
const COMPONENT_PARENT: u8 = 4;
const COMPONENT_ROOT: u8 = 8;
/** The first entry begins where there is this much room, as genisoimage has it: no entry is empty. */
const LEAST_ROOM: u32 = 20;
/** Less room than this, as genisoimage has it, is not worth a part of a component. */
const LEAST_PART: u32 = 6;
/** Bytes of a component in one entry, as genisoimage has it. */
const MOST_IN_ENTRY: u32 = 248;

let entryStart: u32 = 0;

export function putSymbolicLink(target: usize, length: u32): void {
  makeRoom(LEAST_ROOM);
  openLinkEntry();
  let at: u32 = 0;
  if (load<u8>(target) == 0x2f) {
    putSpecialComponent(COMPONENT_ROOT);
    at = 1;
  }
  while (at < length) {
    let next = at;
    while (next < length && load<u8>(target + next) != 0x2f) next++;
    const size = next - at;
    if (size == 1 && load<u8>(target + at) == 0x2e) putSpecialComponent(COMPONENT_CURRENT);
    else if (size == 2 && load<u8>(target + at) == 0x2e && load<u8>(target + at, 1) == 0x2e) {
      putSpecialComponent(COMPONENT_PARENT);
    } else if (size > 0) putComponent(target + at, size);
    at = next + 1;
  }
  closeLinkEntry(false);
}

function openLinkEntry(): void {
  entryStart = written();
  begin(0x53, 0x4c, SL_BYTES);
  byte(0); // flags
}

function closeLinkEntry(continues: bool): void {
  const at = systemUse() + entryStart;
  store<u8>(at, <u8>(written() - entryStart), 2);
  if (continues) store<u8>(at, SL_CONTINUE, 4);
}

/** Ends the entry and goes on in another; in a new area where this one has no room for an entry and that much in it. */
function nextLinkEntry(bytes: u32): void {
  closeLinkEntry(true);
  makeRoom(SL_BYTES + bytes);
  openLinkEntry();
}

function leftInLinkEntry(): u32 {
  return 255 - (written() - entryStart);
}

function putSpecialComponent(flags: u8): void {
  if (min(room(), leftInLinkEntry()) < COMPONENT_BYTES) nextLinkEntry(COMPONENT_BYTES);
  byte(flags);
  byte(0);
}

function putComponent(name: usize, length: u32): void {
  if (min(room(), leftInLinkEntry()) < LEAST_PART) nextLinkEntry(LEAST_PART);
  let from = name;
  let left = length;
  for (;;) {
    const part = min(min(left, MOST_IN_ENTRY), min(room(), leftInLinkEntry()) - COMPONENT_BYTES);
    byte(part < left ? COMPONENT_CONTINUE : 0);
    byte(<u8>part);
    bytes(from, part);
    from += part;
    left -= part;
    if (left == 0) return;
    nextLinkEntry(LEAST_PART);
  }
}
