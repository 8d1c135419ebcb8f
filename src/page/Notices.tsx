import { useSignal } from '@preact/signals';
import type { NoticeGroup, Severity } from '../image/notices';
import { FixButtons } from './FixButtons';
import { noticeFixes } from './fixes';
import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { ChevronRight, CircleCheck, CircleMinus, Info } from './icons-later';
import { NoticeList } from './NoticeList';
import { part, working } from './state';
import { texts } from './texts-later';
import { texts as notices } from './texts-notices';

const SEVERITIES: readonly Severity[] = ['left-out', 'changed', 'plain-names'];
const ICONS = { 'left-out': CircleMinus, changed: TriangleAlert, 'plain-names': Info };

const noticeGroups = part('noticeGroups');
const phase = part('phase');

/** What had to be changed or left out, the gravest first. */
export function Notices() {
  return (
    <section class="panel notices" aria-labelledby="notices-heading">
      <h2 id="notices-heading">{texts.notices.heading}</h2>
      {noticeGroups.value.every(({ severity }) => severity === 'plain-names') &&
        (working.value || phase.value === 'failed' ? (
          <p class="all-well">{texts.notices.notYet}</p>
        ) : (
          <p class="all-well">
            <Icon path={CircleCheck} />
            {texts.notices.none}
          </p>
        ))}
      {SEVERITIES.map((severity) => {
        const groups = noticeGroups.value.filter((group) => group.severity === severity && group.count > 0);
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
  const isOpen = useSignal(false);
  return (
    <details
      data-code={group.code}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        <Icon path={ChevronRight} size={16} />
        {notices[group.code].title(group.count)}
      </summary>
      {isOpen.value && <FixButtons fixes={noticeFixes(group)} />}
      {isOpen.value && <NoticeList group={group} />}
    </details>
  );
}
