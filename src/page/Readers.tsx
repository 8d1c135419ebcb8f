import { useSignal } from '@preact/signals';
import type { CloudInitReport, Finding, FindingEntry, ReaderReport } from '../worker/session';
import { useAnswer } from './answers';
import { FixButtons } from './FixButtons';
import { findingFixes, readerFixes } from './fixes';
import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { ChevronRight, CircleCheck, CircleMinus, Info } from './icons-later';
import { Name } from './Name';
import { MoreButton, SeekButton } from './NoticeList';
import { part, session } from './state';
import { texts } from './texts-worlds';

const revision = part('revision');
const phase = part('phase');
const regions = part('regions');

/** Entries of a finding that are shown at a time. */
const PAGE = 100;

type Verdict = 'all' | 'differs' | 'lost' | 'not-meant';
const ICONS = { all: CircleCheck, differs: Info, lost: TriangleAlert, 'not-meant': CircleMinus } as const;

/** What each kind of reader sees of the image, computed from it, with what can be done about it. */
export function Readers() {
  const isKnown = phase.value === 'ready';
  const reports = useAnswer(isKnown ? String(revision.value) : undefined, () => session().readers());
  return (
    <section class="panel readers" aria-labelledby="readers-heading">
      <h2 id="readers-heading">{texts.readers.heading}</h2>
      {reports ? (
        <>
          <ul class="reader-list">
            {reports.map((report) => (
              <li key={report.reader}>
                <Reader report={report} />
              </li>
            ))}
          </ul>
          <p class="fine">{texts.readers.sources}</p>
        </>
      ) : (
        <p class="fine">{texts.readers.notYet}</p>
      )}
    </section>
  );
}

/** Nothing starts from a disc without a boot record (El Torito). */
const isBootable = () => regions.value.some(({ name }) => /boot|torito/i.test(name));

function verdictOf({ reader, findings, cloudInit }: ReaderReport): { verdict: Verdict; text: string } {
  if (cloudInit) {
    if (!cloudInit.isMeant) return { verdict: 'not-meant', text: texts.readers.notMeant };
    const isSeed = cloudInit.isLabelled && cloudInit.missing.length === 0;
    return isSeed ? { verdict: 'all', text: texts.readers.seed } : { verdict: 'lost', text: texts.readers.noSeed };
  }
  if (reader === 'firmware' && !isBootable()) return { verdict: 'not-meant', text: texts.readers.notBootable };
  if (findings.some(({ level }) => level === 'lost')) return { verdict: 'lost', text: texts.readers.lost };
  return findings.length > 0
    ? { verdict: 'differs', text: texts.readers.differs }
    : { verdict: 'all', text: texts.readers.all };
}

function Reader({ report }: { report: ReaderReport }) {
  const { reader, world, findings, cloudInit } = report;
  const isOpen = useSignal(false);
  const { verdict, text } = verdictOf(report);
  return (
    <details
      data-reader={reader}
      data-verdict={verdict}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        <Icon path={ChevronRight} size={16} />
        <span class="reader-name">{texts.readers.short[reader]}</span>
        <span class={`verdict ${verdict}`}>
          <Icon path={ICONS[verdict]} size={17} />
          {text}
        </span>
      </summary>
      {isOpen.value && (
        <div class="reader-body">
          {cloudInit ? (
            <CloudInit report={cloudInit} />
          ) : (
            <p>{reader === 'firmware' && !isBootable() ? texts.readers.firmware : texts.readers.reads[world]}</p>
          )}
          <FixButtons fixes={readerFixes(report)} />
          {findings.map((finding) => (
            <FindingPart key={finding.code} report={report} finding={finding} />
          ))}
        </div>
      )}
    </details>
  );
}

function CloudInit({ report }: { report: CloudInitReport }) {
  if (!report.isMeant) return <p>{texts.readers.cloudInitNot}</p>;
  return (
    <ul class="reader-lines">
      {texts.readers.cloudInit(report).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface FindingPartProps {
  report: ReaderReport;
  finding: Finding;
}

function FindingPart({ report, finding }: FindingPartProps) {
  const isOpen = useSignal(false);
  const sentence = texts.readers.finding(report.reader, report.world, finding.code, finding.count);
  const label = `${texts.readers.short[report.reader]}: ${sentence}`;
  return (
    <div class={`finding ${finding.level}`} data-finding={finding.code}>
      <p>
        <Icon path={finding.level === 'lost' ? TriangleAlert : Info} size={16} />
        <span>{sentence}</span>
      </p>
      <FixButtons fixes={findingFixes(report, finding)} />
      <details
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open;
        }}
      >
        <summary aria-label={texts.readers.examplesOf(label)}>
          <Icon path={ChevronRight} size={16} />
          {texts.readers.examples}
        </summary>
        {isOpen.value && <Examples report={report} finding={finding} label={label} />}
      </details>
    </div>
  );
}

function Examples({ report, finding, label }: FindingPartProps & { label: string }) {
  const wanted = useSignal(PAGE);
  const { reader } = report;
  const { code, count } = finding;
  const key = `${revision.value} ${wanted.value}`;
  const entries = useAnswer(key, () => session().findingEntries(reader, code, 0, wanted.value)) ?? [];
  return (
    <>
      <section class="sentences" aria-label={label} tabindex={0}>
        {entries.length === 0 && texts.loading}
        <ul>
          {entries.map((entry) => (
            <li key={entry.entry}>
              <Example entry={entry} />
            </li>
          ))}
        </ul>
      </section>
      <MoreButton shown={entries.length} count={count} more={() => (wanted.value += PAGE)} />
    </>
  );
}

function Example({ entry: { entry, path, shown } }: { entry: FindingEntry }) {
  const name = path.split('/').at(-1);
  return (
    <>
      <SeekButton entry={entry} path={path}>
        <Name>{path}</Name>
      </SeekButton>
      {shown !== null && shown !== name && (
        <span class="fine">
          {' '}
          {texts.readers.shownAs} <Name>{shown}</Name>
        </span>
      )}
    </>
  );
}
