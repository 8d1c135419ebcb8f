import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CheckedFinding, ExaminedRule, ImageReport } from '../worker/session';
import { CopyButton } from './CopyButton';
import { formatCount } from './format';
import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { ChevronRight, CircleAlert, CircleCheck, CircleMinus, Info } from './icons-later';
import { texts } from './texts-images';
import { texts as saving } from './texts-saving';

const SEVERITY_ICONS = { error: CircleAlert, warning: TriangleAlert, note: Info } as const;

/** Which rules are shown. */
const SHOWN = {
  all: () => true,
  found: ({ state }: ExaminedRule) => state === 'broken' || state === 'noted',
  kept: ({ state }: ExaminedRule) => state === 'kept',
  absent: ({ state }: ExaminedRule) => state === 'absent',
} as const;
type Shown = keyof typeof SHOWN;
/** Of a rule so many findings are shown at once. */
const FIRST = 5;

/** What came of a check: the verdict, and every rule with its section and what was found. */
export function RuleList({ report }: { report: ImageReport }) {
  const { errors, warnings, notes, rules, others } = report;
  const shown = useSignal<Shown>(rules.some(SHOWN.found) ? 'found' : 'all');
  const sought = useSignal('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const words = sought.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = rules.filter(SHOWN[shown.value]).filter(({ says, section, about, code, findings }) => {
    const text = [says, section, about, code, ...findings].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isGood = errors === 0;
  return (
    <section class={isGood ? 'images-result' : 'images-result bad'} aria-labelledby="rules-heading">
      <h3 id="rules-heading" ref={heading} tabindex={-1}>
        <Icon path={isGood ? CircleCheck : CircleAlert} size={19} />
        {isGood && warnings === 0 ? texts.check.good : texts.check.found(errors, warnings, notes)}
      </h3>
      <p class="fine">{texts.check.facts(report.volume, report.bytes, report.files, report.folders, report.kinds)}</p>
      {texts.check.inEnglish !== '' && <p class="fine">{texts.check.inEnglish}</p>}
      <div class="images-filter">
        <label>
          <span>{texts.check.show}</span>
          <select
            value={shown.value}
            onChange={({ currentTarget }) => {
              shown.value = currentTarget.value as Shown;
            }}
          >
            {(Object.keys(SHOWN) as Shown[]).map((one) => (
              <option key={one} value={one}>
                {texts.check.shown[one](rules.filter(SHOWN[one]).length)}
              </option>
            ))}
          </select>
        </label>
        <input
          type="search"
          aria-label={texts.check.search}
          placeholder={texts.check.search}
          autocomplete="off"
          spellcheck={false}
          value={sought.value}
          onInput={({ currentTarget }) => {
            sought.value = currentTarget.value;
          }}
        />
        <CopyButton isAlone label={texts.copyText} text={() => report.text} />
        <CopyButton isAlone label={texts.copyJson} text={() => report.json} />
      </div>
      <p class="visually-hidden" role="status">
        {texts.check.rules(matching.length)}
      </p>
      {others.length > 0 && shown.value !== 'kept' && shown.value !== 'absent' && <Others findings={others} />}
      {matching.length === 0 && <p class="fine">{texts.check.noRules}</p>}
      {groupsOf(matching).map(({ about, rules: group }) => (
        <section key={about} class="rules" aria-label={about}>
          <h4 lang="en">{about}</h4>
          <ul>
            {group.map((rule) => (
              <RuleItem key={rule.code} rule={rule} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function groupsOf(rules: readonly ExaminedRule[]): { about: string; rules: ExaminedRule[] }[] {
  const groups: { about: string; rules: ExaminedRule[] }[] = [];
  for (const rule of rules) {
    const last = groups.at(-1);
    if (last?.about === rule.about) last.rules.push(rule);
    else groups.push({ about: rule.about, rules: [rule] });
  }
  return groups;
}

function RuleItem({ rule: { state, severity, says, section, count, findings } }: { rule: ExaminedRule }) {
  const isFound = state === 'broken' || state === 'noted';
  const icon = isFound ? SEVERITY_ICONS[severity] : state === 'kept' ? CircleCheck : CircleMinus;
  return (
    <li class={isFound ? severity : state} data-state={state}>
      <Icon path={icon} size={16} />
      <div>
        <p>
          <span class="visually-hidden">
            {isFound ? saving.check.severities[severity] : texts.check.states[state]}:{' '}
          </span>
          <span lang="en">{says}</span>{' '}
          <span class="fine" lang="en">
            [{section}]
          </span>
          {count > 1 && <span class="fine"> × {formatCount(count)}</span>}
        </p>
        {findings.length > 0 && <Sentences sentences={findings.slice(0, FIRST)} />}
        {findings.length > FIRST && (
          <details>
            <summary class="fine">
              <Icon path={ChevronRight} size={15} />
              {saving.check.more(findings.length - FIRST)}
            </summary>
            <Sentences sentences={findings.slice(FIRST)} />
          </details>
        )}
        {count > findings.length && isFound && <p class="fine">{saving.check.more(count - findings.length)}</p>}
      </div>
    </li>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="fine" lang="en">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What is good to know, and no rule. */
function Others({ findings }: { findings: readonly CheckedFinding[] }) {
  return (
    <ul class="rules">
      {findings.map(({ severity, sentence, section }) => (
        <li key={sentence} class={severity}>
          <Icon path={SEVERITY_ICONS[severity]} size={16} />
          <p lang="en">
            <span class="visually-hidden">{saving.check.severities[severity]}: </span>
            {sentence} <span class="fine">[{section}]</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
