import './volume.css';
import type { ComponentChildren } from 'preact';
import type { ImageAbout, SessionAbout, VolumeAbout } from '../worker/session';
import { forgetDone } from './actions';
import { useAnswer } from './answers';
import { CopyButton } from './CopyButton';
import { hexRow } from './hex-rows';
import { Name } from './Name';
import { part, session } from './state';
import { texts } from './texts-volume';
import { bootFacts, type Fact, platformText, recordedFacts, standards, timeText, volumeFacts } from './volume-facts';
import { showVolume } from './volume-view';

const revision = part('revision');
const phase = part('phase');

/** What an opened image is like itself. @param name of its file, where there are several */
export function VolumeDetails({ source, name }: { source: number; name: string | undefined }) {
  const about = useAnswer(`${source} ${phase.value}`, () => session().imageAbout(source));
  if (!about) return <p class="fine">{texts.notYet}</p>;
  return (
    <div class="volume">
      {name !== undefined && (
        <p class="entry-path">
          <Name>{name}</Name>
        </p>
      )}
      <Sentences heading={texts.standards} sentences={standards(about)} />
      {about.volumes.map((volume, at) => (
        <Volume key={at} volume={volume} />
      ))}
      <Boot boot={about.boot} />
      <Sessions source={source} sessions={about.sessions} />
      <Descriptors descriptors={about.descriptors} />
      {about.odd.length > 0 && (
        <Sentences
          heading={texts.odd}
          sentences={about.odd.map(({ sentence, section }) => (section ? `${sentence} (${section})` : sentence))}
        />
      )}
    </div>
  );
}

/** What the opened image has recorded of an entry. */
export function Recorded({ entry }: { entry: number }) {
  const answer = useAnswer(`${entry} ${revision.value}`, async () => ({
    of: entry,
    about: await session().recorded(entry),
  }));
  if (answer?.of !== entry) return <p class="fine">{texts.recorded.reading}</p>;
  if (answer.about === 'unreadable') return <p class="fine">{texts.recorded.unreadable}</p>;
  if (!answer.about) return <p class="fine">{texts.recorded.none}</p>;
  return <Facts label={texts.recorded.heading} facts={recordedFacts(answer.about)} />;
}

interface PartProps {
  heading: string;
  /** What is copied of it. */
  text: () => string;
  children: ComponentChildren;
}

/** A part with its heading, and the way to copy all of it. */
function Part({ heading, text, children }: PartProps) {
  return (
    <section class="volume-part" aria-label={heading}>
      <div class="volume-head">
        <h3>{heading}</h3>
        <CopyButton label={texts.copy(heading)} text={text} />
      </div>
      {children}
    </section>
  );
}

const factText = (facts: readonly Fact[]) => facts.map(([label, value]) => `${label}: ${value}\n`).join('');

function Facts({ label, facts }: { label: string; facts: readonly Fact[] }) {
  return (
    <div class="volume-facts">
      <FactList facts={facts} />
      <CopyButton label={texts.copy(label)} text={() => factText(facts)} />
    </div>
  );
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="fact-list">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Name>{value}</Name>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Sentences({ heading, sentences }: { heading: string; sentences: readonly string[] }) {
  return (
    <Part heading={heading} text={() => sentences.map((one) => `${one}\n`).join('')}>
      <ul class="sentence-list">
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Part>
  );
}

/** The bytes of a row where they are shown among other things. */
const ROW_BYTES = 16;

function Volume({ volume }: { volume: VolumeAbout }) {
  const heading = texts.volumes[volume.kind];
  const facts = volumeFacts(volume);
  const { applicationUse } = volume;
  return (
    <Part heading={heading} text={() => factText(facts)}>
      <FactList facts={facts} />
      {applicationUse && <ApplicationUse bytes={applicationUse} />}
    </Part>
  );
}

function ApplicationUse({ bytes }: { bytes: Uint8Array }) {
  const last = bytes.findLastIndex((byte) => byte !== 0 && byte !== 0x20);
  const lines: string[] = [];
  for (let at = 0; at <= last; at += ROW_BYTES) {
    const row = hexRow(at, bytes.subarray(at, at + ROW_BYTES), 3);
    lines.push(`${row.offset}  ${row.bytes.padEnd(3 * ROW_BYTES)}  ${row.characters}`);
  }
  return (
    <details class="application-use">
      <summary>{texts.applicationUse}</summary>
      <pre tabindex={0}>{lines.join('\n')}</pre>
    </details>
  );
}

function Boot({ boot }: { boot: ImageAbout['boot'] }) {
  const entries = boot?.entries ?? [];
  const text = () =>
    entries.map((entry) => `${platformText(entry.platform)}\n${factText(bootFacts(entry))}`).join('\n');
  if (!boot) return null;
  return (
    <Part heading={texts.boot.heading} text={text}>
      <p class="fine">{texts.boot.catalog(boot.block)}</p>
      <ol class="boot-entries">
        {entries.map((entry, at) => (
          <li key={at}>
            <h4>{platformText(entry.platform)}</h4>
            <FactList facts={bootFacts(entry)} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Sessions({ source, sessions }: { source: number; sessions: readonly SessionAbout[] }) {
  if (sessions.length < 2) return null;
  const line = ({ number, sector, created }: SessionAbout) =>
    texts.session(number, sector, created === undefined ? undefined : timeText(created));
  return (
    <Part heading={texts.sessions} text={() => sessions.map((one) => `${line(one)}\n`).join('')}>
      <ul class="sentence-list">
        {sessions.map((one) => (
          <li key={one.number}>
            {line(one)}{' '}
            {one.isOpened ? (
              <span class="badge">{texts.opened}</span>
            ) : (
              <button
                type="button"
                class="link"
                onClick={() => {
                  forgetDone();
                  session().openSession(source, one.number);
                  void showVolume();
                }}
              >
                {texts.openSession(one.number)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** The descriptors in their order. */
function Descriptors({ descriptors }: Pick<ImageAbout, 'descriptors'>) {
  const rows = descriptors.map(({ kind, sector }): Fact => [texts.sector(sector), texts.descriptors[kind]]);
  return (
    <Part heading={texts.descriptorSet} text={() => factText(rows)}>
      <FactList facts={rows} />
    </Part>
  );
}
