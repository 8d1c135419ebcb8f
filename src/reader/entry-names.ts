import { identifierText, isUtf8, latin1, utf8Text, utf16 } from './fields';

/** A name, and its bytes where they are no UTF-8. */
export interface GivenName {
  text: string;
  bytes?: Uint8Array;
}

/** The version of an identifier (ECMA-119 7.5.1), with its semicolon. */
const VERSION = /;\d{1,5}$/;

/** A file's name as people read it: without its version, and without a full stop that nothing follows. */
export function plainName(identifier: string, isDirectory: boolean): string {
  if (isDirectory) return identifier;
  const name = identifier.replace(VERSION, '');
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name || identifier;
}

/** A Joliet identifier as text, without its version. */
export function jolietName(identifier: string, isDirectory: boolean): string {
  return isDirectory ? identifier : identifier.replace(VERSION, '') || identifier;
}

/** An identifier as text, version and all. */
export const identifierOf = (bytes: Uint8Array, isJoliet: boolean) => (isJoliet ? utf16(bytes) : identifierText(bytes));

/** A Rock Ridge name or link target: bytes, most often UTF-8. */
export function posixName(bytes: Uint8Array): GivenName {
  // Not a view of what was read: it is kept.
  return isUtf8(bytes) ? { text: utf8Text(bytes) } : { text: utf8Text(bytes), bytes: bytes.slice() };
}

/** Whether a name could be mistaken for a path, or is none. */
export function isSafe(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0');
}

/** A name in the place of one that is not safe. */
export function safeName(name: string): string {
  const safe = name.replace(/[/\0]/g, '_');
  return safe === '' || safe === '.' || safe === '..' ? '_'.repeat(Math.max(1, safe.length)) : safe;
}

/** The names of one directory so far: no two are alike. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /**
   * The name itself, or where it is taken `other`, or a name with a number.
   * @param other another name of the same entry, such as that with its version
   */
  unique(name: string, other: string): string {
    let unique = name;
    if (this.#taken.has(unique)) unique = other;
    for (let number = this.#next.get(name) ?? 2; this.#taken.has(unique); number++) {
      unique = `${name} (${number})`;
      this.#next.set(name, number + 1);
    }
    this.#taken.add(unique);
    return unique;
  }

  /** Whether bytes that are no UTF-8 were not there yet: their texts may be alike, and they are not. */
  isNew(bytes: Uint8Array): boolean {
    const key = `\0${latin1(bytes)}`;
    if (this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }
}
