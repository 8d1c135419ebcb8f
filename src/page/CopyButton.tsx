import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide';
import { Icon } from './Icon';
import { texts } from './texts';

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

export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const copied = useSignal(false);
  const onClick = async () => {
    await copy(text());
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, SAID);
  };
  return (
    <button type="button" class="button small" aria-label={copied.value ? texts.copied : label} onClick={onClick}>
      <Icon node={copied.value ? Check : Copy} size={15} />
      <span class="copy-text">{copied.value ? texts.copied : texts.log.copy}</span>
    </button>
  );
}
