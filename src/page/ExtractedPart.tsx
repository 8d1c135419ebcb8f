import { useSignal } from '@preact/signals';
import type { ExtractNote } from '../worker/session';
import { offer } from './actions';
import { CopyButton } from './CopyButton';
import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { ChevronRight, CircleCheck } from './icons-later';
import { DismissButton, useInSight } from './image-parts';
import { type extracted, forgetExtracted } from './image-work';
import { Name } from './Name';
import { texts } from './texts-extract';

/** Notes that are shown; all that are told can be copied. */
const SHOWN = 100;

/** What was extracted, where it is, and what of it is not there or otherwise. */
export function ExtractedPart(done: NonNullable<typeof extracted.value>) {
  const place = useInSight(true);
  const { name, inside, url, files, folders, links, bytes, notes, leftOut, others, isStopped } = done;
  const words = texts.done;
  const isWhole = !isStopped && leftOut === 0;
  const heading = isStopped ? words.stopped : isWhole ? words.heading : words.partly;
  return (
    <section
      ref={place}
      class={isWhole ? 'panel image-work' : 'panel image-work partly'}
      aria-labelledby="extracted-heading"
    >
      <div class="work-heading">
        <h2 id="extracted-heading">
          <Icon path={isWhole ? CircleCheck : TriangleAlert} size={19} />
          {heading}
        </h2>
        <DismissButton what={heading} dismiss={forgetExtracted} />
      </div>
      <p>
        <strong>
          <Name>{inside === undefined ? name : `${name} / ${inside}`}</Name>
        </strong>
        <br />
        <span class="fine">{words.counts(files, folders, links, bytes)}</span>
      </p>
      {isStopped && <p>{words.stays}</p>}
      {url && <p>{words.handed}</p>}
      {url && (
        <div>
          <button type="button" class="button small" onClick={() => offer(url, name)}>
            {words.again}
          </button>
        </div>
      )}
      {notes.length > 0 && <Notes {...{ notes, leftOut, others }} />}
    </section>
  );
}

function Notes({ notes, leftOut, others }: { notes: ExtractNote[]; leftOut: number; others: number }) {
  const words = texts.done;
  const opened = useSignal(notes.length <= 5);
  const more = leftOut + others - SHOWN;
  return (
    <details
      class="extract-notes"
      open={opened.value}
      onToggle={({ currentTarget }) => (opened.value = currentTarget.open)}
    >
      <summary>
        <Icon path={ChevronRight} size={16} />
        {[...(leftOut > 0 ? [words.leftOut(leftOut)] : []), ...(others > 0 ? [words.others(others)] : [])].join(' · ')}
      </summary>
      <ul class="check-findings" aria-label={words.notes} tabindex={0}>
        {notes.slice(0, SHOWN).map((note) => (
          <li key={`${note.why} ${note.path}`}>{sentenceOf(note)}</li>
        ))}
      </ul>
      {more > 0 && <p class="fine">{words.more(more)}</p>}
      <CopyButton isAlone label={words.copy} text={() => listOf(notes, leftOut + others)} />
    </details>
  );
}

const sentenceOf = ({ path, why, name }: ExtractNote) =>
  name === undefined ? texts.note(path, texts.why[why]) : texts.renamed(path, name);

function listOf(notes: readonly ExtractNote[], count: number): string {
  const lines = notes.map(sentenceOf);
  if (count > notes.length) lines.push(texts.done.more(count - notes.length));
  return `${lines.join('\n')}\n`;
}
