import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Conflict, ConflictChoice } from '../worker/session';
import { formatDateAndTime, formatSize } from './format';
import { Name } from './Name';
import { putOff, session } from './state';
import { texts } from './texts-later';

/** Asks what to do with a name that is there already: one question at a time. */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const { id, path, existing, incoming, waiting } = conflict;
  const slash = path.lastIndexOf('/');
  const [before, name, after] = texts.conflict.heading(path.slice(slash + 1));

  const dialog = useRef<HTMLDialogElement>(null);
  const headline = useRef<HTMLHeadingElement>(null);
  const forAll = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    dialog.current?.showModal();
    headline.current?.focus();
  }, []);

  const answer = (choice: ConflictChoice) => () => {
    dialog.current?.close(choice);
    session().resolveConflict(id, choice, forAll.current?.checked ?? false);
  };

  return (
    <dialog
      ref={dialog}
      class="conflict"
      aria-labelledby="conflict-heading"
      onClose={(event) => {
        // However it was closed, if not by an answer.
        if (event.currentTarget.returnValue === '') putOff.value = id;
      }}
    >
      <h2 id="conflict-heading" tabindex={-1} ref={headline}>
        {before}
        <Name>{name}</Name>
        {after}
      </h2>
      <p class="fine">{slash > 0 ? texts.conflict.folder(path.slice(0, slash)) : texts.conflict.top}</p>
      <div class="versions">
        <Version title={texts.conflict.there} version={existing} other={incoming} />
        <Version title={texts.conflict.incoming} version={incoming} other={existing} />
      </div>
      {waiting > 0 && (
        <label class="check">
          <input type="checkbox" ref={forAll} />
          {texts.conflict.forAll(waiting)}
        </label>
      )}
      <div class="answers">
        <button type="button" class="button primary" onClick={answer('replace')}>
          {texts.conflict.replace}
        </button>
        <button type="button" class="button" onClick={answer('keep-both')}>
          {texts.conflict.keepBoth}
        </button>
        <button type="button" class="button" onClick={answer('leave-out')}>
          {texts.conflict.leaveOut}
        </button>
      </div>
    </dialog>
  );
}

type Side = Conflict['existing'];

function Version({ title, version, other }: { title: string; version: Side; other: Side }) {
  const marks = [
    version.modified > other.modified && texts.conflict.newer,
    version.byteLength > other.byteLength && texts.conflict.larger,
  ].filter((mark) => mark !== false);
  return (
    <div class="version">
      <h3>{title}</h3>
      <p>{formatSize(version.byteLength)}</p>
      <p class="fine">{formatDateAndTime(version.modified)}</p>
      <p class="marks">
        {marks.map((mark) => (
          <span key={mark} class="badge">
            {mark}
          </span>
        ))}
      </p>
    </div>
  );
}
