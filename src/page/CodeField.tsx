import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Fault } from './cloud-init';
import { texts } from './texts-cloud';

const ROWS = { least: 4, most: 16 };

interface CodeFieldProps {
  id: string;
  label: string;
  help: string;
  isOptional: boolean;
  text: string;
  faults: readonly Fault[];
  change: (text: string) => void;
  /** Why it cannot be edited here. */
  locked?: string | undefined;
  /** What stands beside its label. */
  children: ComponentChildren;
}

/** A field for a file of several lines, with their numbers, and what is wrong by line. */
export function CodeField({ id, label, help, isOptional, text, faults, change, locked, children }: CodeFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const lines = text.split('\n');
  const faulty = new Set(faults.map(({ line }) => line));

  /** Shows a line, with the caret in it. */
  const goTo = (line: number) => {
    const { current } = field;
    if (!current) return;
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    current.focus();
    current.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    current.scrollTop = (current.scrollHeight / lines.length) * Math.max(0, line - 3);
  };

  return (
    <div class="code-field">
      <div class="field-head">
        <label for={id}>
          <code>{label}</code>
          {isOptional && <span class="fine"> {texts.optional}</span>}
        </label>
        {children}
      </div>
      <p class="fine" id={`${id}-help`}>
        {help}
      </p>
      <div class="code">
        <ol class="gutter" ref={gutter} aria-hidden="true">
          {lines.map((_, at) => (
            <li key={at} class={faulty.has(at + 1) ? 'faulty' : ''}>
              {at + 1}
            </li>
          ))}
        </ol>
        <textarea
          id={id}
          ref={field}
          wrap="off"
          rows={Math.min(ROWS.most, Math.max(ROWS.least, lines.length))}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          aria-describedby={`${id}-help ${id}-faults`}
          aria-invalid={faults.length > 0}
          disabled={locked !== undefined}
          value={text}
          onInput={({ currentTarget }) => change(currentTarget.value)}
          onScroll={({ currentTarget }) => {
            if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <ul class="faults" id={`${id}-faults`} aria-live="polite">
        {locked !== undefined && <li class="fine">{locked}</li>}
        {faults.length === 0 && text !== '' && <li class="fine">{texts.fine}</li>}
        {faults.map(({ line, message }) => (
          <li key={`${line} ${message}`} class="fault">
            {line === undefined ? (
              message
            ) : (
              <button type="button" class="link" onClick={() => goTo(line)}>
                {texts.atLine(line, message)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
