import { Digest } from './ChecksumsPart';
import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { CircleCheck } from './icons-later';
import { DismissButton, OfBefore, useInSight } from './image-parts';
import { checkSaved, checksums, running, saved } from './image-work';
import { Name } from './Name';
import { part } from './state';
import { texts } from './texts-saving';

const current = part('revision');
const phase = part('phase');

/** The file that was saved, with its SHA-256. */
export function SavedPart({ file }: { file: NonNullable<typeof saved.value> }) {
  const place = useInSight();
  const { revision, name, byteLength, sha256 } = file;
  const isOff = phase.value !== 'ready' || running.value !== undefined;
  return (
    <section ref={place} class="panel image-work" aria-labelledby="saved-heading">
      <div class="work-heading">
        <h2 id="saved-heading">
          <Icon path={CircleCheck} size={19} />
          {texts.saved.heading}
        </h2>
        <DismissButton what={texts.saved.heading} dismiss={() => (saved.value = undefined)} />
      </div>
      <p>
        <strong>
          <Name>{name}</Name>
        </strong>
        <br />
        <span class="fine">{texts.saved.fact(byteLength)}</span>
      </p>
      <OfBefore revision={revision} />
      {/* It is among the others where those are shown. */}
      {checksums.value?.revision !== revision && <Digest kind="sha256" name={name} digest={sha256} />}
      {revision === current.value && (
        <div>
          <button type="button" class="button small" disabled={isOff} onClick={() => void checkSaved()}>
            <Icon path={ShieldCheck} size={15} />
            {texts.saved.check}
          </button>
        </div>
      )}
    </section>
  );
}
