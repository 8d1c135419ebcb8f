import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ENCODINGS, type Encoding, type FileLook, type TextPart } from '../worker/session';
import { formatBytes, formatShare } from './format';
import { lookFault, Said } from './LookFault';
import { chosenEncodings, isWrapped } from './look-choices';
import { TextView } from './text-view';
import { texts } from './texts-look';

/** Pixels from either end at which more of the text is read. */
const AHEAD = 1500;

interface LookProps {
  file: FileLook;
  /** The choice among ways to look at it. */
  choice: ComponentChildren;
}

/** A file as text, with numbers of its lines. */
export function TextLook({ file, choice }: LookProps) {
  const { head } = file;
  const encoding = chosenEncodings.value[head.encoding] ?? head.encoding;
  const view = useMemo(() => new TextView(file, encoding), [file, encoding]);
  useEffect(() => void view.jump(0), [view]);
  const setEncoding = (chosen: Encoding) => {
    chosenEncodings.value = { ...chosenEncodings.value, [head.encoding]: chosen };
  };
  return (
    <>
      <div class="look-bar">
        {choice}
        <label class="look-field">
          <span>{texts.encoding}</span>
          <select value={encoding} onChange={({ currentTarget }) => setEncoding(currentTarget.value as Encoding)}>
            {ENCODINGS.map((one) => (
              <option key={one} value={one}>
                {one === head.encoding && head.hasMark ? texts.withMark(texts.encodings[one]) : texts.encodings[one]}
              </option>
            ))}
          </select>
        </label>
        <label class="look-check">
          <input
            type="checkbox"
            checked={isWrapped.value}
            onChange={({ currentTarget }) => {
              isWrapped.value = currentTarget.checked;
            }}
          />
          {texts.wrap}
        </label>
        {file.parts > 1 && <Place file={file} view={view} />}
      </div>
      {view.fault.value === undefined ? (
        <Lines key={encoding} view={view} last={file.parts - 1} />
      ) : (
        <Said text={lookFault(view.fault.value)} />
      )}
    </>
  );
}

/** Where in a long text one is, and the way to elsewhere. */
function Place({ file, view }: { file: FileLook; view: TextView }) {
  const at = view.parts.value[0]?.offset ?? 0;
  const { byteLength } = file.head;
  return (
    <label class="look-field place">
      <span>{texts.place}</span>
      <input
        type="range"
        min={0}
        max={file.parts - 1}
        value={file.partAt(at)}
        aria-valuetext={texts.placeAt(formatBytes(at), formatShare(at / byteLength))}
        onChange={({ currentTarget }) => void view.jump(currentTarget.valueAsNumber)}
      />
    </label>
  );
}

function Lines({ view, last }: { view: TextView; last: number }) {
  const scroller = useRef<HTMLElement>(null);
  const parts = view.parts.value;
  /** A part that was in sight, and where it was, so that it stays there when others come before it or go. */
  const anchor = useRef<{ part: number; top: number } | undefined>(undefined);
  const jump = useSignal(view.jumps.value);
  const before = useComputed(() => view.linesBefore.value);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || parts.length === 0) return;
    if (jump.peek() !== view.jumps.value) {
      jump.value = view.jumps.value;
      element.scrollTop = 0;
    } else if (anchor.current) {
      const { part, top } = anchor.current;
      const found = partElement(element, part);
      if (found) element.scrollTop += found.getBoundingClientRect().top - top;
    }
    follow();
  }, [parts]);

  /** Notes what is in sight, and reads on where the end of what is shown is near. */
  const follow = () => {
    const element = scroller.current;
    if (!element) return;
    const { top } = element.getBoundingClientRect();
    const seen = [...element.querySelectorAll<HTMLElement>('[data-part]')].find(
      (one) => one.getBoundingClientRect().bottom > top,
    );
    anchor.current = seen && { part: Number(seen.dataset.part), top: seen.getBoundingClientRect().top };
    if (element.scrollHeight - element.scrollTop - element.clientHeight < AHEAD) void view.more();
    else if (element.scrollTop < AHEAD) void view.less();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const acts: Record<string, () => void> = {
      a: () => scroller.current && getSelection()?.selectAllChildren(scroller.current),
      Home: () => void view.jump(0),
      End: () => void toEnd(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const toEnd = async () => {
    if (view.hasAfter) await view.jump(Math.max(0, last - 1));
    requestAnimationFrame(() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight }));
  };

  let line = before.value;
  return (
    <section
      ref={scroller}
      class={isWrapped.value ? 'look-text wrapped' : 'look-text'}
      aria-label={texts.looks.text}
      tabindex={0}
      onScroll={follow}
      onKeyDown={onKeyDown}
    >
      {parts.map((part) => {
        const first = line;
        if (line !== undefined) line += part.lineEnds;
        return <Part key={part.index} part={part} first={first} />;
      })}
    </section>
  );
}

const partElement = (scroller: Element, part: number) => scroller.querySelector(`[data-part="${part}"]`);

/** The lines of a part. Numbers are drawn by the style: who copies lines has none of them. */
function Part({ part, first }: { part: TextPart; first: number | undefined }) {
  return (
    <div data-part={part.index}>
      {part.lines.map((line, at) => (
        <div key={at} {...(first === undefined || (at === 0 && part.continues) ? {} : { 'data-line': first + at + 1 })}>
          {line === '' ? <br /> : line}
        </div>
      ))}
    </div>
  );
}
