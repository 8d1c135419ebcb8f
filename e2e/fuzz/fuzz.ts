/** A run of the encoder over hostile manifests, for so many seconds or so many manifests. */
import { readFileSync } from 'node:fs';
import { tryManifest } from './encoder';
import { hostileManifests } from './manifests';
import { Random } from './random';

export interface FuzzReport {
  manifests: number;
  accepted: number;
  /** The one that took longest. */
  slowest: { manifest: number; seconds: number };
}

/**
 * Tries manifests until the time is over, or all are tried.
 * @throws {Error} at the first that the encoder does not bear: its number from the seed, and why
 */
export function fuzz(
  seed: number,
  most: { seconds: number } | { manifests: number },
  progress?: (report: FuzzReport) => void,
): FuzzReport {
  const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
  const report: FuzzReport = { manifests: 0, accepted: 0, slowest: { manifest: 0, seconds: 0 } };
  const end = 'seconds' in most ? performance.now() + most.seconds * 1000 : Number.POSITIVE_INFINITY;
  const count = 'manifests' in most ? most.manifests : Number.POSITIVE_INFINITY;
  let nextProgress = performance.now() + 10_000;
  for (const hostile of hostileManifests(new Random(seed))) {
    const begun = performance.now();
    if (begun >= end || report.manifests === count) break;
    const manifest = report.manifests++;
    try {
      // apart from the manifests' numbers, so that a change here does not change those
      if (tryManifest(module, hostile, new Random(seed + manifest)) === 'accepted') report.accepted++;
    } catch (error) {
      throw new Error(`Manifest ${manifest} of seed ${seed} (${hostile.bytes.length} bytes): ${error}`, {
        cause: error,
      });
    }
    const took = (performance.now() - begun) / 1000;
    if (took > report.slowest.seconds) report.slowest = { manifest, seconds: took };
    if (progress && performance.now() >= nextProgress) {
      progress(report);
      nextProgress += 10_000;
    }
  }
  return report;
}
