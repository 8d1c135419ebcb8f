import { useEffect, useState } from 'preact/hooks';
import type { PatternMatch } from '../worker/session';
import { useAnswerInTurn } from './answers';
import { edit } from './edits';
import { endAsking, Modal } from './Modal';
import { part, session } from './state';
import { texts } from './texts-edits';

/** What systems and tools leave behind. */
const JUNK = ['.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX', 'node_modules', '.git'];
/** Milliseconds without a key after which it is counted what matches. */
const TYPING_PAUSE = 250;

const revision = part('revision');

/** Leaves out by patterns, and common junk by one press. */
export function PatternDialog() {
  const [text, setText] = useState('');
  const now = revision.value;
  /** What was typed when typing paused. */
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const junk = useAnswerInTurn(`${now}`, () => session().matching(JUNK));
  const match = useAnswerInTurn(`${now} ${asked}`, () => matchOf(asked));
  const isCurrent = match?.pattern === text;
  const leaveOut = (patterns: string) =>
    edit({ do: 'leave-out-matching', patterns: patterns.split('\n') }, texts.done.leftOutMatching);
  const submit = () => {
    if (!isCurrent || match.items === 0) return;
    endAsking();
    void leaveOut(text);
  };
  return (
    <Modal heading={texts.pattern.heading} submit={submit} wide>
      <h3 id="junk-heading">{texts.pattern.junk}</h3>
      <ul class="junk" aria-labelledby="junk-heading">
        {JUNK.map((pattern, at) => {
          const found = junk?.[at];
          return (
            <li key={pattern}>
              <code>{pattern}</code>
              <span class="fine" id={`junk-${at}`}>
                {found ? texts.pattern.junkCount(found.items, found.files, found.bytes) : texts.pattern.looking}
              </span>
              <button
                type="button"
                class="button small"
                disabled={!found || found.items === 0}
                aria-label={texts.pattern.junkLabel(pattern)}
                aria-describedby={`junk-${at}`}
                onClick={() => void leaveOut(pattern)}
              >
                {texts.pattern.leaveOut}
              </button>
            </li>
          );
        })}
      </ul>
      <label class="field">
        {texts.pattern.label}
        <textarea
          rows={4}
          spellcheck={false}
          aria-describedby="pattern-help"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p class="fine" id="pattern-help">
        {texts.pattern.explain}
      </p>
      <p aria-live="polite">
        {text.trim() !== '' &&
          (isCurrent ? texts.pattern.matches(match.items, match.files, match.bytes) : texts.pattern.looking)}
      </p>
      <div class="answers">
        <button type="submit" class="button primary" disabled={!isCurrent || match.items === 0}>
          {texts.pattern.leaveOut}
        </button>
        <button type="button" class="button" onClick={endAsking}>
          {texts.close}
        </button>
      </div>
    </Modal>
  );
}

/** What matches. */
async function matchOf(pattern: string): Promise<PatternMatch> {
  const nothing = { pattern, items: 0, files: 0, bytes: 0 };
  if (pattern.trim() === '') return nothing;
  const [match] = await session().matching([pattern]);
  return match ?? nothing;
}
