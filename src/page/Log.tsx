import { useSignal } from '@preact/signals';
import { Icon } from './Icon';
import { ChevronRight } from './icons-later';
import { LogText } from './LogText';
import { texts } from './texts-later';

/** What genisoimage would have shown, for those who want to see it. */
export function Log() {
  const isOpen = useSignal(false);
  return (
    <section class="panel log" aria-label={texts.log.heading}>
      <details
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open;
        }}
      >
        <summary>
          <Icon path={ChevronRight} />
          <h2>{texts.log.heading}</h2>
          <span class="fine">{texts.log.summary}</span>
        </summary>
        {isOpen.value && <LogText />}
      </details>
    </section>
  );
}
