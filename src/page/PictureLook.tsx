import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FileLook } from '../worker/session';
import { formatSize } from './format';
import { Said } from './LookFault';
import { isFitted } from './look-choices';
import { texts } from './texts-look';

/** The browser takes a picture apart in memory, four bytes for each point: more than this is not begun with. */
const MOST_PIXELS = 100_000_000;
const MOST_BYTES = 256_000_000;

interface LookProps {
  file: FileLook;
  name: string;
  /** The choice among ways to look at it. */
  choice: ComponentChildren;
}

/** A file as the picture that it is. It is drawn by an image element: what an SVG image may have of scripts is never run. */
export function PictureLook({ file, name, choice }: LookProps) {
  const { picture, byteLength } = file.head;
  const size = useSignal<{ width: number; height: number } | undefined>(sizeOf(picture));
  const isBroken = useSignal(false);
  const [url, setUrl] = useState<string>();
  const isTooLarge = (picture?.width ?? 0) * (picture?.height ?? 0) > MOST_PIXELS || byteLength > MOST_BYTES;
  useEffect(() => {
    const blob = isTooLarge || picture?.isTooComplex ? undefined : file.picture();
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <>
      <div class="look-bar">
        {choice}
        <span class="look-facts">
          {picture?.format}
          {size.value && <span>{texts.pixels(size.value.width, size.value.height)}</span>}
        </span>
        {url !== undefined && !isBroken.value && (
          <label class="look-check">
            <input
              type="checkbox"
              checked={isFitted.value}
              onChange={({ currentTarget }) => {
                isFitted.value = currentTarget.checked;
              }}
            />
            {texts.fit}
          </label>
        )}
      </div>
      {picture?.isTooComplex && picture.format === 'SVG' ? (
        <Said text={texts.drawingComplex} />
      ) : isTooLarge || picture?.isTooComplex ? (
        <Said text={texts.pictureLarge(formatSize(MOST_BYTES))} />
      ) : isBroken.value ? (
        <Said text={texts.pictureBroken} />
      ) : (
        <section
          class={isFitted.value ? 'look-picture fitted' : 'look-picture'}
          aria-label={texts.looks.picture}
          tabindex={0}
        >
          {url !== undefined && (
            <img
              src={url}
              alt={name}
              onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
                // An SVG image may have no size of its own.
                if (width > 0 && picture?.format !== 'SVG') size.value = { width, height };
              }}
              onError={() => {
                isBroken.value = true;
              }}
            />
          )}
        </section>
      )}
    </>
  );
}

function sizeOf(picture: FileLook['head']['picture']) {
  const { width, height } = picture ?? {};
  return width && height ? { width, height } : undefined;
}
