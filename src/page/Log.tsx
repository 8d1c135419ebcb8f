import { useSignal } from '@preact/signals';
import { ChevronRight } from 'lucide';
import { Icon } from './Icon';
import { lazy } from './lazy';
import { texts } from './texts';

const LogText = lazy(async () => (await import('./later')).LogText);

/** What genisoimage would have shown, for those who want to see it. */
export function Log() {
  const open = useSignal(false);
  return (
    <section class="panel log" aria-label={texts.log.heading}>
      <details
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary>
          <Icon node={ChevronRight} />
          <h2>{texts.log.heading}</h2>
          <span class="fine">{texts.log.summary}</span>
        </summary>
        {open.value && <LogText />}
      </details>
    </section>
  );
}
