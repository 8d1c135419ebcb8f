import type { Failure } from '../worker/session';
import type { Examination } from './examination';
import { formatFraction } from './format';
import { Icon } from './Icon';
import { CircleAlert } from './icons-later';
import { reasonText } from './said';
import { texts } from './texts-images';
import { texts as work } from './texts-saving';
import { ProgressBar } from './WorkProgress';

interface ProgressProps {
  name: string;
  state: Examination<unknown>;
  cancel: () => void;
}

/** How far it is, and the way to end it. */
export function ExaminationProgress({ name, state: { progress }, cancel }: ProgressProps) {
  const { bytes = 0, bytesDone = 0, bytesRate = 0, left } = progress ?? {};
  const fraction = progress && bytes > 0 ? bytesDone / bytes : undefined;
  return (
    <div class="running">
      <p role="status">{name}</p>
      <ProgressBar label={work.work.progress(name)} fraction={fraction} />
      <p class="figures fine">
        {fraction === undefined ? (
          <span>{work.work.reading}</span>
        ) : (
          <>
            <span>{formatFraction(fraction)}</span> <span>{work.work.figures(bytesDone, bytes)}</span>{' '}
            {bytesRate > 0 && <span>{work.work.rate(bytesRate)}</span>}{' '}
            {left !== undefined && <span>{work.image.left(left)}</span>}
          </>
        )}
      </p>
      <div class="tools">
        <button type="button" class="button small" onClick={cancel}>
          {texts.cancel}
        </button>
      </div>
    </div>
  );
}

/** Why nothing came of it. */
export function ExaminationFailure({ failure }: { failure: Failure }) {
  return (
    <p class="images-failure" role="alert">
      <Icon path={CircleAlert} size={17} />
      <span>{reasonText(failure)}</span>
    </p>
  );
}
