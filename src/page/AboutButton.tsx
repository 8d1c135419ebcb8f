import { useSignal } from '@preact/signals';
import { signal } from '@preact/signals-core';
import { tellMissing } from './lazy';
import { texts } from './texts-about';

/** The dialog, once somebody wanted it. */
const dialog = signal<typeof import('./About')['About'] | undefined>(undefined);

/** The way to what the page says of itself. */
export function AboutButton() {
  const isOpen = useSignal(false);
  const About = dialog.value;
  const open = async () => {
    try {
      dialog.value ??= (await import('./About')).About;
      isOpen.value = true;
    } catch {
      tellMissing();
    }
  };
  return (
    <>
      <button type="button" class="about-button" aria-haspopup="dialog" onClick={() => void open()}>
        {texts.open}
      </button>
      {About && isOpen.value && (
        <About
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}
