import { Icon } from './Icon';
import { ChevronRight } from './icons';
import { LogText } from './LogText';
import { signal } from './signal';
import { texts } from './texts-later';

const isOpen = signal(false);

/** What genisoimage would have shown, for those who want to see it. */
export function Log() {
  return (
    <section class="panel log" aria-label={texts.log.heading}>
      <details
        ontoggle={(event) => {
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
