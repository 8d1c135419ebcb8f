import { Icon } from './Icon';
import { ChevronDown } from './icons-later';
import { part } from './state';
import { texts } from './texts-later';

const joliet = part('joliet');
const rockRidge = part('rockRidge');

/** The three file systems that one image holds, explained to those who ask. */
export function Formats() {
  const on = [true, joliet.value, rockRidge.value];
  return (
    <details class="formats">
      <summary>
        {texts.formats.list.map(([name], index) => (
          <span key={name} class={on[index] ? 'chip' : 'chip off'}>
            {name}
            {!on[index] && ` (${texts.formats.off})`}
          </span>
        ))}
        <span class="visually-hidden">{texts.formats.summary}</span>
        <Icon path={ChevronDown} size={16} />
      </summary>
      <dl>
        {texts.formats.list.map(([name, what]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
