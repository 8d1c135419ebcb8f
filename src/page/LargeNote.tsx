import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { part } from './state';
import { texts } from './texts-worlds';

const referenceCount = part('referenceCount');

/**
 * Whether the browser delivers what a file is when it is read, whatever it was when it was chosen. That cannot be tried
 * without a change of somebody's file (files of the origin's own are refused here, too), so it is told by what Gecko
 * alone has; all others refuse, or give handles by which a change is seen.
 */
const DELIVERS_CHANGES =
  !('getAsFileSystemHandle' in DataTransferItem.prototype) && CSS.supports('-moz-appearance', 'none');

/** That large files must stay as they are until the download has ended, where the browser does not see to it. */
export function LargeNote() {
  if (!DELIVERS_CHANGES || referenceCount.value === 0) return null;
  return (
    <p class="large-note">
      <Icon path={TriangleAlert} size={16} />
      <span>{texts.largeNote(referenceCount.value)}</span>
    </p>
  );
}
