/** The script of all three workers: a worker's name tells which one it is. */
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

raiseRejections();
expose(HOSTS[self.name as WorkerName]());
