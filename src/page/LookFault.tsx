import { thrownText } from './said';
import { texts } from './texts-look';

/** A sentence instead of contents. */
export function Said({ text }: { text: string }) {
  return (
    <p class="look-said" role="alert">
      {text}
    </p>
  );
}

/** Why a file cannot be looked into, as a sentence. */
export function lookFault(reason: unknown): string {
  return reason instanceof DOMException ? texts.unreadable : thrownText(reason);
}
