import { useId, useState } from 'preact/hooks';
import type { Asked } from './edit-state';
import { canChooseFolder, extractToArchive, extractToFolder } from './extracting';
import { canSave, running } from './image-work';
import { endAsking, Modal } from './Modal';
import { texts } from './texts-extract';

const KINDS = ['folder', 'zip', 'tar'] as const;
type Kind = (typeof KINDS)[number];

/** Asks where to, and says what can be kept there. */
export function ExtractDialog({ targets, name }: Extract<Asked, { kind: 'extract' }>) {
  const kinds = KINDS.filter((kind) => kind !== 'folder' || canChooseFolder());
  const [kind, setKind] = useState<Kind>(kinds[0] as Kind);
  const [isInside, setInside] = useState(targets === undefined);
  const id = useId();
  const heading = targets ? texts.heading(targets.label) : texts.headingAll;
  const isBusy = running.value !== undefined;
  const submit = () => {
    if (isBusy) return;
    endAsking();
    if (kind === 'folder') void extractToFolder(targets, isInside ? name : undefined);
    else void extractToArchive(targets, kind, name);
  };
  return (
    <Modal heading={heading} submit={submit}>
      <fieldset class="choices extract-to">
        <legend class="visually-hidden">{texts.where}</legend>
        {kinds.map((one) => (
          <label key={one} class="check">
            <input
              type="radio"
              name="extract-to"
              checked={kind === one}
              aria-describedby={`${id}-${one}`}
              aria-labelledby={`${id}-${one}-name`}
              {...(kind === one ? { 'data-first': true } : {})}
              onChange={() => setKind(one)}
            />
            <span>
              <strong id={`${id}-${one}-name`}>{texts[one]}</strong>
              <span class="fine" id={`${id}-${one}`}>
                {texts[`${one}Help`]}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {!canChooseFolder() && <p class="fine">{texts.noFolder}</p>}
      {kind === 'folder' && (
        <label class="check">
          <input
            type="checkbox"
            checked={isInside}
            onChange={({ currentTarget }) => setInside(currentTarget.checked)}
          />
          <span>{texts.inside(name)}</span>
        </label>
      )}
      {isBusy && <p role="status">{texts.busy}</p>}
      <div class="answers">
        <button type="submit" class="button primary" disabled={isBusy}>
          {kind === 'folder' ? texts.chooseFolder : canSave() ? texts.chooseFile : texts.download}
        </button>
        <button type="button" class="button" onClick={endAsking}>
          {texts.cancel}
        </button>
      </div>
    </Modal>
  );
}
