import { askedImages, imageDialogs } from './images-open';

/** The dialog that checks or compares images, while one is open: also where there is no disc yet. */
export function ImagesHost() {
  const [dialogs, asked] = [imageDialogs.value, askedImages.value];
  if (!dialogs || !asked) return null;
  const onClose = () => {
    askedImages.value = undefined;
  };
  return asked.task === 'check' ? (
    <dialogs.CheckDialog examinations={dialogs.examinations} files={asked.files} onClose={onClose} />
  ) : (
    <dialogs.CompareDialog examinations={dialogs.examinations} onClose={onClose} />
  );
}
