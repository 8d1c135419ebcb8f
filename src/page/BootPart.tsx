import type { ShownBoot } from '../worker/session';
import { setBootTable, takeBootAway } from './boot';
import { Icon } from './Icon';
import { X } from './icons';
import { Name } from './Name';
import { part } from './state';
import { texts } from './texts-edits';

const boot = part('boot');
const HEADING = 'boot-heading';
/** Its boot images are file systems, and none has a table. */
const UEFI = 0xef;

/** What the disc boots from: for which computers, from which file, and the way to take it back. */
export function BootPart() {
  if (boot.value.length === 0) return null;
  return (
    <div class="boot">
      <h2 id={HEADING} class="boot-heading" tabindex={-1}>
        {texts.boot.heading}
      </h2>
      <ul aria-labelledby={HEADING}>
        {boot.value.map((one, index) => (
          <BootLine key={`${one.entry} ${one.platform} ${index}`} boot={one} index={index} />
        ))}
      </ul>
    </div>
  );
}

function BootLine({ boot: { path, platform, media, isBootable, isTold, isThere, hasRoom }, index }: BootLineProps) {
  const name = path ?? texts.boot.hidden(index + 1);
  const { gone, full, notBootable } = texts.boot;
  const notes = [!isThere && gone, !hasRoom && full, !isBootable && notBootable].filter((note) => note !== false);
  return (
    <li>
      <p>
        <span class="badge">{texts.boot.platform(platform)}</span> <Name>{name}</Name>
        <span class="fine"> {[texts.boot.as(media), ...notes].join(', ')}</span>
      </p>
      <button
        type="button"
        class="row-button"
        aria-label={texts.boot.remove(name)}
        title={texts.boot.remove(name)}
        onClick={() => {
          void takeBootAway(index, name);
          document.getElementById(HEADING)?.focus();
        }}
      >
        <Icon path={X} size={16} />
      </button>
      {media === 0 && platform !== UEFI && isThere && (
        <label class="boot-told" title={texts.boot.tellHelp}>
          <input
            type="checkbox"
            checked={isTold}
            onChange={({ currentTarget }) => void setBootTable(index, currentTarget.checked, name)}
          />
          {texts.boot.tell}
        </label>
      )}
    </li>
  );
}

interface BootLineProps {
  boot: ShownBoot;
  index: number;
}
