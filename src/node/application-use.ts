import fs from 'node:fs';
import { errorReason } from '../sources/node-reason';
import { UsageError } from './usage-error';

/** ECMA-119 8.4.32. */
const FIELD_BYTES = 512;

/**
 * The content of the Application Use field as xorriso takes it: one character, or `0x` and two hexadecimal digits, for
 * each of its bytes; nothing, which is zeros; or the path of a file with up to 512 bytes. Throws a `UsageError`.
 */
export function readApplicationUse(text: string): Uint8Array {
  const digits = /^0x([0-9a-f]{2})$/i.exec(text)?.[1];
  if (digits !== undefined) return new Uint8Array(FIELD_BYTES).fill(Number.parseInt(digits, 16));
  const isByte = text === '' || (text.length === 1 && text < '\x80');
  if (isByte) return new Uint8Array(FIELD_BYTES).fill(text.charCodeAt(0) || 0);
  const bytes = readFile(text);
  if (bytes.length <= FIELD_BYTES) return bytes;
  throw new UsageError(
    `--application_use ${text}: the file has ${bytes.length} bytes; the field has room for ${FIELD_BYTES}.`,
  );
}

function readFile(path: string): Buffer {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    throw new UsageError(
      `--application_use ${path}: the file cannot be read: ${errorReason(error)}. Name a file, or give one character, or 0x and two hexadecimal digits.`,
    );
  }
}
