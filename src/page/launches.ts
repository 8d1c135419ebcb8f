/** Files with which the installed page was opened: in this window, beside what it has. */
import { add } from './actions';
import { session } from './state';

interface LaunchQueue {
  setConsumer(consumer: (launch: { files?: readonly FileSystemHandle[] }) => void): void;
}

/** Takes what the system opens with the page, from now on and from before. Only where the browser has such launches. */
export function takeLaunches(target: { launchQueue?: LaunchQueue } = window as object) {
  target.launchQueue?.setConsumer(({ files = [] }) => {
    // The page may also be opened with nothing.
    if (files.length > 0) add(() => session().addLaunched(files));
  });
}
