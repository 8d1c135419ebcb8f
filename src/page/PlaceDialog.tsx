import { useState } from 'preact/hooks';
import type { Asked } from './edit-state';
import { edit } from './edits';
import { Answers } from './MakeDialog';
import { endAsking, Modal } from './Modal';
import { texts } from './texts-edits';

/** Weights that leave room on either side. */
const WEIGHTS = { first: 1000, normal: 0, last: -1000 } as const;
type Choice = keyof typeof WEIGHTS | 'other';
const CHOICES: readonly Choice[] = ['first', 'normal', 'last', 'other'];

/** Asks where on the disc files lie. */
export function PlaceDialog({ targets, weight }: Extract<Asked, { kind: 'weight' }>) {
  const known = CHOICES.find((choice) => choice !== 'other' && WEIGHTS[choice] === weight) ?? 'other';
  const [choice, setChoice] = useState<Choice>(known);
  const [other, setOther] = useState(String(weight));
  const submit = () => {
    endAsking();
    const value = choice === 'other' ? Number.parseInt(other, 10) || 0 : WEIGHTS[choice];
    void edit({ do: 'weight', entries: targets.entries, weight: value }, texts.done.weighed(targets.label));
  };
  return (
    <Modal heading={texts.weight.heading(targets.label)} submit={submit}>
      <p class="fine">{texts.weight.explain}</p>
      <fieldset class="choices">
        <legend class="visually-hidden">{texts.weight.heading(targets.label)}</legend>
        {CHOICES.map((one) => (
          <label key={one} class="check">
            <input type="radio" name="weight" checked={choice === one} onChange={() => setChoice(one)} />
            {texts.weight.choices[one]}
          </label>
        ))}
      </fieldset>
      {choice === 'other' && (
        <label class="field">
          {texts.weight.label}
          <input
            type="number"
            step={1}
            value={other}
            aria-describedby="weight-help"
            onInput={({ currentTarget }) => setOther(currentTarget.value)}
          />
          <span class="fine" id="weight-help">
            {texts.weight.weightHelp}
          </span>
        </label>
      )}
      <Answers main={texts.weight.place} />
    </Modal>
  );
}
