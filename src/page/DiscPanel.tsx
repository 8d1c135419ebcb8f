import { isDiscOpen, loadPictures, pictures } from './disc-view';
import { Icon } from './Icon';
import { ChevronRight } from './icons-later';
import { texts } from './texts-disc';

/** The pictures of the disc, for those who want to see them: loaded when they are. */
export function DiscPanel() {
  const DiscPictures = pictures.value;
  return (
    <section class="panel disc-panel" id="disc-panel" aria-label={texts.disc.heading}>
      <details
        open={isDiscOpen.value}
        onToggle={({ currentTarget }) => {
          isDiscOpen.value = currentTarget.open;
          if (currentTarget.open) void loadPictures();
        }}
      >
        <summary>
          <Icon path={ChevronRight} />
          <h2>{texts.disc.heading}</h2>
          <span class="fine">{texts.disc.summary}</span>
        </summary>
        {isDiscOpen.value && DiscPictures && <DiscPictures />}
      </details>
    </section>
  );
}
