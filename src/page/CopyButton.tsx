import { Icon } from './Icon';
import { Check, Copy } from './icons';
import { signal } from './signal';
import { texts } from './texts-later';

/** Milliseconds for which the button says that it worked. */
const SAID = 2000;

/** Which button says so now. */
const copied = signal<string | undefined>(undefined);
let unsaid: ReturnType<typeof setTimeout> | undefined;

/** Puts a text on the clipboard, also where the page has no clipboard of its own (plain http). */
async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.className = 'visually-hidden';
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

interface CopyButtonProps {
  /** Shows the whole label, where nothing beside it says what is copied. */
  isAlone?: boolean;
  /** What is copied, in a word that no other button on the page has. */
  what: string;
  label: string;
  text: () => string;
}

export function CopyButton({ isAlone, what, label, text }: CopyButtonProps) {
  const isCopied = copied.value === what;
  const onclick = async () => {
    await copy(text());
    copied.value = what;
    clearTimeout(unsaid);
    unsaid = setTimeout(() => {
      copied.value = undefined;
    }, SAID);
  };
  return (
    <button type="button" class="button small" aria-label={isCopied ? texts.copied : label} onclick={onclick}>
      <Icon path={isCopied ? Check : Copy} size={15} />
      <span class="copy-text">{isCopied ? texts.copied : isAlone ? label : texts.log.copy}</span>
    </button>
  );
}
