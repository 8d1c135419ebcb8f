/** The worker of one piece of long work: it ends with it. What it does is loaded when it is asked for. */
import type { Comparing, GivenSide } from './comparing';
import type { ComparisonFacts, Difference, DifferenceFilter, ImageReport } from './examined';
import type { ExpectedTree } from './expected-tree';
import { missingPart, toFailure } from './failure';
import type { OutgoingTree } from './outgoing-tree';
import type { Failure } from './session';
import {
  CANCELLED,
  type ChecksumKind,
  type Extracted,
  type ExtractHost,
  type ExtractTo,
  type ImageCheck,
  type SavedImage,
  type Told,
} from './works';

export class ImageWorker {
  readonly #stopping = new AbortController();
  #comparing: Comparing | undefined;

  async save(
    image: Blob,
    file: FileSystemFileHandle,
    told: Told,
    confirm: () => Promise<Failure | undefined>,
  ): Promise<SavedImage | Failure> {
    const { signal } = this.#stopping;
    try {
      const { saveImage } = await import('./saving').catch(missingPart);
      return await saveImage(image, file, { signal, told, confirm });
    } catch (error) {
      return signal.aborted ? { ...toFailure(error), code: CANCELLED } : toFailure(error);
    }
  }

  async checksum(image: Blob, kind: ChecksumKind, told: Told): Promise<{ digest: string } | Failure> {
    try {
      const { checksumOf } = await import('./checksums').catch(missingPart);
      return { digest: await checksumOf(image, kind, told) };
    } catch (error) {
      return toFailure(error);
    }
  }

  /** @param tree gives one message, an `ExpectedTree` */
  async check(image: Blob, saved: Blob | undefined, tree: MessagePort, told: Told): Promise<ImageCheck | Failure> {
    try {
      const expected = await new Promise<ExpectedTree>((resolve) => {
        tree.onmessage = ({ data }) => resolve(data);
      });
      const { checkAgainst } = await import('./image-check').catch(missingPart);
      return await checkAgainst(image, saved, expected, told);
    } catch (error) {
      return toFailure(error);
    }
  }

  async examine(files: File[], told: Told): Promise<ImageReport | Failure> {
    try {
      const { examineImage } = await import('./examining').catch(missingPart);
      return await examineImage(files, told);
    } catch (error) {
      return toFailure(error);
    }
  }

  async compare(first: GivenSide, second: GivenSide, told: Told): Promise<ComparisonFacts | Failure> {
    try {
      const { Comparing } = await import('./comparing').catch(missingPart);
      this.#comparing = await Comparing.of(first, second, told);
      return this.#comparing.facts;
    } catch (error) {
      return toFailure(error);
    }
  }

  /** A window of what came of a comparison. */
  async differences(
    filter: DifferenceFilter,
    first: number,
    count: number,
  ): Promise<{ total: number; rows: Difference[] }> {
    return this.#comparing?.rows(filter, first, count) ?? { total: 0, rows: [] };
  }

  async differencesText(filter: DifferenceFilter, asJson: boolean): Promise<string> {
    return this.#comparing?.text(filter, asJson) ?? '';
  }

  /** @param tree gives one message, an `OutgoingTree`; @param session whose spool files those of an archive are */
  async extract(
    tree: MessagePort,
    to: ExtractTo,
    session: string,
    told: Told,
    ask: ExtractHost['ask'],
    isSource: ExtractHost['isSource'],
  ): Promise<Extracted | Failure> {
    const { signal } = this.#stopping;
    try {
      const outgoing = await new Promise<OutgoingTree>((resolve) => {
        tree.onmessage = ({ data }) => resolve(data);
      });
      const { extract } = await import('./extracting').catch(missingPart);
      return await extract(outgoing, to, session, { told, ask, isSource }, signal);
    } catch (error) {
      return signal.aborted ? { ...toFailure(error), code: CANCELLED } : toFailure(error);
    }
  }

  /** Takes back what is being written. */
  async stop(): Promise<void> {
    this.#stopping.abort();
  }
}
