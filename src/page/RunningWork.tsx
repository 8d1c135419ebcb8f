import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { askToTell, canTell, LONG } from './attention';
import { formatFraction } from './format';
import { type Running, wordsOfWork } from './image-work';
import { texts } from './texts-saving';
import { ProgressBar } from './WorkProgress';

/** How far a piece of work is, how fast, how long still; and the way to take it back. */
export function RunningWork({ work }: { work: Running }) {
  const { progress, cancel, toTell } = work;
  const { name } = wordsOfWork(work);
  const { bytes = 0, bytesDone = 0, bytesRate = 0, left, files, isClosing = false } = progress ?? {};
  const fraction = progress && !isClosing && bytes > 0 ? bytesDone / bytes : undefined;
  return (
    <div class="running">
      <ProgressBar label={texts.work.progress(name)} fraction={fraction} />
      <p class="figures">
        {isClosing && <span>{texts.work.closing}</span>}
        {!progress && work.kind === 'check' && <span>{texts.work.reading}</span>}
        {fraction !== undefined && (
          <>
            <span>{formatFraction(fraction)}</span>
            {files && <span>{texts.work.filesDone(files.done, files.all)}</span>}
            <span>{texts.work.figures(bytesDone, bytes)}</span>
            {bytesRate > 0 && <span>{texts.work.rate(bytesRate)}</span>}
            {left !== undefined && <span>{texts.image.left(left)}</span>}
          </>
        )}
      </p>
      <div class="tools">
        {cancel && (
          <button type="button" class="button small" aria-label={texts.work.cancelName(name)} onClick={cancel}>
            {texts.cancel}
          </button>
        )}
        <TellMe toTell={toTell} />
      </div>
    </div>
  );
}

/** Offers, where the work takes long, to tell the person when it is done. The browser is asked for it only then. */
function TellMe({ toTell }: { toTell: boolean | undefined }) {
  const isLong = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isLong.value = true;
    }, LONG);
    return () => clearTimeout(timer);
  }, [isLong]);
  if (!isLong.value || !canTell()) return null;
  if (toTell) return <p class="fine">{texts.work.willTell}</p>;
  if (toTell === false || Notification.permission === 'denied') return <p class="fine">{texts.work.cannotTell}</p>;
  return (
    <button type="button" class="button small quiet" onClick={() => void askToTell()}>
      {texts.work.tell}
    </button>
  );
}
