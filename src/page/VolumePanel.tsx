import { Icon } from './Icon';
import { ChevronRight } from './icons-later';
import { texts } from './texts-volume';
import { isRecordedOpen, isVolumeOpen, loadVolume, openedImages, VOLUME_PANEL, volumeParts } from './volume-view';

/** What the opened image is like itself, for those who want to see it: loaded when they do. */
export function VolumePanel() {
  const images = openedImages.value;
  const VolumeDetails = volumeParts.value?.VolumeDetails;
  if (images.length === 0) return null;
  return (
    <section class="panel disc-panel" id={VOLUME_PANEL} aria-label={texts.heading}>
      <details
        open={isVolumeOpen.value}
        onToggle={({ currentTarget }) => {
          isVolumeOpen.value = currentTarget.open;
          if (currentTarget.open) void loadVolume();
        }}
      >
        <summary>
          <Icon path={ChevronRight} />
          <h2>{texts.heading}</h2>
          <span class="fine">{texts.summary}</span>
        </summary>
        {isVolumeOpen.value &&
          VolumeDetails &&
          images.map(({ source, name }) => (
            <VolumeDetails key={source} source={source} name={images.length > 1 ? name : undefined} />
          ))}
      </details>
    </section>
  );
}

/** What the opened image has recorded of an entry, for those who want to see it. */
export function RecordedPart({ entry }: { entry: number }) {
  const Recorded = volumeParts.value?.Recorded;
  if (openedImages.value.length === 0) return null;
  return (
    <details
      class="recorded"
      open={isRecordedOpen.value}
      onToggle={({ currentTarget }) => {
        isRecordedOpen.value = currentTarget.open;
        if (currentTarget.open) void loadVolume();
      }}
    >
      <summary>
        <Icon path={ChevronRight} size={16} />
        <h3>{texts.recorded.heading}</h3>
      </summary>
      {isRecordedOpen.value && Recorded && <Recorded entry={entry} />}
    </details>
  );
}
