import type { EntryDetails, EntryOnDisc, NameOnDisc } from '../worker/session';
import { useAnswer } from './answers';
import { CopyButton } from './CopyButton';
import { showOnMap } from './disc-view';
import { formatBytes, formatCount, formatDateAndTime, formatSize } from './format';
import { Icon } from './Icon';
import { Eye } from './icons-later';
import { lookInto } from './looking';
import { Name } from './Name';
import { noticeText } from './notice-text';
import { part, session } from './state';
import { texts as look } from './texts-look';
import { texts } from './texts-worlds';
import { RecordedPart } from './VolumePanel';

const selection = part('selection');
const revision = part('revision');
const phase = part('phase');

/** The selected entry: what each system calls it, where it lies, and what had to be changed. */
export function EntryPanel() {
  const { only, count } = selection.value;
  return (
    <section class="panel entry" aria-labelledby="entry-heading">
      <h2 id="entry-heading">{texts.entry.heading}</h2>
      {only === undefined ? (
        <p class="fine">{count > 1 ? texts.entry.several(count) : texts.entry.nothing}</p>
      ) : (
        <Details key={only} entry={only} />
      )}
    </section>
  );
}

function Details({ entry }: { entry: number }) {
  const key = `${entry} ${revision.value} ${phase.value}`;
  const details = useAnswer(key, () => session().entry(entry));
  const onDisc = useAnswer(key, () => session().onDisc(entry));
  if (!details) return null;
  return (
    <>
      <p class="entry-path">
        <Name>{details.path}</Name>
        {details.kind === 'file' && (
          <button type="button" class="button small" aria-haspopup="dialog" onClick={() => void lookInto(entry)}>
            <Icon path={Eye} size={15} />
            {look.open}
          </button>
        )}
      </p>
      <Facts details={details} onDisc={onDisc} />
      {onDisc ? <Names names={onDisc.names} /> : <p class="fine">{texts.entry.notYet}</p>}
      <RecordedPart entry={entry} />
      {onDisc && onDisc.notices.length > 0 && (
        <>
          <h3>{texts.entry.notices}</h3>
          <ul class="entry-notices">
            {onDisc.notices.map((notice) => (
              <li key={notice.code}>{noticeText(notice)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Facts({ details, onDisc }: { details: EntryDetails; onDisc: EntryOnDisc | undefined }) {
  const { byteLength, modified } = details;
  return (
    <dl class="entry-facts">
      <div>
        <dt>{texts.entry.size}</dt>
        <dd title={formatBytes(byteLength)}>
          {formatSize(byteLength)}
          {onDisc?.discBytes !== undefined && (
            <span class="fine">{texts.entry.onDisc(formatBytes(onDisc.discBytes))}</span>
          )}
        </dd>
      </div>
      {modified !== undefined && (
        <div>
          <dt>{texts.entry.modified}</dt>
          <dd>{formatDateAndTime(modified)}</dd>
        </div>
      )}
      {onDisc?.firstBlock !== undefined && (
        <div>
          <dt>{texts.entry.start}</dt>
          <dd>
            {formatCount(onDisc.firstBlock)}
            <ShowOnMap block={onDisc.firstBlock} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function ShowOnMap({ block }: { block: number }) {
  return (
    <button type="button" class="link" onClick={() => void showOnMap(block)}>
      {texts.entry.onMap}
    </button>
  );
}

/** One row for readers that see the same. */
function Names({ names }: { names: readonly NameOnDisc[] }) {
  const groups = new Map<string | undefined, NameOnDisc[]>();
  for (const name of names) groups.set(name.path, [...(groups.get(name.path) ?? []), name]);
  return (
    <table class="names">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{texts.entry.system}</th>
          <th scope="col">{texts.entry.name}</th>
          <th scope="col">{texts.log.copy}</th>
        </tr>
      </thead>
      <tbody>
        {[...groups].map(([path, group]) => {
          const readers = texts.entry.and(group.map(({ reader }) => texts.readers.short[reader]));
          const [{ name, isChanged }] = group as [NameOnDisc];
          return (
            <tr key={readers}>
              <th scope="row">{readers}</th>
              {path === undefined || name === undefined ? (
                <td class="fine">{texts.entry.absent}</td>
              ) : (
                <td>
                  <Name>{name}</Name> {isChanged && <span class="badge">{texts.entry.changed}</span>}
                  <span class="names-path">
                    <Name>{path}</Name>
                  </span>
                </td>
              )}
              <td>{path !== undefined && <CopyButton label={texts.entry.copyPath(readers)} text={() => path} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
