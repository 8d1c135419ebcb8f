import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { FileLook } from '../worker/session';
import { formatBytes } from './format';
import { hexRow, offsetDigits, typedOffset } from './hex-rows';
import { HexView } from './hex-view';
import { lookFault, Said } from './LookFault';
import { texts } from './texts-look';

/** Pixels from which on a row has sixteen bytes. */
const WIDE = 560;

interface LookProps {
  file: FileLook;
  /** The choice among ways to look at it. */
  choice: ComponentChildren;
}

/** The bytes of a file in hexadecimal digits. */
export function HexLook({ file, choice }: LookProps) {
  const view = useMemo(() => new HexView(file), [file]);
  const { byteLength } = file.head;
  /** The byte that was gone to. */
  const sought = useSignal<number | undefined>(undefined);
  const goTo = (offset: number) => {
    sought.value = offset;
    view.goTo(offset);
  };
  return (
    <>
      <div class="look-bar">
        {choice}
        <GoTo byteLength={byteLength} goTo={goTo} />
      </div>
      {view.fault.value === undefined ? (
        <Rows view={view} byteLength={byteLength} sought={sought.value} />
      ) : (
        <Said text={lookFault(view.fault.value)} />
      )}
    </>
  );
}

function GoTo({ byteLength, goTo }: { byteLength: number; goTo: (offset: number) => void }) {
  const fault = useSignal<string | undefined>(undefined);
  const id = useId();
  return (
    <form
      class="look-go"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem('offset') as HTMLInputElement;
        const offset = typedOffset(field.value);
        fault.value =
          offset === undefined
            ? texts.noOffset
            : offset >= byteLength
              ? texts.beyond(formatBytes(byteLength))
              : undefined;
        if (offset !== undefined && offset < byteLength) goTo(offset);
      }}
    >
      <label class="look-field">
        <span>{texts.goTo}</span>
        <input
          type="text"
          name="offset"
          autocomplete="off"
          spellcheck={false}
          placeholder="0x8000"
          aria-invalid={fault.value !== undefined}
          aria-describedby={id}
          onInput={() => {
            fault.value = undefined;
          }}
        />
      </label>
      <button type="submit" class="button small">
        {texts.go}
      </button>
      <span id={id} class={fault.value ? 'field-fault' : 'visually-hidden'} {...(fault.value ? { role: 'alert' } : {})}>
        {fault.value ?? texts.goToHelp}
      </span>
    </form>
  );
}

interface RowsProps {
  view: HexView;
  byteLength: number;
  sought: number | undefined;
}

function Rows({ view, byteLength, sought }: RowsProps) {
  const scroller = useRef<HTMLElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!scroller.current || !probe.current) return;
    return view.attach(scroller.current, probe.current, (width) => (width < WIDE ? 8 : 16));
  }, [view]);
  useSignalEffect(() => view.want());
  void view.version.value;
  const { first, count } = view.rows.value;
  const rowBytes = view.rowBytes.value;
  const digits = offsetDigits(byteLength);
  return (
    <section
      ref={scroller}
      class="look-hex"
      aria-label={texts.looks.hex}
      tabindex={0}
      onScroll={({ currentTarget }) => view.followScroll(currentTarget.scrollTop)}
    >
      <div class="hex-probe" ref={probe} aria-hidden="true">
        0
      </div>
      <div class="hex-space" style={{ blockSize: `${view.height.value}px` }}>
        <table aria-rowcount={view.total.value + 1} style={{ insetBlockStart: `${view.y.value}px` }}>
          <thead class="visually-hidden">
            <tr aria-rowindex={1}>
              <th scope="col">{texts.columns.offset}</th>
              <th scope="col">{texts.columns.bytes}</th>
              <th scope="col">{texts.columns.characters}</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, at) => {
              const offset = (first + at) * rowBytes;
              const bytes = view.bytes(offset, rowBytes);
              const row = hexRow(offset, bytes ?? new Uint8Array(0), digits);
              const isSought = sought !== undefined && sought >= offset && sought < offset + rowBytes;
              return (
                <tr key={offset} aria-rowindex={first + at + 2} class={isSought ? 'sought' : undefined}>
                  <th scope="row">{row.offset}</th>
                  <td class="bytes">{bytes ? row.bytes : '…'}</td>
                  <td class="characters">{row.characters}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
