/** Runs over what no friend would give: manifests, images and archives, for so many seconds or so many. */
import { readFileSync } from 'node:fs';
import { hostileArchives, tryArchive } from './archives';
import { tryManifest } from './encoder';
import { givenImages } from './given-images';
import { hostileImages } from './images';
import { hostileManifests } from './manifests';
import { Random } from './random';
import { tryImage } from './reader';

export interface FuzzReport {
  tried: number;
  accepted: number;
  /** The one that took longest. */
  slowest: { number: number; seconds: number };
}

export type Most = { seconds: number } | { count: number };
type Progress = (report: FuzzReport) => void;

interface Fuzzed<T> {
  /** What one of them is called. */
  what: string;
  subjects: Iterable<T>;
  bytesOf: (subject: T) => number;
  /** Whether it was accepted. @throws {Error} where it was not borne */
  attempt: (subject: T, number: number) => boolean | Promise<boolean>;
}

/** Hostile manifests for the encoder. */
export function fuzzEncoder(seed: number, most: Most, progress?: Progress): Promise<FuzzReport> {
  const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
  const fuzzed = {
    what: 'Manifest',
    subjects: hostileManifests(new Random(seed)),
    bytesOf: ({ bytes }: { bytes: Uint8Array }) => bytes.length,
    // apart from the manifests' numbers, so that a change here does not change those
    attempt: (hostile: Parameters<typeof tryManifest>[1], number: number) =>
      tryManifest(module, hostile, new Random(seed + number)) === 'accepted',
  };
  return fuzz(seed, most, fuzzed, progress);
}

/** Hostile images for the reader. */
export function fuzzReader(seed: number, most: Most, progress?: Progress): Promise<FuzzReport> {
  const fuzzed = {
    what: 'Image',
    subjects: hostileImages(new Random(seed), givenImages()),
    bytesOf: (bytes: Uint8Array) => bytes.length,
    attempt: async (bytes: Uint8Array) => (await tryImage(bytes)) === 'read',
  };
  return fuzz(seed, most, fuzzed, progress);
}

/** Hostile archives for their readers. */
export function fuzzArchives(seed: number, most: Most, progress?: Progress): Promise<FuzzReport> {
  const fuzzed = {
    what: 'Archive',
    subjects: hostileArchives(new Random(seed)),
    bytesOf: ({ bytes }: { bytes: Uint8Array }) => bytes.length,
    attempt: tryArchive,
  };
  return fuzz(seed, most, fuzzed, progress);
}

/**
 * Tries one after the other until the time is over, or so many are tried.
 * @throws {Error} at the first that is not borne: its number from the seed, and why
 */
async function fuzz<T>(
  seed: number,
  most: Most,
  { what, subjects, bytesOf, attempt }: Fuzzed<T>,
  progress?: Progress,
): Promise<FuzzReport> {
  const report: FuzzReport = { tried: 0, accepted: 0, slowest: { number: 0, seconds: 0 } };
  const end = 'seconds' in most ? performance.now() + most.seconds * 1000 : Number.POSITIVE_INFINITY;
  const count = 'count' in most ? most.count : Number.POSITIVE_INFINITY;
  let nextProgress = performance.now() + 10_000;
  for (const subject of subjects) {
    const begun = performance.now();
    if (begun >= end || report.tried === count) break;
    const number = report.tried++;
    try {
      if (await attempt(subject, number)) report.accepted++;
    } catch (error) {
      throw new Error(`${what} ${number} of seed ${seed} (${bytesOf(subject)} bytes): ${error}`, { cause: error });
    }
    const took = (performance.now() - begun) / 1000;
    if (took > report.slowest.seconds) report.slowest = { number, seconds: took };
    if (progress && performance.now() >= nextProgress) {
      progress(report);
      nextProgress += 10_000;
    }
  }
  return report;
}
