import { useId, useRef, useState } from 'preact/hooks';
import type { Command } from '../worker/session';
import type { Asked } from './edit-state';
import { editFromField } from './edits';
import { endAsking, Modal } from './Modal';
import { texts } from './texts-edits';

/** Asks for the name of a new folder, or the name and text of a new file. */
export function MakeDialog({ kind, into }: Extract<Asked, { kind: 'new-folder' | 'new-file' }>) {
  const name = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<string>();
  const id = useId();
  const isFolder = kind === 'new-folder';
  const words = isFolder ? texts.newFolder : texts.newFile;
  const submit = async () => {
    const given = name.current?.value ?? '';
    const command: Command = isFolder
      ? { do: 'new-folder', into, name: given }
      : { do: 'new-file', into, name: given, text: text.current?.value ?? '' };
    const refused = await editFromField(command, (isFolder ? texts.done.newFolder : texts.done.newFile)(given));
    if (refused === undefined) return endAsking();
    setFault(refused);
    name.current?.focus();
  };
  return (
    <Modal heading={words.heading} submit={() => void submit()} wide={!isFolder}>
      <label class="field">
        {words.name}
        <input
          ref={name}
          type="text"
          spellcheck={false}
          autocomplete="off"
          aria-invalid={fault !== undefined}
          {...(fault ? { 'aria-describedby': id } : {})}
          onInput={() => setFault(undefined)}
        />
      </label>
      {fault && (
        <p class="field-fault" id={id} role="alert">
          {fault}
        </p>
      )}
      {!isFolder && (
        <label class="field">
          {texts.newFile.text}
          <textarea ref={text} rows={10} spellcheck={false} />
        </label>
      )}
      <Answers main={words.make} />
    </Modal>
  );
}

/** The button that does it, and the one that does not. */
export function Answers({ main }: { main: string }) {
  return (
    <div class="answers">
      <button type="submit" class="button primary">
        {main}
      </button>
      <button type="button" class="button" onClick={endAsking}>
        {texts.cancel}
      </button>
    </div>
  );
}
