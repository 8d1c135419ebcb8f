import { computed } from '@preact/signals';
import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { Disc3, GitCompare, HardDriveDownload, Hash } from './icons-later';
import { canSave, check, running, saveToFile, showChecksums } from './image-work';
import { openImages } from './images-open';
import { askable, part } from './state';
import { texts as images } from './texts-images';
import { texts } from './texts-saving';

const compare = () => openImages({ task: 'compare' });
const checkAny = () => openImages({ task: 'check' });

const archives = part('archives');
/** Names of the files that an image is read from as it is saved: none of them can be the one that is chosen. */
const openedImages = computed(() => archives.value.filter(({ isImage }) => isImage).map(({ name }) => name));

/** What can be done with the image besides downloading it: quiet, since few people need it. */
export function ImageTools() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div class="image-tools" role="group" aria-label={texts.tools.label}>
      {canSave() && (
        <Tool icon={HardDriveDownload} text={texts.tools.save} help={texts.tools.saveHelp} use={saveToFile} />
      )}
      <Tool icon={Hash} text={texts.tools.checksums} use={() => running.value === undefined && showChecksums()} />
      <Tool icon={ShieldCheck} text={texts.tools.check} help={texts.tools.checkHelp} use={check} />
      <Tool icon={GitCompare} text={images.tools.compare} help={images.tools.compareHelp} use={compare} />
      <Tool icon={Disc3} text={images.tools.checkAny} help={images.tools.checkAnyHelp} use={checkAny} />
      {canSave() && openedImages.value.length > 0 && (
        <p class="fine elsewhere">{texts.tools.elsewhere(openedImages.value)}</p>
      )}
    </div>
  );
}

interface ToolProps {
  icon: string;
  text: string;
  help?: string | undefined;
  use: () => unknown;
}

function Tool({ icon, text, help, use }: ToolProps) {
  return (
    <button
      type="button"
      class="button small quiet"
      title={help}
      disabled={!askable.value}
      // One that was pressed keeps the focus while its work goes on.
      aria-disabled={running.value !== undefined}
      onClick={() => void use()}
    >
      <Icon path={icon} size={15} />
      {text}
    </button>
  );
}
