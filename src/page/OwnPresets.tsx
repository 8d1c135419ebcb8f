import { useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { DEFAULT_PRESET } from '../image/choice';
import { readPreset, TITLE_LIMIT, writePreset } from '../image/preset-file';
import { PRESETS } from '../image/presets';
import type { OwnPreset, OwnPresetChange } from '../worker/session';
import { answered, offer } from './actions';
import { arePresetsUnread, changeOwnPreset, choosePreset, loadOwnPresets, newPresetId, ownPresets } from './presets';
import { part, session } from './state';
import { texts } from './texts-options';

const options = part('options');
const preset = part('preset');

/** Presets of somebody's own: saved, renamed, deleted, and as files. */
export function OwnPresets() {
  /** What was done, for those who do not see it. */
  const said = useSignal('');
  const title = useSignal('');
  /** One that was deleted, and the one that it stood before. */
  const deleted = useSignal<{ preset: OwnPreset; before: string | undefined } | undefined>(undefined);

  // Another try, where they could not be read.
  useEffect(() => void loadOwnPresets(), []);
  const change: Change = async (what, sentence) => {
    const otherwise = 'put' in what ? texts.own.notKept : texts.own.notDeleted;
    said.value = (await changeOwnPreset(what)) ? sentence : otherwise;
  };
  const add = async (own: Omit<OwnPreset, 'id'>, sentence: string) => {
    const id = newPresetId();
    await change({ put: { id, ...own } }, sentence);
    return id;
  };
  const saveThese = async () => {
    const name = title.value.trim();
    if (name === '') said.value = texts.own.noTitle;
    else if (isTaken(name)) said.value = texts.own.taken;
    else {
      title.value = '';
      await choosePreset(await add({ title: name, options: options.value }, texts.own.saved(name)));
    }
  };
  const remove = async (own: OwnPreset) => {
    deleted.value = { preset: own, before: ownPresets.value[ownPresets.value.indexOf(own) + 1]?.id };
    await change({ remove: own.id }, texts.own.deleted(own.title));
    // The options stay; what they are held against is what everybody begins with.
    if (preset.value === own.id) {
      await answered(
        session().do({ do: 'options', preset: DEFAULT_PRESET, options: {}, title: PRESETS[DEFAULT_PRESET].title }),
      );
    }
  };
  const bringBack = async () => {
    if (!deleted.value) return;
    const { preset: own, before } = deleted.value;
    deleted.value = undefined;
    await change({ put: own, before }, texts.own.saved(own.title));
  };
  const importFile = async (file: File) => {
    try {
      const read = readPreset(await file.text());
      const free = freeTitle(read.title);
      await add({ ...read, title: free }, texts.own.imported(free));
    } catch (error) {
      said.value = texts.own.importFailed(file.name, (error as Error).message);
    }
  };

  return (
    <section class="options-part" aria-labelledby="options-own">
      <h3 id="options-own">{texts.own.heading}</h3>
      <p class="fine">{texts.own.explain}</p>
      {arePresetsUnread.value && <p class="fine">{texts.own.unread}</p>}
      {ownPresets.value.length === 0 ? (
        !arePresetsUnread.value && <p class="fine">{texts.own.none}</p>
      ) : (
        <ul class="own-presets">
          {ownPresets.value.map((own) => (
            <OwnRow key={own.id} own={own} say={said} remove={() => void remove(own)} change={change} />
          ))}
        </ul>
      )}
      <div class="own-said" role="status">
        {said.value !== '' && <p>{said.value}</p>}
        {deleted.value && (
          <button type="button" class="link" onClick={() => void bringBack()}>
            {texts.own.undoDelete}
          </button>
        )}
      </div>
      <form
        class="own-new"
        onSubmit={(event) => {
          event.preventDefault();
          void saveThese();
        }}
      >
        <label for="own-title">{texts.own.title}</label>
        <input
          id="own-title"
          type="text"
          dir="auto"
          maxLength={TITLE_LIMIT}
          autocomplete="off"
          value={title.value}
          onInput={({ currentTarget }) => {
            title.value = currentTarget.value;
          }}
        />
        <button type="submit" class="button small">
          {texts.own.save}
        </button>
        <button type="button" class="button small" onClick={() => document.getElementById('own-import')?.click()}>
          {texts.own.import}
        </button>
        <input
          id="own-import"
          class="visually-hidden"
          type="file"
          accept=".json,application/json"
          tabindex={-1}
          aria-label={texts.own.import}
          onChange={({ currentTarget: input }) => {
            const [file] = Array.from(input.files ?? []);
            input.value = '';
            if (file) void importFile(file);
          }}
        />
      </form>
    </section>
  );
}

const isTaken = (title: string, but?: OwnPreset) => ownPresets.value.some((one) => one !== but && one.title === title);

/** A title that no other preset has. */
function freeTitle(title: string): string {
  let free = title;
  for (let number = 2; isTaken(free); number++) free = `${title} (${number})`;
  return free;
}

/** Changes a preset, and says the sentence when it is kept. */
type Change = (what: OwnPresetChange, sentence: string) => Promise<void>;

interface OwnRowProps {
  own: OwnPreset;
  say: { value: string };
  remove: () => void;
  change: Change;
}

function OwnRow({ own, say, remove, change }: OwnRowProps) {
  const draft = useSignal<string | undefined>(undefined);
  /** The field takes the place of the button that was pressed, and its focus. */
  const focusOnce = useCallback((field: HTMLInputElement | null) => field?.select(), []);
  const { title } = own;
  const rename = async () => {
    const name = draft.value?.trim() ?? '';
    if (name === '') say.value = texts.own.noTitle;
    else if (isTaken(name, own)) say.value = texts.own.taken;
    else {
      draft.value = undefined;
      await change({ put: { ...own, title: name } }, texts.own.saved(name));
    }
  };
  if (draft.value !== undefined) {
    return (
      <li>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <input
            type="text"
            dir="auto"
            ref={focusOnce}
            maxLength={TITLE_LIMIT}
            aria-label={texts.own.newTitle(title)}
            value={draft.value}
            onInput={({ currentTarget }) => {
              draft.value = currentTarget.value;
            }}
          />
          <button type="submit" class="button small">
            {texts.own.done}
          </button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <span dir="auto">{title}</span>
      <span class="tools">
        <button
          type="button"
          class="button small"
          aria-label={texts.own.renameName(title)}
          onClick={() => (draft.value = title)}
        >
          {texts.own.rename}
        </button>
        <button
          type="button"
          class="button small"
          aria-label={texts.own.exportName(title)}
          onClick={() => exportPreset(own)}
        >
          {texts.own.export}
        </button>
        <button type="button" class="button small" aria-label={texts.own.deleteName(title)} onClick={remove}>
          {texts.own.delete}
        </button>
      </span>
    </li>
  );
}

/** Milliseconds that a browser may take to ask where a file goes. */
const URL_TIME = 600_000;

function exportPreset(own: OwnPreset) {
  const url = URL.createObjectURL(new Blob([writePreset(own)], { type: 'application/json' }));
  offer(url, presetFileName(own.title));
  setTimeout(() => URL.revokeObjectURL(url), URL_TIME);
}

/** A name for its file that every system takes. */
function presetFileName(title: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = title.replaceAll(/[\x00-\x1f"*/:<>?\\|]+/g, '-').replace(/^[. ]+|[. ]+$/g, '');
  return `${plain || 'preset'}.isodrop.json`;
}
