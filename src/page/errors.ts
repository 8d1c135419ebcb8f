/** What fails where nobody waits for it: it is told, not lost in the console. */
import { toFailure } from '../worker/failure';
import { failure, unexpected } from './state';
import { texts } from './texts';

/** Of these the browser tells as of errors, and nothing is wrong. */
const HARMLESS = /^ResizeObserver loop/;

/** Tells errors that nothing caught, of the page's own scripts. */
export function listenForErrors(target: Window) {
  target.addEventListener('error', ({ error, filename, message }) => {
    // What an extension or another site does in the page is not the page's.
    const isOurs = filename.startsWith(location.origin) || filename.startsWith('blob:');
    if (isOurs && !HARMLESS.test(message)) tell(error ?? message);
  });
  target.addEventListener('unhandledrejection', ({ reason }) => tell(reason));
}

function tell(reason: unknown) {
  const { code, message, log } = toFailure(reason);
  // Somebody who takes back what he began knows; and of a worker that ended there is word already.
  if (failure.value || code === 'worker-crashed' || (reason instanceof DOMException && reason.name === 'AbortError'))
    return;
  unexpected.value = { code: 'page-error', message: texts.unexpected(message.replace(/[.]$/, '')), log };
}
