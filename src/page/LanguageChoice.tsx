import { Icon } from './Icon';
import { Languages } from './icons';
import { choose, LANGUAGE_IDS, LANGUAGES, type LanguageId, language } from './language';
import { tellMissing } from './lazy';
import { texts } from './texts';

/** The language in which the page speaks: each is offered by the name that its readers know. */
export function LanguageChoice() {
  return (
    <label class="language">
      <Icon path={Languages} size={16} />
      <span class="visually-hidden">{texts.language}</span>
      <select
        value={language.value}
        onChange={async ({ currentTarget }) => {
          if (await choose(currentTarget.value as LanguageId)) return;
          currentTarget.value = language.value;
          tellMissing();
        }}
      >
        {LANGUAGE_IDS.map((id) => (
          <option key={id} value={id} lang={id}>
            {LANGUAGES[id].name}
          </option>
        ))}
      </select>
    </label>
  );
}
