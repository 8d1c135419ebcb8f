import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { asked } from './edit-state';

interface ModalProps {
  heading: ComponentChildren;
  children: ComponentChildren;
  /** What Enter in a field, and the main button, do. */
  submit?: () => void;
  wide?: boolean;
}

/** A dialog of an edit: Escape leaves it, and what had the focus has it again. */
export function Modal({ heading, children, submit, wide }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    const first =
      element?.querySelector<HTMLElement>('[data-first], input, textarea, select') ?? element?.querySelector('h2');
    (first as HTMLElement | null)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? 'edit wide' : 'edit'}
      aria-labelledby="edit-heading"
      onClose={({ currentTarget }) => {
        // Another may be asked for by now.
        if (currentTarget.isConnected) asked.value = undefined;
      }}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        <h2 id="edit-heading" tabindex={-1}>
          {heading}
        </h2>
        {children}
      </form>
    </dialog>
  );
}

/** Closes the dialog. */
export function endAsking() {
  asked.value = undefined;
}
