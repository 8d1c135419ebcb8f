/**
 * The encoder's memory: one growing run of bytes after the static data. What lives as long as the image is
 * allocated and never freed (one image, one instance); what a single step needs lies above a mark and is released
 * with it. AssemblyScript's own heap is not used: one allocation there ends at 1 GiB.
 */

const PAGE_BITS = 16;
const ALIGNMENT: usize = 8;

let top: usize = (__heap_base + 15) & ~(<usize>15);

/** Reserves `bytes`, aligned to eight. Their values are not defined. Traps with `out of memory`. */
export function allocate(bytes: u64): usize {
  const start = top;
  const end = <u64>start + ((bytes + ALIGNMENT - 1) & ~(<u64>(ALIGNMENT - 1)));
  if (end > 0xffff0000) throw new Error('out of memory');
  const pages = <i32>((end + 0xffff) >> PAGE_BITS);
  const present = memory.size();
  if (pages > present && memory.grow(pages - present) < 0) throw new Error('out of memory');
  top = <usize>end;
  return start;
}

/** As `allocate`, all zeros. */
export function allocateZeroed(bytes: u64): usize {
  const start = allocate(bytes);
  memory.fill(start, 0, <usize>bytes);
  return start;
}

/** What is allocated after this can be given back with `release`. */
export function mark(): usize {
  return top;
}

export function release(to: usize): void {
  top = to;
}

// Columns of u32, addressed by row.

export function get32(column: usize, row: u32): u32 {
  return load<u32>(column + ((<usize>row) << 2));
}

export function set32(column: usize, row: u32, value: u32): void {
  store<u32>(column + ((<usize>row) << 2), value);
}
