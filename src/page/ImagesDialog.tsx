import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ComparedPlace, Examinations } from '../worker/session';
import { Icon } from './Icon';
import { X } from './icons';
import { texts } from './texts-images';

interface ImagesDialogProps {
  heading: string;
  examinations: Examinations;
  children: ComponentChildren;
  /** What was dropped on it. */
  taken: (places: Promise<ComparedPlace[]>) => void;
  onClose: () => void;
}

/** A dialog about images: what is dropped while it is open is for it, and not for the disc. */
export function ImagesDialog({ heading, examinations, children, taken, onClose }: ImagesDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
  };
  const drop = (event: DragEvent) => {
    over(event);
    if (event.dataTransfer) taken(examinations.dropped(event.dataTransfer));
  };
  return (
    <dialog
      ref={dialog}
      class="images"
      aria-labelledby="images-heading"
      onClose={onClose}
      onDragEnter={over}
      onDragOver={over}
      onDrop={drop}
    >
      <div class="images-head">
        <h2 id="images-heading">{heading}</h2>
        <button
          type="button"
          class="button small icon-only quiet"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon path={X} size={17} />
        </button>
      </div>
      <div class="images-body">{children}</div>
    </dialog>
  );
}
