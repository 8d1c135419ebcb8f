/** Whether an image that was dropped is opened, or is a file as any other. Loaded when one comes. */
import { findSectorForm } from '../reader/sectors';
import { blobSource } from '../sources/blob-source';
import { archiveAsFile, type PageSource } from './page-sources';
import type { Summary } from './session';

/**
 * An image as it is to be added: opened where nothing else is there, and it is one. What is named as one and is none, and
 * any image beside other things, is a file.
 * @param told where things stand; undefined where it is put into a folder
 * @param census the sources that there are
 */
export async function imageOrFile(
  source: PageSource,
  told: Pick<Summary, 'phase' | 'losses'> | undefined,
  census: () => Promise<readonly unknown[] | undefined>,
): Promise<PageSource[]> {
  const { info, archive } = source;
  // What did not come back is waited for as what it was.
  if (told?.losses.some(({ name }) => name === info.name)) return [source];
  const isAlone = told?.phase === 'empty' && (await census())?.length === 0;
  if (isAlone && (await isDiscImage(archive ?? info.files?.[0]))) return [source];
  return archiveAsFile({ ...source, info: { ...info, source: 0 } }).map((file) => {
    const { insteadOf: _, ...own } = file.info;
    return { ...file, info: own };
  });
}

/** What cannot be read is told of when it is read. */
async function isDiscImage(from: File | FileSystemFileHandle | undefined): Promise<boolean> {
  try {
    const file = from && 'getFile' in from ? await from.getFile() : from;
    return file !== undefined && (await findSectorForm(blobSource(file))) !== undefined;
  } catch {
    return true;
  }
}
