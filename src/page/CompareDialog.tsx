import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ComparedPlace, Comparison, Examinations } from '../worker/session';
import { finishedImage } from './actions';
import { ChooseFile } from './ChooseFile';
import { DifferenceList } from './DifferenceList';
import { ExaminationFailure, ExaminationProgress } from './ExaminationProgress';
import { useExamination } from './examination';
import { Icon } from './Icon';
import { ImagesDialog } from './ImagesDialog';
import { GitCompare } from './icons-later';
import { Name } from './Name';
import { isEmpty, part } from './state';
import { texts } from './texts-images';

const fileName = part('fileName');
const phase = part('phase');

/** What is chosen on one side; the disc is known by then, and not before. */
type Side = Exclude<ComparedPlace, { kind: 'disc' }> | { kind: 'disc' };
type Place = 'first' | 'second';
type Sides = readonly [Side | undefined, Side | undefined];

const nameOf = (side: Side) => (side.kind === 'disc' ? fileName.value : side.name);

/** Compares this disc, an image or a folder with another. */
export function CompareDialog({ examinations, onClose }: { examinations: Examinations; onClose: () => void }) {
  const sides = useSignal<Sides>([isEmpty.peek() ? undefined : { kind: 'disc' }, undefined]);
  const { state, begin, cancel, fail, forget } = useExamination<Comparison>((comparison) => comparison.close());
  const put = (at: Place, side: Side) => {
    const [first, second] = sides.value;
    sides.value = at === 'first' ? [side, second] : [first, side];
    forget();
  };
  const [first, second] = sides.value;
  const compare = async () => {
    if (!first || !second) return;
    const image = first.kind === 'disc' || second.kind === 'disc' ? await finishedImage() : undefined;
    const given = (side: Side): ComparedPlace | undefined =>
      side.kind !== 'disc' ? side : image && { kind: 'disc', image };
    const [left, right] = [given(first), given(second)];
    if (!left || !right) {
      fail({ code: 'not-ready', message: texts.compare.notReady });
      return;
    }
    await begin((told) => examinations.compare(left, right, told));
  };
  const taken = (places: Promise<ComparedPlace[]>) =>
    void places.then((all) => {
      const [one, other] = all as Side[];
      if (!one) return;
      if (other) {
        put('first', one);
        put('second', other);
      } else put(sides.value[0] === undefined ? 'first' : 'second', one);
    }, fail);
  const isOff = !first || !second || state.isRunning || (isDisc(sides.value) && phase.value !== 'ready');
  const canBeDisc = !isEmpty.value && !isDisc(sides.value);
  return (
    <ImagesDialog examinations={examinations} heading={texts.compare.heading} onClose={onClose} taken={taken}>
      <p class="fine">{texts.compare.help}</p>
      <div class="compared-sides">
        <SideChoice
          examinations={examinations}
          at="first"
          side={first}
          canBeDisc={canBeDisc}
          put={(side) => put('first', side)}
          fail={fail}
        />
        <SideChoice
          examinations={examinations}
          at="second"
          side={second}
          canBeDisc={canBeDisc}
          put={(side) => put('second', side)}
          fail={fail}
        />
      </div>
      <div class="tools">
        <button type="button" class="button primary" disabled={isOff} onClick={() => void compare()}>
          <Icon path={GitCompare} size={17} />
          {texts.compare.compare}
        </button>
      </div>
      {state.isRunning && <ExaminationProgress name={texts.compare.running} state={state} cancel={cancel} />}
      {state.failure && <ExaminationFailure failure={state.failure} />}
      {state.answer && first && second && (
        <Result comparison={state.answer} first={nameOf(first)} second={nameOf(second)} />
      )}
    </ImagesDialog>
  );
}

const isDisc = (sides: Sides) => sides.some((side) => side?.kind === 'disc');

interface SideChoiceProps {
  examinations: Examinations;
  at: Place;
  side: Side | undefined;
  /** There is a disc, and neither side is it. */
  canBeDisc: boolean;
  put: (side: Side) => void;
  fail: (reason: unknown) => void;
}

function SideChoice({ examinations, at, side, canBeDisc, put, fail }: SideChoiceProps) {
  const heading = `compared-${at}`;
  return (
    <section class="compared-side" aria-labelledby={heading}>
      <h3 id={heading}>{texts.compare.sides[at]}</h3>
      <p class="chosen">
        {side === undefined ? (
          <span class="fine">{texts.compare.nothing}</span>
        ) : (
          <>
            <Name>{nameOf(side)}</Name>
            {side.kind !== 'image' && <span class="fine"> ({texts.compare.kindsOfSide[side.kind]})</span>}
          </>
        )}
      </p>
      <div class="tools">
        {canBeDisc && (
          <button type="button" class="button small" onClick={() => put({ kind: 'disc' })}>
            {texts.compare.thisDisc}
          </button>
        )}
        <ChooseFile
          id={`${heading}-image`}
          label={texts.chooseImage}
          input={texts.compare.inputs[at].image}
          isFirst={side === undefined}
          take={(files) => {
            const [image] = examinations.images(files);
            if (image && image.kind !== 'disc') put(image);
          }}
        />
        <ChooseFile
          id={`${heading}-folder`}
          isFolder
          label={texts.chooseFolder}
          input={texts.compare.inputs[at].folder}
          take={(files) => {
            const folder = examinations.folder(files);
            if (folder && folder.kind !== 'disc') put(folder);
            else fail({ code: 'no-folder', message: texts.compare.emptyFolder });
          }}
        />
      </div>
    </section>
  );
}

function Result({ comparison, first, second }: { comparison: Comparison; first: string; second: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [comparison]);
  const { counts, entries, untold, troubles } = comparison;
  const count = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return (
    <section class="images-result" aria-labelledby="differences-heading">
      <h3 id="differences-heading" ref={heading} tabindex={-1}>
        {count === 0 ? texts.compare.same : texts.compare.differences(count)}
      </h3>
      <p class="fine">
        {texts.compare.entries(entries)} {untold > 0 && texts.compare.untold(untold)}
      </p>
      {troubles.map((sentence) => (
        <p key={sentence} class="fine" lang="en">
          {sentence}
        </p>
      ))}
      {count > 0 && <DifferenceList comparison={comparison} first={first} second={second} />}
    </section>
  );
}
