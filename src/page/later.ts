/** What is needed only once something was dropped: loaded as soon as the page is shown, kept for use offline. */
import styles from './later.css?url';

export { ConflictDialog } from './ConflictDialog';
export { Contents } from './Contents';
export { FailureReport } from './FailureReport';
export { Formats } from './Formats';
export { LastDone } from './LastDone';
export { Log } from './Log';
export { NextSteps } from './NextSteps';
export { Notices } from './Notices';
export { Problems } from './Problems';
export { StoreOnce } from './StoreOnce';
export { VolumeName } from './VolumeName';

/** Resolves when the styles of all of them are there. */
export function loadStyles(): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = styles;
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}
