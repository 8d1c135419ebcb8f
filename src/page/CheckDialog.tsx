import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ComparedPlace, Examinations, ImageReport } from '../worker/session';
import { ChooseFile } from './ChooseFile';
import { ExaminationFailure, ExaminationProgress } from './ExaminationProgress';
import { useExamination } from './examination';
import { ImagesDialog } from './ImagesDialog';
import { Name } from './Name';
import { RuleList } from './RuleList';
import { texts } from './texts-images';

interface CheckDialogProps {
  examinations: Examinations;
  /** What is checked as it opens. */
  files: File[] | undefined;
  onClose: () => void;
}

/** Holds any image to every rule, whoever made it, without opening it. */
export function CheckDialog({ examinations, files: given, onClose }: CheckDialogProps) {
  const chosen = useSignal<string | undefined>(undefined);
  const { state, begin, cancel, fail } = useExamination<ImageReport>();
  const take = (files: File[]) => {
    chosen.value = files[0]?.name;
    void begin((told) => examinations.examine(files, told));
  };
  const takeFirst = ([first]: ComparedPlace[]) => {
    if (first?.kind === 'image') take(first.files);
    else if (first) fail({ code: 'no-image', message: texts.check.noFolder });
  };
  useEffect(() => {
    if (given) take(given);
  }, []);
  const name = chosen.value ?? '';
  return (
    <ImagesDialog
      examinations={examinations}
      heading={texts.check.heading}
      onClose={onClose}
      taken={(places) => places.then(takeFirst, fail)}
    >
      <div class="images-choice">
        {chosen.value !== undefined ? (
          <p class="chosen">
            <Name>{name}</Name>
          </p>
        ) : (
          <p class="fine">{texts.check.help}</p>
        )}
        <ChooseFile
          id="check-any"
          label={chosen.value !== undefined ? texts.check.another : texts.chooseImage}
          input={texts.imageInput}
          isFirst
          take={(files) => takeFirst(examinations.images(files))}
        />
      </div>
      {state.isRunning && <ExaminationProgress name={texts.check.running(name)} state={state} cancel={cancel} />}
      {state.failure && <ExaminationFailure failure={state.failure} />}
      {state.answer && <RuleList key={state.answer.name} report={state.answer} />}
    </ImagesDialog>
  );
}
