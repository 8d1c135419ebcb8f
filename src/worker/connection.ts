/** A worker at the other end of a port, until it is lost: what was asked of it is answered in any case. */

/** The worker has ended before it answered. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';

  constructor() {
    super('A part of this page has ended before it was done. It is started again.');
  }
}

/** For what need not be done when the worker is gone: any other error is thrown again. */
export function ignoreLoss(error: unknown): undefined {
  if (!(error instanceof WorkerLostError)) throw error;
}

export class Connection<T> {
  readonly #port: MessagePort;
  readonly #remote: T;
  readonly #asked = new Set<(reason: WorkerLostError) => void>();
  #isLost = false;

  constructor(port: MessagePort, remote: T) {
    this.#port = port;
    this.#remote = remote;
  }

  /** Asks the worker. Rejects with `WorkerLostError` when it is lost before it answers. */
  ask<Answer>(question: (worker: T) => Promise<Answer>): Promise<Answer> {
    if (this.#isLost) return Promise.reject(new WorkerLostError());
    return new Promise<Answer>((resolve, reject) => {
      this.#asked.add(reject);
      question(this.#remote)
        .then(resolve, reject)
        .finally(() => this.#asked.delete(reject));
    });
  }

  /** The worker is gone. */
  lose(): void {
    this.#isLost = true;
    this.#port.close();
    for (const reject of this.#asked) reject(new WorkerLostError());
    this.#asked.clear();
  }
}

/** The connection with a worker that may be started again. */
export class Link<T> {
  #current: Connection<T> | undefined;

  get current(): Connection<T> | undefined {
    return this.#current;
  }

  /** Takes a new connection; the one before is lost. */
  connect(connection: Connection<T>): void {
    this.#current?.lose();
    this.#current = connection;
  }

  /** Asks the worker that is there now. Rejects with `WorkerLostError` when it is lost before it answers. */
  ask<Answer>(question: (worker: T) => Promise<Answer>): Promise<Answer> {
    return this.#current?.ask(question) ?? Promise.reject(new WorkerLostError());
  }
}
