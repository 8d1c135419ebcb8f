import './options-dialog.css';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { FIELDS, type Field } from '../command/fields';
import { SECTIONS, type Section } from '../command/option-row';
import { setOptions } from './actions';
import { CommandPart } from './CommandPart';
import { Icon } from './Icon';
import { X } from './icons';
import { fieldHelp, fieldLabel, OptionField } from './OptionField';
import { OwnPresets } from './OwnPresets';
import { presetTitle } from './presets';
import { part } from './state';
import { texts } from './texts-options';

const changedOptions = part('changedOptions');
const presetOptions = part('presetOptions');

/** Every option, with a search over them; the command that says the same; and somebody's own presets. */
export function OptionsDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const wanted = useSignal('');
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const found = findFields(wanted.value);
  return (
    <dialog ref={dialog} class="options" aria-labelledby="options-heading" onClose={onClose}>
      <div class="options-head">
        <h2 id="options-heading">{texts.heading}</h2>
        <input
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          autocomplete="off"
          spellcheck={false}
          value={wanted.value}
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value;
          }}
        />
        <button
          type="button"
          class="button small icon-only quiet"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon path={X} size={17} />
        </button>
      </div>
      <div class="options-body">
        <Differences />
        <p class="visually-hidden" role="status">
          {wanted.value !== '' && texts.found(found.length)}
        </p>
        {found.length === 0 && <p class="fine">{texts.nothingFound}</p>}
        {SECTIONS.map((section) => (
          <FieldSection key={section} section={section} fields={found.filter((field) => field.section === section)} />
        ))}
        {wanted.value === '' && <CommandPart />}
        {wanted.value === '' && <OwnPresets />}
      </div>
    </dialog>
  );
}

/** Fields in which every word is found: in what they are called, in what they do or in their switches. */
function findFields(wanted: string): readonly Field[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return FIELDS;
  return FIELDS.filter((field) => {
    const text = [fieldLabel(field), fieldHelp(field), ...field.switches].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How far the options are the preset's, and the way back to it. */
function Differences() {
  const count = changedOptions.value.length;
  return (
    <div class="differences">
      <p>{texts.differ(count, presetTitle.value)}</p>
      <button
        type="button"
        class="button small"
        disabled={count === 0}
        onClick={() => void setOptions(texts.resetAllStep, presetOptions.value)}
      >
        {texts.resetAll}
      </button>
    </div>
  );
}

function FieldSection({ section, fields }: { section: Section; fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  const id = `options-${section.toLowerCase().replaceAll(/\W+/g, '-')}`;
  const note = texts.sectionNotes[section];
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{texts.sections[section] ?? section}</h3>
      {note !== undefined && <p class="fine">{note}</p>}
      <ul class="option-list">
        {fields.map((field) => (
          <OptionField key={field.id} field={field} />
        ))}
      </ul>
    </section>
  );
}
