import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Examinations, ImageReport } from '../worker/session';
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
  file: File | undefined;
  onClose: () => void;
}

/** Holds any image to every rule, whoever made it, without opening it. */
export function CheckDialog({ examinations, file: given, onClose }: CheckDialogProps) {
  const file = useSignal<File | undefined>(undefined);
  const { state, begin, cancel, fail } = useExamination<ImageReport>();
  const take = (taken: File) => {
    file.value = taken;
    void begin((told) => examinations.examine(taken, told));
  };
  useEffect(() => {
    if (given) take(given);
  }, []);
  const name = file.value?.name ?? '';
  return (
    <ImagesDialog
      examinations={examinations}
      heading={texts.check.heading}
      onClose={onClose}
      taken={(places) =>
        places.then((all) => {
          const [first] = all;
          if (first?.kind === 'image') take(first.file);
          else if (first) fail({ code: 'no-image', message: texts.check.noFolder });
        }, fail)
      }
    >
      <div class="images-choice">
        {file.value ? (
          <p class="chosen">
            <Name>{name}</Name>
          </p>
        ) : (
          <p class="fine">{texts.check.help}</p>
        )}
        <ChooseFile
          id="check-any"
          label={file.value ? texts.check.another : texts.chooseImage}
          input={texts.imageInput}
          isFirst
          take={([one]) => one && take(one)}
        />
      </div>
      {state.isRunning && <ExaminationProgress name={texts.check.running(name)} state={state} cancel={cancel} />}
      {state.failure && <ExaminationFailure failure={state.failure} />}
      {state.answer && <RuleList key={state.answer.name} report={state.answer} />}
    </ImagesDialog>
  );
}
