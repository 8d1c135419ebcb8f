/** The workers' script. */
import { expose } from 'comlink';
import { EncoderHost } from './encoder-host';
import { ImageWorker } from './image-worker';
import { raiseRejections } from './lifeline';
import type { WorkerName } from './protocol';
import { Reader } from './reader';
import { TreeHost } from './tree-host';
import { Unpacker, unpackIn } from './unpack-worker';

const HOSTS: Readonly<Record<WorkerName | 'image' | 'unpack', () => object>> = {
  tree: () => new TreeHost(),
  read: () => new Reader({ unpack: unpackIn(import.meta.url) }),
  encode: () => new EncoderHost(),
  unpack: () => new Unpacker(),
  image: () => new ImageWorker(),
};

// The worker that this runs in is one of these: its name tells which.
raiseRejections();
expose(HOSTS[self.name as keyof typeof HOSTS]());
