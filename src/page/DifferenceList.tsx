import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Comparison, Difference, DifferenceDetail, DifferenceFilter, DifferenceKind } from '../worker/session';
import { CopyButton } from './CopyButton';
import { formatBytes, formatCount, formatMode, quoteName } from './format';
import { LongList } from './LongList';
import { Name } from './Name';
import { texts } from './texts-images';

const KINDS = ['removed', 'added', 'changed', 'attributes', 'unreadable'] as const satisfies readonly DifferenceKind[];
/** As `isodrop diff` has them. */
const SIGNS: Readonly<Record<DifferenceKind, string>> = {
  removed: '−',
  added: '+',
  changed: '!',
  attributes: '~',
  unreadable: '?',
};

/** What two sides do not have alike, as a list that is filtered and copied. */
export function DifferenceList({
  comparison,
  first,
  second,
}: {
  comparison: Comparison;
  first: string;
  second: string;
}) {
  const { counts } = comparison;
  const left = useSignal<readonly DifferenceKind[]>([]);
  const sought = useSignal('');
  const total = useSignal(0);
  const filter: DifferenceFilter = {
    kinds: KINDS.filter((kind) => counts[kind] > 0 && !left.value.includes(kind)),
    text: sought.value,
  };
  const key = `${filter.kinds.join()} ${filter.text}`;
  useEffect(() => {
    let isWanted = true;
    comparison.rows(filter, 0, 0).then(
      (told) => {
        if (isWanted) total.value = told.total;
      },
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [key, comparison]);
  return (
    <>
      <div class="images-filter">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields */}
        <div class="tools" role="group" aria-label={texts.compare.show}>
          {KINDS.filter((kind) => counts[kind] > 0).map((kind) => {
            const isShown = !left.value.includes(kind);
            return (
              <button
                key={kind}
                type="button"
                class={`button small difference-kind ${kind}`}
                aria-pressed={isShown}
                onClick={() => {
                  left.value = isShown ? [...left.value, kind] : left.value.filter((one) => one !== kind);
                }}
              >
                <span class="sign" aria-hidden="true">
                  {SIGNS[kind]}
                </span>
                {texts.compare.kinds[kind](quoteName(kind === 'added' ? second : first))} {formatCount(counts[kind])}
              </button>
            );
          })}
        </div>
        <input
          type="search"
          aria-label={texts.compare.search}
          placeholder={texts.compare.search}
          autocomplete="off"
          spellcheck={false}
          value={sought.value}
          onInput={({ currentTarget }) => {
            sought.value = currentTarget.value;
          }}
        />
        <CopyButton isAlone label={texts.copyList} text={() => comparison.text(filter, false)} />
        <CopyButton isAlone label={texts.copyJson} text={() => comparison.text(filter, true)} />
      </div>
      <p class="visually-hidden" role="status">
        {texts.compare.shown(total.value)}
      </p>
      {total.value === 0 ? (
        <p class="fine">{texts.compare.noneShown}</p>
      ) : (
        <LongList
          key={key}
          label={texts.compare.list}
          total={total.value}
          load={async (from, count) => (await comparison.rows(filter, from, count)).rows}
          row={(difference) => <DifferenceRow difference={difference} first={first} second={second} />}
        />
      )}
    </>
  );
}

function DifferenceRow({ difference, first, second }: { difference: Difference; first: string; second: string }) {
  const { path, what, details } = difference;
  const told = [texts.compare.kinds[what](quoteName(what === 'added' ? second : first)), ...details.map(detailText)];
  return (
    <div class={`difference ${what}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[what]}
      </span>
      <p class="path" title={path}>
        <Name>{path}</Name>
      </p>
      <p class="fine" title={told.join('; ')}>
        {told.join('; ')}
      </p>
    </div>
  );
}

/** What is otherwise, in the language of the page. */
function detailText({ what, from, to }: DifferenceDetail): string {
  const { details, entryKinds } = texts.compare;
  const both = (show: (value: string | number) => string) => details[what](show(from), show(to));
  switch (what) {
    case 'size':
      return both((length) => formatBytes(Number(length)));
    case 'mode':
      return both((mode) => formatMode(Number(mode)));
    case 'time':
      return both((seconds) => new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' '));
    case 'kind':
      return both((kind) => entryKinds[kind as keyof typeof entryKinds] ?? String(kind));
    case 'hidden':
      return from === 0 ? details.nowHidden : details.nowShown;
    default:
      return both((value) => quoteName(String(value)));
  }
}
