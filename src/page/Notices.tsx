import type { NoticeCode, NoticeGroup, Severity } from '../image/notices';
import { Icon } from './Icon';
import { ChevronRight, CircleCheck, CircleMinus, Info, TriangleAlert } from './icons';
import { NoticeList } from './NoticeList';
import { signal } from './signal';
import { summary } from './state';
import { isWorking } from './status';
import { texts } from './texts-later';

const SEVERITIES: readonly Severity[] = ['left-out', 'changed', 'plain-names'];
/** The groups whose sentences are shown. */
const open = signal<ReadonlySet<NoticeCode>>(new Set());
const ICONS = { 'left-out': CircleMinus, changed: TriangleAlert, 'plain-names': Info };

/** What had to be changed or left out, the gravest first. */
export function Notices() {
  const { noticeGroups, phase } = summary.value;
  return (
    <section class="panel notices" aria-labelledby="notices-heading">
      <h2 id="notices-heading">{texts.notices.heading}</h2>
      {noticeGroups.every(({ severity }) => severity === 'plain-names') &&
        (isWorking(summary.value) || phase === 'failed' ? (
          <p class="all-well">{texts.notices.notYet}</p>
        ) : (
          <p class="all-well">
            <Icon path={CircleCheck} />
            {texts.notices.none}
          </p>
        ))}
      {SEVERITIES.map((severity) => {
        const groups = noticeGroups.filter((group) => group.severity === severity && group.count > 0);
        return (
          groups.length > 0 && (
            <div key={severity} class={`notice-groups ${severity}`}>
              <h3>
                <Icon path={ICONS[severity]} size={17} />
                {texts.notices.severity[severity]}
              </h3>
              {groups.map((group) => (
                <Group key={group.code} group={group} />
              ))}
            </div>
          )
        );
      })}
    </section>
  );
}

function Group({ group }: { group: NoticeGroup }) {
  const { code } = group;
  return (
    <details
      data-code={code}
      ontoggle={(event) => {
        const others = [...open.value].filter((other) => other !== code);
        open.value = new Set(event.currentTarget.open ? [...others, code] : others);
      }}
    >
      <summary>
        <Icon path={ChevronRight} size={16} />
        {group.title}
      </summary>
      {open.value.has(code) && <NoticeList group={group} />}
    </details>
  );
}
