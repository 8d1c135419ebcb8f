/** The page's side of looking into images: a worker for each, which ends with it. Loaded when somebody asks. */
import { proxy, transfer } from 'comlink';
import { chosenFolder, droppedPlaces, imagePlaces } from './compared-places';
import type { GivenSide } from './comparing';
import type { ComparedPlace, Comparison, Examinations, ImageReport } from './examined';
import { beginWork } from './image-work-begun';
import type { PageWorkers } from './page-workers';
import type { Failure } from './session';
import type { Told, Work } from './works';

export class PageExaminations implements Examinations {
  readonly #workers: Pick<PageWorkers, 'ask'>;

  constructor(workers: Pick<PageWorkers, 'ask'>) {
    this.#workers = workers;
  }

  examine(files: readonly File[], told: Told): Work<ImageReport> {
    const { result, cancel, end } = beginWork((worker) => worker.examine([...files], proxy(told)));
    return { result: result.finally(end), cancel };
  }

  compare(first: ComparedPlace, second: ComparedPlace, told: Told): Work<Comparison> {
    const begun = beginWork(async (one) => {
      const asked: Promise<Failure | undefined>[] = [];
      const [left, right] = [this.#given(first, asked), this.#given(second, asked)];
      const answer = one.compare(left, right, proxy(told));
      const failure = (await Promise.all(asked)).find((found) => found !== undefined);
      return failure ?? answer;
    });
    const { worker, end, cancel } = begun;
    const result = begun.result.then(
      (facts): Comparison => ({
        ...facts,
        rows: (...window) => worker.differences(...window),
        text: (...wanted) => worker.differencesText(...wanted),
        close: end,
      }),
      (failure) => {
        end();
        throw failure;
      },
    );
    return { result, cancel };
  }

  dropped(transfer: DataTransfer): Promise<ComparedPlace[]> {
    return droppedPlaces(transfer);
  }

  images(files: readonly File[]): ComparedPlace[] {
    return imagePlaces(files);
  }

  folder(files: readonly File[]): ComparedPlace | undefined {
    return chosenFolder(files);
  }

  /** The page never holds the tree: the one worker sends it to the other. */
  #given(place: ComparedPlace, asked: Promise<Failure | undefined>[]): GivenSide {
    if (place.kind !== 'disc') return place;
    const { port1, port2 } = new MessageChannel();
    const { revision, name } = place.image;
    asked.push(this.#workers.ask((tree) => tree.expected(revision, transfer(port2, [port2]))));
    return transfer({ kind: 'disc', name, tree: port1 }, [port1]);
  }
}
