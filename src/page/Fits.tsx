import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { showSizes } from './disc-view';
import { formatBytes, formatSize } from './format';
import {
  capacityOf,
  type Fit,
  fitOn,
  isUsbSize,
  MEDIA,
  MEDIUM_IDS,
  type MediumChoice,
  type MediumId,
  smallestFor,
  USB_LIMITS,
} from './media';
import { chooseMedium, loadMedium, medium } from './medium';
import { part } from './state';
import { texts } from './texts-disc';

const imageBytes = part('imageBytes');
const imageExact = part('imageExact');
const phase = part('phase');

const DISCS = MEDIUM_IDS.filter((id) => id !== 'floppy');

/** Whether the image fits on a medium that somebody has, and what is left or over: it changes nothing of the image. */
export function Fits() {
  useEffect(() => void loadMedium(), []);
  const choice = medium.value;
  const capacity = capacityOf(choice);
  const fit = capacity && fitOn(capacity, imageBytes.value);
  return (
    <div class="field fits">
      <div class="field-head">
        <label for="medium">{texts.fits.label}</label>
      </div>
      <div class="medium-choice">
        <MediumSelect choice={choice} />
        {choice.kind === 'usb' && <UsbSize gigabytes={choice.gigabytes} />}
      </div>
      {fit && <Gauge fit={fit} />}
      {/* Said once, where numbers would be said again and again while files come in. */}
      <p class="visually-hidden" aria-live="polite">
        {fit?.state === 'over' && imageExact.value && texts.fits.doesNotFit}
      </p>
      <div id="medium-hint">
        {fit ? <Verdict fit={fit} choice={choice} /> : <p class="fine">{smallestText(imageBytes.value)}</p>}
      </div>
    </div>
  );
}

function smallestText(bytes: number): string {
  const id = smallestFor(bytes);
  return id ? texts.fits.smallest(texts.fits.media[id]) : texts.fits.noDisc;
}

function MediumSelect({ choice }: { choice: MediumChoice }) {
  const value = choice.kind === 'medium' ? choice.id : choice.kind;
  const option = (id: MediumId) => {
    const name = texts.fits.media[id];
    const isOver = fitOn(MEDIA[id], imageBytes.value).state === 'over';
    return (
      <option key={id} value={id}>
        {isOver ? texts.fits.tooSmall(name) : name}
      </option>
    );
  };
  return (
    <select
      id="medium"
      value={value}
      aria-describedby="medium-hint"
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value;
        if (chosen === 'usb') chooseMedium({ kind: 'usb', gigabytes: USB_LIMITS.usual });
        else chooseMedium(chosen === 'none' ? { kind: 'none' } : { kind: 'medium', id: chosen as MediumId });
      }}
    >
      <option value="none">{texts.fits.none}</option>
      <optgroup label={texts.fits.groups.disc}>{DISCS.map(option)}</optgroup>
      <optgroup label={texts.fits.groups.other}>
        <option value="usb">{texts.fits.usb}</option>
        {option('floppy')}
      </optgroup>
    </select>
  );
}

/** What is typed holds as soon as it is a size; until then what held before. */
function UsbSize({ gigabytes }: { gigabytes: number }) {
  const typed = useSignal(String(gigabytes));
  return (
    <input
      type="number"
      min={USB_LIMITS.min}
      max={USB_LIMITS.max}
      step="any"
      aria-label={texts.fits.usbSize}
      title={texts.fits.usbSize}
      value={typed.value}
      aria-invalid={!isUsbSize(Number(typed.value))}
      onInput={({ currentTarget }) => {
        typed.value = currentTarget.value;
        const size = Number(currentTarget.value);
        if (isUsbSize(size)) chooseMedium({ kind: 'usb', gigabytes: size });
      }}
    />
  );
}

function Gauge({ fit: { state, capacity, difference } }: { fit: Fit }) {
  const used = state === 'over' ? capacity + difference : capacity - difference;
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is too much cannot be drawn in a meter element
    <div
      class={`gauge ${state}`}
      role="meter"
      aria-label={texts.fits.gauge}
      aria-valuemin={0}
      aria-valuemax={capacity}
      aria-valuenow={Math.min(used, capacity)}
      aria-valuetext={`${formatSize(used)} / ${formatSize(capacity)}`}
      style={{ '--used': String(Math.min(1, used / capacity)), '--holds': String(Math.min(1, capacity / used)) }}
    >
      <div class="gauge-fill" />
    </div>
  );
}

/** What is left or over, and the way out where it is too much. */
function Verdict({ fit: { state, capacity, difference }, choice }: { fit: Fit; choice: MediumChoice }) {
  const [size, exact, all] = [formatSize(difference), formatBytes(difference), formatSize(capacity)];
  const about = phase.value === 'listing' && ` ${texts.fits.estimate}`;
  if (state !== 'over') {
    return (
      <p class="fine">
        {difference === 0 ? texts.fits.full(all) : texts.fits.left(size, exact, all)}
        {state === 'tight' && choice.kind === 'medium' && <strong> {tightText(choice.id)}</strong>}
        {about}
      </p>
    );
  }
  const better = smallestFor(imageBytes.value);
  return (
    <>
      <p class="too-much">
        {texts.fits.over(size, exact, all)}
        {about}
      </p>
      <div class="ways-out">
        {better && (
          <button type="button" class="link" onClick={() => chooseMedium({ kind: 'medium', id: better })}>
            {texts.fits.take(texts.fits.media[better])}
          </button>
        )}
        <button type="button" class="link" onClick={() => void showSizes()}>
          {texts.fits.wayOut}
        </button>
      </div>
    </>
  );
}

function tightText(id: MediumId): string | undefined {
  return id === 'dvd' || id === 'dvd-dl' ? texts.fits.tight[id] : texts.fits.tight.bd;
}
