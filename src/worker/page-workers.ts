/** The three workers as the page's thread has them: starts them, notices which has ended, and starts another. */
import engineScript from 'virtual:engine';
import { expose, type Remote, transfer, wrap } from 'comlink';
import { holdSpoolFiles } from '../sinks/spool-files';
import { crashText } from './failure';
import { watchLifeline } from './lifeline';
import type { EncodeWorker, JobId, PageService, ReadWorker, TreeWorker, WorkerName } from './protocol';
import { say } from './saying';
import type { Failure } from './session';
import type { Settings } from './settings';
import { startWorker } from './start';

/** A worker that fails this often within this time is not started any more. */
const CRASHES_ALLOWED = 3;
const CRASH_WINDOW = 30_000;
/** Code of the failure that a worker has ended. */
export const CRASHED = 'worker-crashed';

/** What the workers need of the page. */
export interface WorkersPage {
  /** What the tree worker calls. */
  service: PageService;
  /** Starts the workers, unless that was begun. */
  prepare(): Promise<void>;
  /** A worker has ended; where that is hopeless nothing is started any more. */
  failed(failure: Failure, isHopeless: boolean): void;
  /** Starts what has ended, and brings back what was in it. */
  bringBack(name: 'tree' | 'read'): Promise<void>;
}

interface Running<T> {
  worker: Worker;
  remote: Remote<T>;
}

export class PageWorkers {
  readonly #page: WorkersPage;
  /** Whose spool files those of the workers are. */
  #session!: string;
  #crashes: { name: WorkerName; at: number }[] = [];
  #tree!: Running<TreeWorker>;
  #read!: Running<ReadWorker>;
  #encode!: Running<EncodeWorker>;
  #ended!: (failure: Failure) => void;
  #lost!: Promise<never>;

  constructor(page: WorkersPage) {
    this.#page = page;
  }

  get session(): string {
    return this.#session;
  }

  get tree(): Remote<TreeWorker> {
    return this.#tree.remote;
  }

  get read(): Remote<ReadWorker> {
    return this.#read.remote;
  }

  /** Rejects when the tree worker fails: what was asked of it is never answered. */
  get lost(): Promise<never> {
    return this.#lost;
  }

  /** Asks the tree worker; rejects with the failure if that worker fails meanwhile. */
  ask<T>(question: (tree: Remote<TreeWorker>) => Promise<T>): Promise<T> {
    this.#page.prepare().catch(() => {});
    return Promise.race([question(this.#tree.remote), this.#lost]);
  }

  async startAll(settings: Promise<Settings>): Promise<void> {
    // A new tree numbers its stores from the beginning, and an image of the one before may be read still: its files stay.
    this.#session = crypto.getRandomValues(new Uint32Array(4)).join('-');
    holdSpoolFiles(this.#session);
    this.#lost = new Promise<never>((_, reject) => {
      this.#ended = reject;
    });
    this.#lost.catch(() => {});
    this.#tree = this.#start<TreeWorker>('tree');
    expose(this.#page.service, this.#tree.worker);
    const { remote } = this.#tree;
    await Promise.all([settings.then((chosen) => remote.start(chosen)), this.#startEncoder(), this.startReader()]);
  }

  /** Ends all three. What was asked of the tree is answered with the failure. */
  endAll(failure: Failure): void {
    this.#ended(failure);
    for (const { worker } of [this.#tree, this.#read, this.#encode]) worker.terminate();
  }

  /** Returns the jobs that were lost with the read worker before. */
  async startReader(): Promise<JobId[]> {
    this.#read = this.#start<ReadWorker>('read');
    const { port1, port2 } = new MessageChannel();
    const { remote } = this.#tree;
    void this.#read.remote.connect(transfer(port1, [port1]), this.#session, await remote.nextStore());
    return remote.connectReader(transfer(port2, [port2]));
  }

  async restartEncoder(): Promise<void> {
    this.#encode.worker.terminate();
    await this.#startEncoder();
  }

  async #startEncoder(): Promise<void> {
    this.#encode = this.#start<EncodeWorker>('encode');
    const { port1, port2 } = new MessageChannel();
    void this.#encode.remote.connect(transfer(port1, [port1]), this.#session);
    await this.#tree.remote.connectEncoder(transfer(port2, [port2]));
  }

  #start<T extends { live(lifeline: string): Promise<void> }>(name: WorkerName): Running<T> {
    const worker = startWorker(engineScript, name);
    const remote = wrap<T>(worker);
    let told = false;
    const crashed = (reason: string) => {
      // One that was ended on purpose is not missed; one that failed may be told of in several ways.
      const isCurrent = [this.#tree, this.#read, this.#encode].some((running) => running?.worker === worker);
      if (isCurrent && !told) void this.#crashed(name, reason);
      told = true;
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      crashed(event.message || 'it could not be started');
    });
    worker.addEventListener('messageerror', () => crashed('a message could not be read'));
    const lifeline = `isodrop-${this.#session}-${name}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const live = remote.live as unknown as (lifeline: string) => Promise<void>;
    void live(lifeline).then(() => watchLifeline(lifeline, () => crashed('it ended')));
    return { worker, remote };
  }

  /** A worker has failed: tells it, starts another and brings back what can be. */
  async #crashed(name: WorkerName, reason: string): Promise<void> {
    const now = Date.now();
    this.#crashes = this.#crashes.filter(({ at }) => now - at < CRASH_WINDOW);
    this.#crashes.push({ name, at: now });
    const isHopeless = this.#crashes.length > CRASHES_ALLOWED;
    const log = name === 'tree' ? '' : (await this.ask((tree) => tree.log()).catch(() => ({ text: '' }))).text;
    const says = say('worker-crashed', name, reason, isHopeless);
    const failure: Failure = { code: CRASHED, message: crashText(name, reason, isHopeless), says, log };
    this.#page.failed(failure, isHopeless);
    const gone = { tree: this.#tree, read: this.#read, encode: this.#encode }[name].worker;
    gone.terminate();
    if (isHopeless) {
      this.#ended(failure);
      return;
    }
    if (name === 'encode') await this.#startEncoder();
    else await this.#page.bringBack(name);
  }
}
