import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from './Icon';
import { Check, Copy } from './icons-later';
import { texts } from './texts-later';

/** Milliseconds for which the button says that it worked. */
const SAID = 2000;

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
  label: string;
  text: () => string | Promise<string>;
}

export function CopyButton({ isAlone, label, text }: CopyButtonProps) {
  /** How often it was pressed, while it says that that worked. */
  const copies = useSignal(0);
  const isCopied = copies.value > 0;
  useEffect(() => {
    if (!isCopied) return;
    const unsaid = setTimeout(() => {
      copies.value = 0;
    }, SAID);
    return () => clearTimeout(unsaid);
  }, [isCopied, copies.value, copies]);

  const onClick = async () => {
    await copy(await text());
    copies.value++;
  };
  return (
    <button type="button" class="button small" aria-label={isCopied ? texts.copied : label} onClick={onClick}>
      <Icon path={isCopied ? Check : Copy} size={15} />
      <span class="copy-text">{isCopied ? texts.copied : isAlone ? label : texts.log.copy}</span>
    </button>
  );
}
