/** ECMA-119 8.4.32. */
export const APPLICATION_USE_BYTES = 512;

/**
 * The content of the Application Use field as xorriso takes it: one character, or `0x` and two hexadecimal digits, for
 * each of its bytes; nothing, which is zeros. Undefined for all else, which is the path of a file.
 */
export function filledApplicationUse(text: string): Uint8Array | undefined {
  const digits = /^0x([0-9a-f]{2})$/i.exec(text)?.[1];
  if (digits !== undefined) return new Uint8Array(APPLICATION_USE_BYTES).fill(Number.parseInt(digits, 16));
  const isByte = text === '' || (text.length === 1 && text < '\x80');
  return isByte ? new Uint8Array(APPLICATION_USE_BYTES).fill(text.charCodeAt(0) || 0) : undefined;
}
