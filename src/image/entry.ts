/** What an entry of a tree is, and what can be its name. */
import { MAX_NAME_BYTES, MAX_TARGET_BYTES } from '../../wasm/abi';
import { decodeName } from './names';

/** An entry of a tree: stable, never reused. */
export type EntryId = number;
export const NO_ENTRY = -1;
/** The folder that all others lie in. */
export const ROOT = 0;

/** Why something cannot be an entry of a tree: its name, or what it leads to. */
export class EntryError extends TypeError {}

export const Kind = {
  directory: 0,
  file: 1,
  symbolicLink: 2,
  characterDevice: 3,
  blockDevice: 4,
  pipe: 5,
  socket: 6,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Special files: known to Rock Ridge alone. */
export type SpecialKind = Exclude<Kind, typeof Kind.directory | typeof Kind.file | typeof Kind.symbolicLink>;

/**
 * In which namespaces an entry, and what lies in it, is not; whether it is marked as hidden or associated; and whether
 * only the image has it, a folder whose mode is then that of new ones.
 */
export const Mark = { notInIso: 2, notInJoliet: 4, hidden: 8, associated: 16, imageOnly: 32 } as const;
export type Mark = (typeof Mark)[keyof typeof Mark];

/** Why bytes can be no name in a folder, for people; undefined where they can. */
export function nameFault(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0x2f)) return 'it has a slash in it';
  return faultOf(bytes, MAX_NAME_BYTES);
}

/** Throws where bytes can be no name. */
export function checkName(bytes: Uint8Array): void {
  const fault = nameFault(bytes);
  if (fault) throw new EntryError(`“${decodeName(bytes)}” cannot be the name of a file: ${fault}.`);
}

/** Throws where a link cannot lead to a target. */
export function checkTarget(name: string | Uint8Array, target: Uint8Array): void {
  const fault = faultOf(target, MAX_TARGET_BYTES);
  if (!fault) return;
  const link = typeof name === 'string' ? name : decodeName(name);
  throw new EntryError(`The target of the link “${link}” cannot be recorded: ${fault}.`);
}

function faultOf(bytes: Uint8Array, most: number): string | undefined {
  if (bytes.length === 0) return 'it is empty';
  if (bytes.includes(0)) return 'it has a zero byte in it';
  return bytes.length > most ? `it has ${bytes.length} bytes, and ${most} are the most` : undefined;
}
