import { useSignal } from '@preact/signals';
import { finishedImage } from './actions';
import { Icon } from './Icon';
import { FolderOpen, TriangleAlert } from './icons';
import { ChevronRight, CircleAlert, CircleCheck, Info, ListTree } from './icons-later';
import { DismissButton, OfBefore, useInSight } from './image-parts';
import { check, type checked, forgetCheck, running } from './image-work';
import { openImages } from './images-open';
import { Name } from './Name';
import { part } from './state';
import { texts as images } from './texts-images';
import { texts } from './texts-saving';

const phase = part('phase');

const ICONS = { error: CircleAlert, warning: TriangleAlert, note: Info } as const;
const INPUT = 'check-input';

/** What came of a check, in a sentence, and all that was found. */
export function CheckPart({ check: report }: { check: NonNullable<typeof checked.value> }) {
  const { revision, name, isFile, files, folders, errors, warnings, notes, findings } = report;
  const place = useInSight();
  const count = errors + warnings + notes;
  const isGood = errors === 0;
  return (
    <section ref={place} class={isGood ? 'panel image-work' : 'panel image-work bad'} aria-labelledby="check-heading">
      <div class="work-heading">
        <h2 id="check-heading">
          <Icon path={isGood ? CircleCheck : CircleAlert} size={19} />
          {isGood ? (isFile ? texts.check.goodFile : texts.check.good) : texts.check.bad(errors)}
        </h2>
        <DismissButton what={texts.check.heading} dismiss={forgetCheck} />
      </div>
      <p>
        <strong>
          <Name>{name}</Name>
        </strong>
        <br />
        <span class="fine">{isGood ? texts.check.compared(files, folders) : texts.check.badHelp}</span>{' '}
        {isGood && warnings === 0 && <span class="fine">{texts.check.standards}</span>}
      </p>
      <OfBefore revision={revision} />
      {count > 0 && <FindingList findings={findings} count={count} isOpen={!isGood} />}
      <div class="tools">
        <EveryRule />
        <CheckFile />
      </div>
    </section>
  );
}

type FindingsProps = Pick<NonNullable<typeof checked.value>, 'findings'> & { count: number; isOpen: boolean };

function FindingList({ findings, count, isOpen }: FindingsProps) {
  const opened = useSignal(isOpen);
  return (
    <details open={opened.value} onToggle={({ currentTarget }) => (opened.value = currentTarget.open)}>
      <summary>
        <Icon path={ChevronRight} size={16} />
        {texts.check.findings(count)}
      </summary>
      <ul class="check-findings">
        {findings.map(({ severity, sentence, section }) => (
          <li key={`${sentence} ${section}`} class={severity}>
            <Icon path={ICONS[severity]} size={16} />
            <span>
              <span class="visually-hidden">{texts.check.severities[severity]}: </span>
              {sentence} {section !== '' && <span class="fine">[{section}]</span>}
            </span>
          </li>
        ))}
      </ul>
      {count > findings.length && <p class="fine">{texts.check.more(count - findings.length)}</p>}
    </details>
  );
}

/** Opens the list of all rules, and how the image as it is now stands to each. */
function EveryRule() {
  return (
    <button
      type="button"
      class="button small"
      aria-haspopup="dialog"
      disabled={phase.value !== 'ready' || running.value !== undefined}
      onClick={() => void checkDisc()}
    >
      <Icon path={ListTree} size={15} />
      {images.check.everyRule}
    </button>
  );
}

async function checkDisc() {
  const image = await finishedImage();
  if (image) await openImages({ task: 'check', files: [new File([image.blob], image.name)] });
}

/** Checks a file that the image was saved to, or that was copied from somewhere. */
function CheckFile() {
  const isOff = phase.value !== 'ready' || running.value !== undefined;
  return (
    <div>
      <button
        type="button"
        class="button small"
        title={texts.check.fileHelp}
        disabled={isOff}
        onClick={() => document.getElementById(INPUT)?.click()}
      >
        <Icon path={FolderOpen} size={15} />
        {texts.check.file}
      </button>
      <input
        id={INPUT}
        class="visually-hidden"
        type="file"
        accept=".iso,application/x-iso9660-image"
        tabindex={-1}
        aria-label={texts.check.fileInput}
        onChange={({ currentTarget }) => {
          const [file] = Array.from(currentTarget.files ?? []);
          currentTarget.value = '';
          if (file) void check(file);
        }}
      />
    </div>
  );
}
