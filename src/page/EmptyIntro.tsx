import { add, undo } from './actions';
import { ChooseButtons, folderNote, isTouch } from './Choose';
import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { session, summary } from './state';
import { texts } from './texts';

/** What the empty page says. */
export function EmptyIntro() {
  const { canUndo, undoLabel } = summary.value;
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
        <button type="button" class="link" onclick={() => add(() => session().addSample())}>
          {texts.empty.sample}
        </button>
        {canUndo && (
          <button type="button" class="link" onclick={undo}>
            {texts.withLabel(texts.undo, undoLabel)}
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
