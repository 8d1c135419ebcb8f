import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '../worker/session';
import { renaming } from './edit-state';
import { edit, editFromField } from './edits';
import { texts } from './texts-edits';

/** The field in a row in which its name is typed: Enter takes it, Escape leaves it. */
export function RenameField({ row }: { row: Row }) {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const id = `rename-${row.entry}`;
  useLayoutEffect(() => {
    const input = field.current;
    if (!input) return;
    input.focus();
    // An extension mostly stays.
    const dot = row.kind === 'file' ? row.name.lastIndexOf('.') : -1;
    input.setSelectionRange(0, dot > 0 ? dot : row.name.length);
  }, []);

  const end = (focus: boolean) => {
    if (renaming.value !== row.entry) return;
    const rowElement = field.current?.closest<HTMLElement>('[role=row]');
    renaming.value = undefined;
    if (focus) rowElement?.focus({ preventScroll: true });
  };
  const take = async () => {
    const name = field.current?.value ?? row.name;
    if (name === row.name) return end(true);
    const refused = await editFromField({ do: 'rename', entry: row.entry, name }, texts.done.renamed(row.name, name));
    setFault(refused);
    if (refused === undefined) end(true);
    else field.current?.focus();
  };
  return (
    <span class="rename">
      <input
        ref={field}
        type="text"
        defaultValue={row.name}
        spellcheck={false}
        autocomplete="off"
        aria-label={texts.rename.label(row.name)}
        aria-invalid={fault !== undefined}
        {...(fault ? { 'aria-describedby': id } : {})}
        onKeyDown={(event) => {
          // The tree has its own use for keys.
          event.stopPropagation();
          if (event.key === 'Enter') void take();
          else if (event.key === 'Escape') end(true);
        }}
        onInput={() => setFault(undefined)}
        onClick={(event) => event.stopPropagation()}
        onDblClick={(event) => event.stopPropagation()}
        onBlur={() => {
          // Who goes elsewhere has what was typed taken, if it can be.
          setTimeout(() => {
            const input = field.current;
            // It is gone when its name was taken or left.
            if (!input?.isConnected || document.activeElement === input) return;
            const name = input.value;
            end(false);
            if (name !== row.name) {
              void edit({ do: 'rename', entry: row.entry, name }, texts.done.renamed(row.name, name));
            }
          });
        }}
      />
      {fault && (
        <span class="field-fault" id={id} role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}
