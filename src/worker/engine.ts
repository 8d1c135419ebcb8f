/** The workers' script. */
import { expose } from 'comlink';
import { EncoderHost } from './encoder-host';
import { raiseRejections } from './lifeline';
import type { WorkerName } from './protocol';
import { Reader } from './reader';
import { TreeHost } from './tree-host';

const HOSTS: Readonly<Record<WorkerName, () => object>> = {
  tree: () => new TreeHost(),
  read: () => new Reader(),
  encode: () => new EncoderHost(),
};

// The worker that this runs in is one of the three: its name tells which.
raiseRejections();
expose(HOSTS[self.name as WorkerName]());
