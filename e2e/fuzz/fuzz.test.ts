/** A little of `npm run fuzz`: other manifests each time, with the seed that repeats them. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz';

test('the encoder bears whatever manifest it is given', { timeout: 120_000 }, () => {
  const seed = Date.now() >>> 0;
  console.log(`npm run fuzz -- --seed ${seed}`);
  const { manifests, accepted } = fuzz(seed, { manifests: 400 });
  // it is given manifests, and some of them are taken
  expect(accepted).toBeGreaterThan(0);
  expect(manifests).toBeGreaterThan(accepted);
});
