import { buildEncoder } from './wasm.mjs';

/** Before the unit tests: compiles the encoder that they read. */
export async function setup() {
  await buildEncoder();
}
