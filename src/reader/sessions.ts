import type { CachedBytes } from './cached-bytes';
import { latin1, little16, little32, longDate } from './fields';
import { SECTOR_BYTES } from './sectors';
import { FIRST_DESCRIPTOR_SECTOR } from './volume-descriptors';

/** A session of an image: a volume with descriptors of its own (ECMA-119 6.2.1). */
export interface Session {
  /** From 1. */
  number: number;
  /** Where it begins. */
  sector: number;
  /** Unix seconds of the volume's creation. */
  created: number | undefined;
  /** First block of the root directory. */
  rootBlock: number;
  /** The sector behind the volume, as its descriptor has it. */
  endSector: number;
}

/** Sessions on a CD have these sectors between them: lead-out, lead-in and pregap, of the first and of later ones. */
const GAPS = [0, 11_400, 6900, 11_550, 7050, 150];
/** Programs begin sessions at multiples of these. */
const MULTIPLES = [1, 16, 32];
/** Where xorriso keeps the first session's descriptors when it lets sector 16 show the last one. */
const EMULATED_FIRST_SECTOR = 32;
const MOST_SESSIONS = 200;

/** Finds the sessions of an image, by the ends of their volumes. One read for each place where another may begin. */
export async function findSessions(bytes: CachedBytes, firstSector: number): Promise<Session[]> {
  const first = await sessionAt(bytes, firstSector, 1);
  if (!first) return [];
  let sessions = await followSessions(bytes, first);
  if (firstSector === 0) {
    const emulated = await sessionAt(bytes, EMULATED_FIRST_SECTOR, 1);
    if (emulated) {
      const chain = await followSessions(bytes, emulated);
      // Sector 16 is a copy of the last session's descriptors then.
      if (chain.some(({ rootBlock }) => rootBlock === first.rootBlock)) sessions = chain;
    }
  }
  return sessions;
}

async function followSessions(bytes: CachedBytes, first: Session): Promise<Session[]> {
  const sessions = [first];
  while (sessions.length < MOST_SESSIONS) {
    const last = sessions.at(-1) as Session;
    const next = await nextSession(bytes, last);
    if (!next) break;
    sessions.push(next);
  }
  return sessions;
}

async function nextSession(bytes: CachedBytes, last: Session): Promise<Session | undefined> {
  const sectors = new Set<number>();
  // Some programs count the volume from the session's beginning, some from that of the disc.
  for (const end of [last.endSector, last.sector + last.endSector]) {
    for (const gap of GAPS) {
      for (const multiple of MULTIPLES) sectors.add(Math.ceil((end + gap) / multiple) * multiple);
    }
  }
  for (const sector of [...sectors].sort((a, b) => a - b)) {
    if (sector <= last.sector || (sector + FIRST_DESCRIPTOR_SECTOR) * SECTOR_BYTES >= bytes.byteLength) continue;
    const session = await sessionAt(bytes, sector, last.number + 1);
    if (session && session.rootBlock > last.rootBlock) return session;
  }
  return undefined;
}

async function sessionAt(bytes: CachedBytes, sector: number, number: number): Promise<Session | undefined> {
  const block = await bytes.read((sector + FIRST_DESCRIPTOR_SECTOR) * SECTOR_BYTES, SECTOR_BYTES);
  if (block.length < SECTOR_BYTES || block[0] !== 1 || latin1(block.subarray(1, 6)) !== 'CD001') return undefined;
  return {
    number,
    sector,
    created: longDate(block, 813).unixSeconds,
    rootBlock: little32(block, 158),
    endSector: Math.ceil((little32(block, 80) * (little16(block, 128) || SECTOR_BYTES)) / SECTOR_BYTES),
  };
}
