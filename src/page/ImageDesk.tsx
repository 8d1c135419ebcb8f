import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { GitCompare } from './icons-later';
import { openImages } from './images-open';
import { texts } from './texts-images';

/** On the empty page: what can be done with images that are there already. */
export function ImageDesk() {
  return (
    <section class="panel image-desk" aria-labelledby="image-desk-heading">
      <h2 id="image-desk-heading">{texts.desk.heading}</h2>
      <p class="fine">{texts.desk.help}</p>
      <div class="tools">
        <button
          type="button"
          class="button small"
          aria-haspopup="dialog"
          onClick={() => void openImages({ task: 'check' })}
        >
          <Icon path={ShieldCheck} size={15} />
          {texts.desk.check}
        </button>
        <button
          type="button"
          class="button small"
          aria-haspopup="dialog"
          onClick={() => void openImages({ task: 'compare' })}
        >
          <Icon path={GitCompare} size={15} />
          {texts.desk.compare}
        </button>
      </div>
    </section>
  );
}
