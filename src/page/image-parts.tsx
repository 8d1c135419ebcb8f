/** What the results of work on an image have in common. */
import { useEffect, useRef } from 'preact/hooks';
import type { Revision } from '../worker/session';
import { Icon } from './Icon';
import { TriangleAlert, X } from './icons';
import { part } from './state';
import { texts } from './texts-saving';

const current = part('revision');

/**
 * Brings a part into sight as it comes, if whoever asked for it has done nothing else since.
 * @param isAsked whether that is known
 */
export function useInSight(isAsked = false) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const asker = document.activeElement?.closest('.image-tools, .image-work');
    if (isAsked || asker) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked]);
  return place;
}

/** Says that the disc is another one by now, where it is. */
export function OfBefore({ revision }: { revision: Revision }) {
  if (revision === current.value) return null;
  return (
    <p class="of-before">
      <Icon path={TriangleAlert} size={16} />
      {texts.work.ofBefore}
    </p>
  );
}

/** Puts a result away; the focus goes to the image, which it was about. */
export function DismissButton({ what, dismiss }: { what: string; dismiss: () => void }) {
  const onClick = () => {
    dismiss();
    document.getElementById('image-heading')?.focus();
  };
  return (
    <button type="button" class="row-button" aria-label={texts.work.dismissName(what)} onClick={onClick}>
      <Icon path={X} size={16} />
    </button>
  );
}
