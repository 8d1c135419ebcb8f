import { useSignal } from '@preact/signals';
import { type Field, optionRow } from '../command/fields';
import { UsageError } from '../command/usage-error';
import { setOptions } from './actions';
import { Icon } from './Icon';
import { RotateCcw } from './icons-later';
import { savedText } from './MadeFor';
import { part } from './state';
import { texts } from './texts-options';

const options = part('options');
const presetOptions = part('presetOptions');
const changedOptions = part('changedOptions');
const saved = part('saved');

/** What an option is called on the page. */
export function fieldLabel({ id }: Field): string {
  return texts.labels[id] ?? id;
}

/** What it does, as the command has it. */
export function fieldHelp({ id, option }: Field): string {
  const help = texts.help[id] ?? (option === undefined ? undefined : optionRow(option)?.help) ?? '';
  return help.replace(/[^.]$/, '$&.');
}

/** One option: what it is, what it does, its switch, and the way back to what the preset has. */
export function OptionField({ field }: { field: Field }) {
  /** Why what was typed is no value. */
  const fault = useSignal<{ text: string; reason: string } | undefined>(undefined);
  const { id } = field;
  const label = fieldLabel(field);
  const chosen = options.value;
  const need = field.needs(chosen);
  const isChanged = changedOptions.value.includes(id);

  const set = (value: string) => {
    try {
      fault.value = undefined;
      if (value !== field.get(chosen)) void setOptions(texts.changeName(label), field.set(value, chosen));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      fault.value = { text: value, reason: texts.fault(id, error.message) };
    }
  };
  const reset = () => {
    fault.value = undefined;
    void setOptions(texts.resetName(label), field.set(field.get(presetOptions.value), chosen));
    document.getElementById(`option-${id}`)?.focus();
  };

  const describedBy = [`option-${id}-help`, ...(fault.value ? [`option-${id}-fault`] : [])].join(' ');
  return (
    <li class={isChanged ? 'option changed' : 'option'}>
      <Control
        field={field}
        label={label}
        value={fault.value?.text ?? field.get(chosen)}
        isOff={need !== undefined}
        describedBy={describedBy}
        isWrong={fault.value !== undefined}
        set={set}
      />
      <p class="fine" id={`option-${id}-help`}>
        {fieldHelp(field)}
        {id === 'duplicatesOnce' && saved.value && ` ${savedText(saved.value)}`}
        {need && <strong> {texts.needs[need]}</strong>}
        {isChanged && <span class="visually-hidden"> ({texts.differs})</span>}
      </p>
      {fault.value && (
        <p class="fault" id={`option-${id}-fault`} role="alert">
          {fault.value.reason}
        </p>
      )}
      <div class="option-side">
        {field.switches.map((name) => (
          <code key={name}>{name}</code>
        ))}
        {isChanged && (
          <button
            type="button"
            class="row-button"
            aria-label={texts.resetName(label)}
            title={texts.resetName(label)}
            onClick={reset}
          >
            <Icon path={RotateCcw} size={15} />
          </button>
        )}
      </div>
    </li>
  );
}

interface ControlProps {
  field: Field;
  label: string;
  value: string;
  isOff: boolean;
  isWrong: boolean;
  describedBy: string;
  set: (value: string) => void;
}

function Control({ field: { id, control }, label, value, isOff, isWrong, describedBy, set }: ControlProps) {
  const common = { id: `option-${id}`, disabled: isOff, 'aria-describedby': describedBy } as const;
  if (control.kind === 'switch') {
    return (
      <label class="check">
        <input
          {...common}
          type="checkbox"
          checked={value === 'on'}
          onChange={({ currentTarget }) => set(currentTarget.checked ? 'on' : 'off')}
        />
        {label}
      </label>
    );
  }
  const name = <label for={common.id}>{label}</label>;
  if (control.kind === 'choice') {
    return (
      <div class="option-value">
        {name}
        <select {...common} value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
          {control.values.map((one) => (
            <option key={one} value={one}>
              {texts.values[id]?.[one] ?? one}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <div class="option-value">
      {name}
      <input
        {...common}
        type="text"
        class={control.most < 12 ? 'short' : ''}
        maxLength={control.most}
        {...(control.placeholder === undefined ? {} : { placeholder: control.placeholder })}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        aria-invalid={isWrong}
        value={value}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    </div>
  );
}
