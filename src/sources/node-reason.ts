/** What the operating system said, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'the operation is not permitted',
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead round in a circle',
  ENAMETOOLONG: 'its path is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of the disk is used up',
  EIO: 'the device reported an error',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open in the system',
  EBUSY: 'it is in use',
  ETXTBSY: 'it is in use',
  EROFS: 'its file system is read-only',
  ESTALE: 'the server has lost it',
  ENXIO: 'nothing is at its other end',
};

/** The code of a system error (`ENOENT`), empty for any other error. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why something failed, as the end of a sentence without a full stop. */
export function errorReason(error: unknown): string {
  const code = errorCode(error);
  return REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}
