import { useSignal } from '@preact/signals';
import { readCommand } from '../command/read-command';
import { UsageError } from '../command/usage-error';
import { DEFAULT_PRESET } from '../image/choice';
import { PRESETS, presetOf } from '../image/presets';
import { answered } from './actions';
import { useAnswer } from './answers';
import { CopyButton } from './CopyButton';
import { part, session } from './state';
import { texts } from './texts-options';

const revision = part('revision');
const phase = part('phase');
const preset = part('preset');

/** The command that gives the same image, and the way to take over the options of another. */
export function CommandPart() {
  return (
    <section class="options-part" aria-labelledby="options-command">
      <h3 id="options-command">{texts.command.heading}</h3>
      <p class="fine">{texts.command.explain}</p>
      <EqualCommand />
      <PastedCommand />
    </section>
  );
}

function EqualCommand() {
  const log = useAnswer(phase.value === 'empty' ? undefined : String(revision.value), () => session().log());
  if (!log || phase.value === 'empty') return <p class="fine">{texts.command.notYet}</p>;
  const { command, exact, untold } = log;
  const labels = untold.map((id) => texts.labels[id] ?? texts.command.other);
  return (
    <div class="log-part">
      <h4>{texts.command.now}</h4>
      <CopyButton label={texts.command.copy} text={() => command} />
      <pre class="command" tabindex={0}>
        {command}
      </pre>
      {labels.length > 0 && <p class="fine">{texts.command.untold(labels)}</p>}
      {!exact && labels.length === 0 && <p class="fine">{texts.command.notExact}</p>}
      {command.startsWith('isodrop ') && <p class="fine">{texts.command.programs}</p>}
    </div>
  );
}

/** What became of a command that was pasted. */
type Outcome = { taken: true; sentences: readonly string[] } | { taken: false; reason: string };

function PastedCommand() {
  const text = useSignal('');
  const outcome = useSignal<Outcome | undefined>(undefined);
  const take = async () => {
    try {
      const { options, volumeName, sentences } = readCommand(text.value);
      await takeOver(options, volumeName);
      outcome.value = { taken: true, sentences };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      outcome.value = { taken: false, reason: error.message };
    }
  };
  return (
    <form
      class="pasted"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <label for="pasted-command">{texts.command.paste}</label>
      <textarea
        id="pasted-command"
        rows={3}
        spellcheck={false}
        autocomplete="off"
        placeholder={texts.command.placeholder}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          outcome.value = undefined;
        }}
      />
      <button type="submit" class="button small" disabled={text.value.trim() === ''}>
        {texts.command.take}
      </button>
      <div role="status">
        {outcome.value?.taken === false && <p class="fault">{outcome.value.reason}</p>}
        {outcome.value?.taken && <Taken sentences={outcome.value.sentences} />}
      </div>
    </form>
  );
}

function Taken({ sentences }: { sentences: readonly string[] }) {
  return (
    <>
      <p>{texts.command.taken}</p>
      {sentences.length > 0 && (
        <>
          <p class="fine">{texts.command.without}</p>
          <ul class="sentences">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Takes over what a command asks for. A preset that gives the disc another name than the command does not stay. */
async function takeOver(options: ReturnType<typeof readCommand>['options'], volumeName: string | undefined) {
  const fixed = presetOf(preset.value)?.volumeName?.name;
  const isLeft = fixed !== undefined && volumeName !== undefined && volumeName !== fixed;
  await answered(
    session().do({
      do: 'options',
      ...(isLeft ? { preset: DEFAULT_PRESET, presetOptions: PRESETS[DEFAULT_PRESET].options } : {}),
      options,
      ...(volumeName === undefined || volumeName === fixed ? {} : { volumeName }),
      title: texts.command.takenStep,
    }),
  );
}
