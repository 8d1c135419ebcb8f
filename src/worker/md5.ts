/** MD5s for who checks an image: instances are used again. Loaded when somebody checks one. */
import { createMD5, type IHasher } from 'hash-wasm';
import type { NewDigest } from '../reader/check/digests';

export function md5s(): NewDigest {
  const free: IHasher[] = [];
  return async () => {
    const hash = free.pop() ?? (await createMD5());
    hash.init();
    return {
      update: (bytes) => hash.update(bytes),
      digest: () => {
        const digest = hash.digest('binary');
        free.push(hash);
        return digest;
      },
      copy: () => ({
        digest: () => {
          const state = hash.save();
          const digest = hash.digest('binary');
          hash.load(state);
          return digest;
        },
      }),
    };
  };
}
