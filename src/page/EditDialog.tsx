import { ExtractDialog } from './ExtractDialog';
import { ExtractQuestionDialog } from './ExtractQuestionDialog';
import { asked } from './edit-state';
import { LeftOutDialog } from './LeftOutDialog';
import { MakeDialog } from './MakeDialog';
import { MoveDialog } from './MoveDialog';
import { PatternDialog } from './PatternDialog';
import { PlaceDialog } from './PlaceDialog';
import { TakenDialog } from './TakenDialog';
import { TextDialog } from './TextDialog';

/** The dialog of the edit that is under way, if one asks something. */
export function EditDialog() {
  const question = asked.value;
  switch (question?.kind) {
    case undefined:
      return null;
    case 'new-folder':
    case 'new-file':
      return <MakeDialog {...question} />;
    case 'edit-text':
      return <TextDialog {...question} />;
    case 'move':
    case 'copy':
      return <MoveDialog {...question} />;
    case 'weight':
      return <PlaceDialog {...question} />;
    case 'taken':
      return <TakenDialog {...question} />;
    case 'extract':
      return <ExtractDialog {...question} />;
    case 'extract-question':
      return <ExtractQuestionDialog {...question} />;
    case 'pattern':
      return <PatternDialog />;
    case 'left-out':
      return <LeftOutDialog />;
  }
}
