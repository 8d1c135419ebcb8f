import { CHECKSUM_KINDS, type ChecksumKind } from '../worker/session';
import { CopyButton } from './CopyButton';
import { checksumFileName, checksumProgram } from './checksum-file';
import { showName } from './format';
import { Icon } from './Icon';
import { FileText } from './icons-later';
import { DismissButton, OfBefore, useInSight } from './image-parts';
import { checksums, offerChecksumFile, running, workOut } from './image-work';
import { Name } from './Name';
import { RunningWork } from './RunningWork';
import { part } from './state';
import { shellQuote } from './texts-later';
import { texts } from './texts-saving';

const revision = part('revision');
const phase = part('phase');

/** The checksums of an image: each is worked out when somebody wants it. */
export function ChecksumsPart({ revision: of, name, digests }: NonNullable<typeof checksums.value>) {
  const place = useInSight();
  const isCurrent = of === revision.value;
  const known = CHECKSUM_KINDS.find((kind) => digests[kind] !== undefined);
  const command = known && `${checksumProgram(known)} -c ${shellQuote(checksumFileName(known, name))}`;
  return (
    <section ref={place} class="panel image-work" aria-labelledby="checksums-heading">
      <div class="work-heading">
        <h2 id="checksums-heading">{texts.checksums.heading}</h2>
        <DismissButton what={texts.checksums.heading} dismiss={() => (checksums.value = undefined)} />
      </div>
      <p class="fine">
        <Name>{name}</Name>
      </p>
      <OfBefore revision={of} />
      <ul class="digests">
        {CHECKSUM_KINDS.map((kind) => (
          <li key={kind}>
            <Row kind={kind} name={name} digest={digests[kind]} isCurrent={isCurrent} />
          </li>
        ))}
      </ul>
      {command && (
        <div class="fine">
          {texts.checksums.explain}
          <span class="command-line">
            <code>{showName(command)}</code>
            <CopyButton label={texts.checksums.copyCommand} text={() => command} />
          </span>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  kind: ChecksumKind;
  name: string;
  digest: string | undefined;
  isCurrent: boolean;
}

function Row({ kind, name, digest, isCurrent }: RowProps) {
  const { value: work } = running;
  if (digest !== undefined) return <Digest kind={kind} name={name} digest={digest} />;
  const label = <span class="digest-name">{texts.checksums.names[kind]}</span>;
  if (work?.kind === kind) {
    return (
      <>
        {label}
        <RunningWork work={work} />
      </>
    );
  }
  return (
    <div class="digest-line">
      {label}
      {isCurrent && (
        <button
          type="button"
          class="button small"
          aria-label={texts.checksums.workOutName(kind)}
          disabled={phase.value !== 'ready' || work !== undefined}
          onClick={() => void workOut(kind)}
        >
          {texts.checksums.workOut}
        </button>
      )}
    </div>
  );
}

interface DigestProps {
  kind: ChecksumKind;
  name: string;
  digest: string;
}

/** A checksum, to copy or to have as a file. */
export function Digest({ kind, name, digest }: DigestProps) {
  return (
    <>
      <div class="digest-line">
        <span class="digest-name">{texts.checksums.names[kind]}</span>
        <div class="tools">
          <CopyButton label={texts.checksums.copyName(kind)} text={() => digest} />
          <button
            type="button"
            class="button small"
            aria-label={texts.checksums.fileName(kind)}
            onClick={() => offerChecksumFile(kind, name, digest)}
          >
            <Icon path={FileText} size={15} />
            {texts.checksums.file}
          </button>
        </div>
      </div>
      <code class="digest">{digest}</code>
    </>
  );
}
