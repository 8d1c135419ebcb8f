import { useEffect } from 'preact/hooks';
import type { Loss } from '../worker/session';
import { chooseFiles, chooseFolder } from './Choose';
import { focusIfLost, useFocusKept } from './focus';
import { Name } from './Name';
import { part, session } from './state';
import { texts } from './texts-later';

const losses = part('losses');

const HEADING = 'losses-heading';

/** What did not come back, and how it can. Download waits. */
export function Losses() {
  const lost = losses.value;
  // What was pressed to bring it back is gone, and so may be the button that was pressed here.
  useEffect(() => focusIfLost(HEADING), []);
  useFocusKept(lost.length, HEADING);
  return (
    <section class="panel losses" aria-labelledby={HEADING}>
      <h2 id={HEADING} tabindex={-1}>
        {texts.losses.heading}
      </h2>
      <p>{texts.losses.explain}</p>
      <ul>
        {lost.map((loss) => (
          <LossItem key={loss.source} loss={loss} />
        ))}
      </ul>
    </section>
  );
}

function LossItem({ loss: { source, name, reason, files, names } }: { loss: Loss }) {
  const [before, shown, after] = texts.losses.folder(name ?? '', files);
  const spoken = name ?? texts.losses.looseName;
  return (
    <li>
      <div class="problem-text">
        <p>
          <strong>
            {name === undefined ? (
              texts.losses.loose(files)
            ) : (
              <>
                {before}
                <Name>{shown}</Name>
                {after}
              </>
            )}
          </strong>
        </p>
        <p class="fine">
          {texts.losses.reasons[reason]} {name === undefined ? texts.losses.dropFiles : texts.losses.dropFolder(name)}
        </p>
        {names.length > 0 && <p class="fine">{texts.losses.names(names, files - names.length)}</p>}
      </div>
      <div class="tools">
        {reason === 'refused' ? (
          <button
            type="button"
            class="button small"
            aria-label={texts.losses.allowName(spoken)}
            onClick={() => session().allow(source)}
          >
            {texts.losses.allow}
          </button>
        ) : (
          reason !== 'hidden' && (
            <button type="button" class="button small" onClick={name === undefined ? chooseFiles : chooseFolder}>
              {name === undefined ? texts.chooseFiles : texts.chooseFolder}
            </button>
          )
        )}
        <button
          type="button"
          class="button small"
          aria-label={texts.losses.withoutName(spoken)}
          onClick={() => session().goWithout(source)}
        >
          {texts.losses.without}
        </button>
      </div>
    </li>
  );
}
