import fs from 'node:fs';
import { APPLICATION_USE_BYTES } from '../command/application-use';
import { UsageError } from '../command/usage-error';
import { errorReason } from '../sources/node-reason';

/** The content of the Application Use field from a file with up to 512 bytes. Throws a `UsageError`. */
export function readApplicationUseFile(path: string): Uint8Array {
  const bytes = readFile(path);
  if (bytes.length <= APPLICATION_USE_BYTES) return bytes;
  throw new UsageError(
    `--application_use ${path}: the file has ${bytes.length} bytes; the field has room for ${APPLICATION_USE_BYTES}.`,
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
