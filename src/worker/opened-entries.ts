/** What an opened image itself has of an entry: it is opened again for that, and stays open. Loaded when somebody asks. */
import { aboutEntry, type EntryAbout } from '../opened/entry-about';
import { DiscImage } from '../reader/disc-image';
import { blobSource } from '../sources/blob-source';
import type { RecordedRequest } from './protocol';

/** In the read worker: a folder of a hundred thousand entries takes a second to look through. */
export class OpenedEntries {
  #image: { key: string; opened: Promise<DiscImage> } | undefined;
  #last: { key: string; stopping: AbortController; answer: Promise<EntryAbout | undefined> } | undefined;

  /**
   * Answers one question at a time: an older one that is under way ends with undefined.
   * Rejects where the image cannot be read any more.
   */
  recorded(request: RecordedRequest): Promise<EntryAbout | undefined> {
    const key = JSON.stringify([imageKey(request), request.path]);
    const last = this.#last;
    if (last?.key === key) return last.answer;
    last?.stopping.abort();
    const stopping = new AbortController();
    const before = last?.answer.catch(() => undefined);
    const answer = Promise.resolve(before)
      .then(() => this.#about(request, stopping.signal))
      .finally(() => {
        if (this.#last?.stopping === stopping) this.#last = undefined;
      });
    this.#last = { key, stopping, answer };
    return answer;
  }

  async #about(request: RecordedRequest, signal: AbortSignal): Promise<EntryAbout | undefined> {
    if (signal.aborted) return undefined;
    const key = imageKey(request);
    if (this.#image?.key !== key) {
      this.#image = { key, opened: DiscImage.open(blobSource(request.file), request.reopen) };
    }
    try {
      return await aboutEntry(await this.#image.opened, request.path, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      this.#image = undefined;
      throw error;
    }
  }
}

const imageKey = ({ store, reopen, file }: RecordedRequest) => JSON.stringify([store, reopen, file.size]);
