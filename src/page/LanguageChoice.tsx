import { choose } from './choose-language';
import { Icon } from './Icon';
import { Languages } from './icons-later';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId, language } from './language';
import { tellMissing } from './lazy';
import { texts } from './texts-about';

/** The language in which the page speaks: each is offered by the name that its readers know. */
export function LanguageChoice() {
  return (
    <label class="language">
      <Icon path={Languages} size={16} />
      <span class="visually-hidden">{texts.choice}</span>
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
