import './options-dialog.css';
import './cloud-form.css';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { PRESETS } from '../image/presets';
import type { EntryId } from '../worker/session';
import { CodeField } from './CodeField';
import {
  CLOUD_FILES,
  type CloudFile,
  checkCloudFile,
  META_DATA_TEMPLATE,
  NETWORK_TEMPLATE,
  TEMPLATES,
  type TemplateId,
} from './cloud-init';
import { entryAt, textAt } from './disc-look';
import { Icon } from './Icon';
import { X } from './icons';
import { thrownText } from './said';
import { part, session } from './state';
import { texts } from './texts-cloud';

/** Undefined where the disc has something of that name that cannot be edited here: it stays as it is. */
type Texts = Readonly<Record<CloudFile, string | undefined>>;
type Reasons = Readonly<Partial<Record<CloudFile, string>>>;

const NEW: Texts = { 'user-data': TEMPLATES.machine, 'meta-data': META_DATA_TEMPLATE, 'network-config': '' };

const preset = part('preset');

/** The files of a disc for cloud-init, checked as they are written. */
export function CloudForm({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  /** Undefined while the files of the disc are being looked at. */
  const written = useSignal<Texts | undefined>(undefined);
  /** Why files of the disc cannot be edited here. */
  const locked = useSignal<Reasons>({});
  /** Why nothing could be taken from the disc, or put on it. */
  const problem = useSignal<string | undefined>(undefined);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    void filesOnDisc().then(
      ({ files, reasons }) => {
        written.value = files;
        locked.value = reasons;
      },
      (error) => {
        problem.value = thrownText(error);
      },
    );
  }, [written, locked, problem]);

  const files = written.value;
  const isRight = files !== undefined && CLOUD_FILES.every((file) => faultsOf(file, files[file]).length === 0);
  const change = (file: CloudFile, text: string) => {
    if (written.value) written.value = { ...written.value, [file]: text };
  };
  const put = async () => {
    if (!files || !isRight) return;
    try {
      await putOnDisc(files);
      dialog.current?.close();
    } catch (error) {
      problem.value = texts.failed(thrownText(error));
    }
  };

  return (
    <dialog ref={dialog} class="options cloud" aria-labelledby="cloud-heading" onClose={onClose}>
      <div class="options-head">
        <h2 id="cloud-heading">{texts.heading}</h2>
        <button
          type="button"
          class="button small icon-only quiet"
          aria-label={texts.cancel}
          title={texts.cancel}
          onClick={() => dialog.current?.close()}
        >
          <Icon path={X} size={17} />
        </button>
      </div>
      <form
        class="options-body"
        onSubmit={(event) => {
          event.preventDefault();
          void put();
        }}
      >
        <p>{texts.explain}</p>
        {problem.value !== undefined && (
          <p class="fault" role="alert">
            {problem.value}
          </p>
        )}
        {files === undefined ? (
          <p class="fine">{texts.loading}</p>
        ) : (
          CLOUD_FILES.map((file) => (
            <CodeField
              key={file}
              id={`cloud-${file}`}
              label={texts.files[file].label}
              help={texts.files[file].help}
              isOptional={file === 'network-config'}
              text={files[file] ?? ''}
              faults={faultsOf(file, files[file])}
              locked={locked.value[file]}
              change={(text) => change(file, text)}
            >
              {file === 'user-data' && files[file] !== undefined && (
                <TemplateSelect choose={(text) => change(file, text)} />
              )}
              {file === 'network-config' && files[file] === '' && (
                <button type="button" class="link" onClick={() => change(file, NETWORK_TEMPLATE)}>
                  {texts.network}
                </button>
              )}
            </CodeField>
          ))
        )}
        <div class="cloud-answers">
          <button type="submit" class="button primary" disabled={!isRight} aria-describedby="cloud-waits">
            {texts.put}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </button>
          <p class="fine" id="cloud-waits">
            {files !== undefined && !isRight && texts.waits}
          </p>
        </div>
      </form>
    </dialog>
  );
}

/** Puts a template in the place of what is written; the field's own undo takes that back. */
function TemplateSelect({ choose }: { choose: (text: string) => void }) {
  return (
    <label class="template">
      {texts.begin}
      <select
        value=""
        onChange={({ currentTarget }) => {
          const id = currentTarget.value as TemplateId;
          currentTarget.value = '';
          choose(TEMPLATES[id]);
        }}
      >
        <option value="" hidden>
          {texts.example}
        </option>
        {(Object.keys(TEMPLATES) as TemplateId[]).map((id) => (
          <option key={id} value={id}>
            {texts.templates[id]}
          </option>
        ))}
      </select>
    </label>
  );
}

const faultsOf = (file: CloudFile, text: string | undefined) => (text === undefined ? [] : checkCloudFile(file, text));

/** The files that the disc has, and templates for those that it must have and has not. */
async function filesOnDisc(): Promise<{ files: Texts; reasons: Reasons }> {
  const files: Record<CloudFile, string | undefined> = { ...NEW };
  const reasons: Partial<Record<CloudFile, string>> = {};
  for (const file of CLOUD_FILES) {
    const found = await onDisc(file);
    if (!found) continue;
    files[file] = 'text' in found ? found.text : undefined;
    if ('reason' in found) reasons[file] = texts.unreadable(file, found.reason);
  }
  return { files, reasons };
}

type OnDisc = { entry: EntryId } & ({ text: string } | { reason: string });

/** What the disc has of a name: its text, or why there is none. */
async function onDisc(file: CloudFile): Promise<OnDisc | undefined> {
  const entry = await entryAt(file);
  return entry === undefined ? undefined : { entry, ...((await textAt(file)) ?? { reason: texts.noFile }) };
}

/** Makes the disc one for cloud-init, and puts what differs of its files on it. */
async function putOnDisc(files: Texts): Promise<void> {
  if (preset.value !== 'cloud-init') {
    await session().do({ do: 'options', preset: 'cloud-init', options: PRESETS['cloud-init'].options });
  }
  for (const file of CLOUD_FILES) {
    const text = files[file];
    if (text === undefined) continue;
    const found = await onDisc(file);
    if (!found) {
      if (text !== '' || file !== 'network-config') await session().do({ do: 'new-file', into: 0, name: file, text });
      continue;
    }
    // It may be another one since the form was opened.
    if ('reason' in found) throw new Error(texts.unreadable(file, found.reason));
    if (found.text === text) continue;
    const { entry } = found;
    // An empty one would be a file of nothing; without one the machine asks for its addresses.
    if (text === '' && file === 'network-config') await session().do({ do: 'leave-out', entries: [entry] });
    else await session().do({ do: 'edit-text', entry, text });
  }
}
