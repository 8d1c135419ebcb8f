import { add, undo } from './actions';
import { ChooseButtons, folderNote, isTouch } from './Choose';
import { openCloudForm } from './cloud-open';
import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { later } from './lazy';
import { part, session } from './state';
import { texts } from './texts';

const canUndo = part('canUndo');
const undoLabel = part('undoLabel');

/** What the empty page says. */
export function EmptyIntro() {
  return (
    <div class="intro">
      <h1 id="image-heading" tabindex={-1}>
        {isTouch() ? texts.empty.headingTouch : texts.empty.heading}
      </h1>
      <p class="lead">{texts.empty.lead}</p>
      <ChooseButtons describedBy="picker-note" />
      <p class="fine" id="picker-note">
        {folderNote()}
      </p>
      <p class="intro-more">
        <button type="button" class="link" onClick={() => add(() => session().addSample())}>
          {texts.empty.sample}
        </button>
        <button type="button" class="link" aria-haspopup="dialog" onClick={() => void openCloudForm()}>
          {texts.empty.cloud}
        </button>
        {canUndo.value && (
          <button type="button" class="link" onClick={undo}>
            {texts.withLabel(texts.undo, undoLabel.value && later.value.saidText?.(undoLabel.value))}
          </button>
        )}
      </p>
    </div>
  );
}

/** Below the drop area: that nothing leaves the computer, and how to check it. */
export function PrivacyPromise() {
  return (
    <div class="promise">
      <p>
        <Icon path={ShieldCheck} size={20} />
        <span>
          <strong>{texts.empty.privacy}</strong> {texts.empty.privacyCheck}
        </span>
      </p>
      {!isSecureContext && <p class="fine">{texts.empty.notSecure}</p>}
      <ul class="facts">
        {texts.empty.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}
