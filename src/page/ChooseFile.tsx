import { Icon } from './Icon';
import { FolderOpen } from './icons';
import { Disc3 } from './icons-later';

interface ChooseFileProps {
  id: string;
  label: string;
  /** What the input itself is called. */
  input: string;
  isFolder?: boolean;
  /** It has the focus as the dialog opens. */
  isFirst?: boolean;
  take: (files: File[]) => void;
}

/** Not in the standard, but in every browser. */
const DIRECTORIES = { webkitdirectory: true };

/** A button that asks for a file, or for a folder. */
export function ChooseFile({ id, label, input, isFolder = false, isFirst = false, take }: ChooseFileProps) {
  return (
    <>
      <button
        type="button"
        class="button small"
        {...(isFirst ? { 'data-first': '' } : {})}
        onClick={() => document.getElementById(id)?.click()}
      >
        <Icon path={isFolder ? FolderOpen : Disc3} size={15} />
        {label}
      </button>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        // An image may lie in several files.
        multiple
        {...(isFolder ? DIRECTORIES : {})}
        tabindex={-1}
        aria-label={input}
        onChange={({ currentTarget }) => {
          const files = Array.from(currentTarget.files ?? []);
          currentTarget.value = '';
          if (files.length > 0) take(files);
        }}
      />
    </>
  );
}
