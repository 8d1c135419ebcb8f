/** Dropping anywhere on the window. */
import { add } from './actions';
import { dragging, session } from './state';

/** Milliseconds without a `dragover` after which the drag is over: some browsers do not tell when it leaves. */
const SILENCE = 800;

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Lets files be dropped anywhere on `target`, and shows it while they hover. */
export function listenForDrops(target: Window) {
  let silence: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(silence);
    dragging.value = false;
  };
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    dragging.value = true;
    clearTimeout(silence);
    silence = setTimeout(end, SILENCE);
  };
  target.addEventListener('dragenter', over);
  target.addEventListener('dragover', over);
  target.addEventListener('dragleave', (event) => {
    // Between two elements of the page there is a related one; only outside the window there is none.
    if (event.relatedTarget === null) end();
  });
  target.addEventListener('drop', (event) => {
    end();
    // A folder of the tree may have taken it.
    if (event.defaultPrevented || !holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    const { dataTransfer } = event;
    // The items die at the first wait: they are handed over here and now.
    add(() => session().addDrop(dataTransfer));
  });
}
