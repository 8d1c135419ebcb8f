import { CheckPart } from './CheckPart';
import { ChecksumsPart } from './ChecksumsPart';
import { ExtractedPart } from './ExtractedPart';
import { useFocusKept } from './focus';
import { useInSight } from './image-parts';
import { checked, checksums, ended, extracted, type Running, running, saved, wordsOfWork } from './image-work';
import { RunningWork } from './RunningWork';
import { SavedPart } from './SavedPart';

/** What is being done with the finished image, and what came of it. */
export function ImageWork() {
  const { value: work } = running;
  // The button that was pressed may be gone.
  useFocusKept(work === undefined, 'image-heading');
  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        {work ? `${wordsOfWork(work).name} …` : ended.value && wordsOfWork(ended.value.what)[ended.value.outcome]}
      </p>
      {(work?.kind === 'save' || work?.kind === 'check' || work?.kind === 'extract') && <RunningPart work={work} />}
      {extracted.value && <ExtractedPart {...extracted.value} />}
      {checked.value && <CheckPart check={checked.value} />}
      {saved.value && <SavedPart file={saved.value} />}
      {checksums.value && <ChecksumsPart {...checksums.value} />}
    </>
  );
}

function RunningPart({ work }: { work: Running }) {
  // Of what is extracted it was asked elsewhere.
  const place = useInSight(work.kind === 'extract');
  return (
    <section ref={place} class="panel image-work" aria-labelledby="work-heading">
      <h2 id="work-heading">{wordsOfWork(work).name}</h2>
      <RunningWork work={work} />
    </section>
  );
}
