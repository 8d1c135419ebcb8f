/** Numerical values as ECMA-119 7 records them. `at` is where the value's first byte goes. */

/** 7.2.1: 16 bits, least significant byte first. */
export function put721(at: usize, value: u32): void {
  store<u16>(at, <u16>value);
}

/** 7.2.2: 16 bits, most significant byte first. */
export function put722(at: usize, value: u32): void {
  store<u16>(at, bswap<u16>(<u16>value));
}

/** 7.2.3: 16 bits in both orders. */
export function put723(at: usize, value: u32): void {
  put721(at, value);
  put722(at + 2, value);
}

/** 7.3.1: 32 bits, least significant byte first. */
export function put731(at: usize, value: u32): void {
  store<u32>(at, value);
}

/** 7.3.2: 32 bits, most significant byte first. */
export function put732(at: usize, value: u32): void {
  store<u32>(at, bswap<u32>(value));
}

/** 7.3.3: 32 bits in both orders. */
export function put733(at: usize, value: u32): void {
  store<u64>(at, <u64>value | ((<u64>bswap<u32>(value)) << 32));
}

/** Blocks that hold `bytes`. */
export function blocksOf(bytes: u64): u64 {
  return (bytes + 2047) >> 11;
}
