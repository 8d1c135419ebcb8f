import { useId, useRef, useState } from 'preact/hooks';
import type { Asked } from './edit-state';
import { editFromField } from './edits';
import { Answers } from './MakeDialog';
import { endAsking, Modal } from './Modal';
import { Name } from './Name';
import { texts } from './texts-edits';

/** Edits a small file's text in place. A text field knows one kind of line end: that of the file is put back. */
export function TextDialog({ entry, name, text }: Extract<Asked, { kind: 'edit-text' }>) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<string>();
  const id = useId();
  const windows = text.split('\r\n').length - 1;
  const all = text.split(/\r\n|\r|\n/).length - 1;
  const isWindows = windows > 0 && windows === all;
  const isMixed = windows !== all && text.includes('\r');
  const submit = async () => {
    const typed = field.current?.value ?? '';
    const saved = isWindows ? typed.replaceAll('\n', '\r\n') : typed;
    if (saved === text) return endAsking();
    const refused = await editFromField({ do: 'edit-text', entry, text: saved }, texts.done.edited(name));
    if (refused === undefined) return endAsking();
    setFault(refused);
    field.current?.focus();
  };
  const [before, shown, after] = texts.editText.heading(name);
  return (
    <Modal
      wide
      submit={() => void submit()}
      heading={
        <>
          {before}
          <Name>{shown}</Name>
          {after}
        </>
      }
    >
      <label class="field">
        {texts.editText.text}
        <textarea
          ref={field}
          rows={14}
          spellcheck={false}
          defaultValue={text}
          aria-invalid={fault !== undefined}
          aria-describedby={id}
          onInput={() => setFault(undefined)}
        />
      </label>
      <p class={fault ? 'field-fault' : 'fine'} id={id} {...(fault ? { role: 'alert' } : {})}>
        {fault ?? `${texts.editText.limits()} ${isWindows ? texts.editText.crlf : isMixed ? texts.editText.mixed : ''}`}
      </p>
      <Answers main={texts.editText.save} />
    </Modal>
  );
}
