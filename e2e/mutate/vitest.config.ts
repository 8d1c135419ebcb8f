import { defineConfig } from 'vitest/config';

/** For `npm run mutate`: the encoder is compiled already, and the first failure is enough. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    setupFiles: ['e2e/mutate/setup.ts'],
    pool: 'threads',
    // a busy machine finds no defect
    hookTimeout: 300_000,
    testTimeout: 300_000,
    bail: 1,
    reporters: ['json'],
  },
});
