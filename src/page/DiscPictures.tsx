import './disc.css';
import './disc-map.css';
import './sizes.css';
import { DiscMap } from './DiscMap';
import { DISC_TABS, type DiscTab, discTab, tabId, tabPanelId } from './disc-view';
import { Sizes } from './Sizes';
import { texts } from './texts-disc';

/** The map of the disc, or what takes the room: one of them at a time. */
export function DiscPictures() {
  const shown = discTab.value;
  return (
    <div class="disc-pictures">
      <div class="segments tabs" role="tablist" aria-label={texts.disc.tabList} onKeyDown={turn}>
        {DISC_TABS.map((tab) => (
          <button
            key={tab}
            id={tabId(tab)}
            type="button"
            role="tab"
            aria-selected={tab === shown}
            aria-controls={tab === shown ? tabPanelId(tab) : undefined}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => (discTab.value = tab)}
          >
            {texts.disc.tabs[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={tabPanelId(shown)} aria-labelledby={tabId(shown)}>
        {shown === 'map' ? <DiscMap /> : <Sizes />}
      </div>
    </div>
  );
}

/** Arrows go to the next tab, as in the ARIA tabs pattern. */
function turn(event: KeyboardEvent) {
  const onwards = document.documentElement.dir === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = { ArrowLeft: -onwards, ArrowRight: onwards };
  const step = steps[event.key];
  const to: DiscTab | undefined =
    event.key === 'Home'
      ? DISC_TABS[0]
      : event.key === 'End'
        ? DISC_TABS.at(-1)
        : step === undefined
          ? undefined
          : DISC_TABS[(DISC_TABS.indexOf(discTab.value) + step + DISC_TABS.length) % DISC_TABS.length];
  if (!to) return;
  event.preventDefault();
  discTab.value = to;
  document.getElementById(tabId(to))?.focus();
}
