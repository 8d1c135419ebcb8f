import type { ReaderId } from '../worker/session';
import { showAs } from './shown-names';
import { texts } from './texts-worlds';

const CHOICES: readonly (ReaderId | undefined)[] = [undefined, 'windows', 'linux', 'dos'];

/** Turns the tree into what a reader shows. */
export function ShowAs() {
  return (
    <fieldset class="show-as">
      <legend>{texts.showAs.legend}</legend>
      <div class="segments">
        {CHOICES.map((reader) => (
          <label key={reader ?? 'given'}>
            <input
              type="radio"
              name="show-as"
              checked={showAs.value === reader}
              onChange={() => {
                showAs.value = reader;
              }}
            />
            <span>{reader === undefined ? texts.showAs.asGiven : texts.readers.short[reader]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
