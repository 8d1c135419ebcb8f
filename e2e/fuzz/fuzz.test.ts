/** A little of `npm run fuzz`: other manifests and images each time, with the seed that repeats them. */
import { expect, test } from 'vitest';
import { fuzzArchives, fuzzEncoder, fuzzReader } from './fuzz';

test('the encoder bears whatever manifest it is given', { timeout: 120_000 }, async () => {
  const seed = Date.now() >>> 0;
  console.log(`npm run fuzz -- --seed ${seed}`);
  const { tried, accepted } = await fuzzEncoder(seed, { count: 400 });
  // it is given manifests, and some of them are taken
  expect(accepted).toBeGreaterThan(0);
  expect(tried).toBeGreaterThan(accepted);
});

test('the reader bears whatever image it is given', { timeout: 120_000 }, async () => {
  const seed = Date.now() >>> 0;
  console.log(`npm run fuzz:reader -- --seed ${seed}`);
  const { tried, accepted } = await fuzzReader(seed, { count: 250 });
  expect(accepted).toBeGreaterThan(tried / 2);
  expect(tried).toBeGreaterThan(accepted);
});

test('the readers of archives bear whatever they are given', { timeout: 120_000 }, async () => {
  const seed = Date.now() >>> 0;
  console.log(`npm run fuzz:archives -- --seed ${seed}`);
  const { tried, accepted } = await fuzzArchives(seed, { count: 400 });
  expect(accepted).toBeGreaterThan(tried / 10);
  expect(tried).toBeGreaterThan(accepted);
});
