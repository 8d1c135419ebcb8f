/** The page's side of long work: a worker for each piece, which ends with it. Loaded when somebody asks. */
import { proxy, type Remote, transfer } from 'comlink';
import { isFailure, UNCHECKED } from './failure';
import { beginWork } from './image-work-begun';
import type { ImageWorker } from './image-worker';
import type { PageWorkers } from './page-workers';
import type { EntryId, Failure, FinishedImage } from './session';
import type {
  ChecksumKind,
  Extracted,
  ExtractHost,
  ExtractTo,
  ImageCheck,
  SavedImage,
  Told,
  Work,
  Works,
} from './works';

export class ImageWorks implements Works {
  readonly #workers: Pick<PageWorkers, 'ask' | 'session'>;

  constructor(workers: Pick<PageWorkers, 'ask' | 'session'>) {
    this.#workers = workers;
  }

  save(image: FinishedImage, file: FileSystemFileHandle, told: Told): Work<SavedImage> {
    const confirm = () => this.#changed(image);
    return this.#begin(image, (worker) => worker.save(image.blob, file, proxy(told), proxy(confirm)), giveBack);
  }

  checksum(image: FinishedImage, kind: ChecksumKind, told: Told): Work<{ digest: string }> {
    return this.#begin(image, async (worker) => {
      const done = await worker.checksum(image.blob, kind, proxy(told));
      return isFailure(done) ? done : ((await this.#changed(image)) ?? done);
    });
  }

  check(image: FinishedImage, saved: File | undefined, told: Told): Work<ImageCheck> {
    return this.#begin(image, async (worker) => {
      // The page never holds the tree: the one worker sends it to the other.
      const { port1, port2 } = new MessageChannel();
      const answer = worker.check(image.blob, saved, transfer(port1, [port1]), proxy(told));
      const failure = await this.#workers.ask<Failure | undefined>((tree) =>
        tree.expected(image.revision, transfer(port2, [port2])),
      );
      return failure ?? answer;
    });
  }

  extract(
    entries: readonly EntryId[] | undefined,
    to: ExtractTo,
    { told, ask, isSource }: ExtractHost,
  ): Work<Extracted> {
    const { session } = this.#workers;
    return this.#begin(
      undefined,
      async (worker) => {
        const { port1, port2 } = new MessageChannel();
        const answer = worker.extract(transfer(port1, [port1]), to, session, proxy(told), proxy(ask), proxy(isSource));
        const failure = await this.#workers.ask<Failure | undefined>((tree) =>
          tree.outgoing(entries && [...entries], transfer(port2, [port2])),
        );
        return failure ?? answer;
      },
      giveBack,
    );
  }

  /** @param stop how it is taken back; without it the worker just ends */
  #begin<Answer extends object>(
    image: FinishedImage | undefined,
    work: (worker: Remote<ImageWorker>) => Promise<Answer | Failure>,
    stop?: (worker: Remote<ImageWorker>) => void,
  ): Work<Answer> {
    const { result, cancel, end } = beginWork(work, stop);
    const mended = result.catch(async (told: Failure) => {
      const changed = image && told.code === 'image-unreadable' ? await this.#changed(image) : undefined;
      throw changed && changed.code !== UNCHECKED ? changed : told;
    });
    return { result: mended.finally(end), cancel };
  }

  /** Looks again at the files of an image. A failure names one that is not what it was, or says that nobody could look. */
  #changed({ revision }: FinishedImage): Promise<Failure | undefined> {
    return this.#workers.ask((tree) => tree.changedSince(revision));
  }
}

/** The worker itself gives the file back. */
const giveBack = (worker: Remote<ImageWorker>) => void worker.stop();
