import { isPresetId } from '../image/presets';
import { answered, dissolve, setOptions } from './actions';
import { useAnswer } from './answers';
import { openCloudForm } from './cloud-open';
import { discLook, entryAt } from './disc-look';
import { needsOf, type Remedy } from './disc-needs';
import { Icon } from './Icon';
import { TriangleAlert } from './icons';
import { CircleCheck } from './icons-later';
import { part, session } from './state';
import { texts } from './texts-needs';

const preset = part('preset');
const revision = part('revision');
const phase = part('phase');
const topFolder = part('topFolder');

/** What a disc with a purpose needs, what of it is there, and one click to what is missing. */
export function DiscNeeds() {
  const id = preset.value;
  const folder = topFolder.value && !topFolder.value.dissolved ? topFolder.value.name : undefined;
  const isKnown = isPresetId(id) && phase.value !== 'listing';
  const needs = useAnswer(isKnown ? `${id} ${revision.value}` : undefined, async () =>
    isPresetId(id) ? needsOf(id, discLook(), folder) : [],
  );
  return (
    <section class="needs" aria-labelledby="needs-heading">
      <h2 id="needs-heading">{texts.heading}</h2>
      {!needs && <p class="fine">{texts.looking}</p>}
      <ul>
        {needs?.map(({ id: key, isMet, text, remedy }) => (
          <li key={key} class={isMet ? 'met' : 'unmet'}>
            <Icon path={isMet ? CircleCheck : TriangleAlert} size={16} />
            <span>
              <span class="visually-hidden">{isMet ? texts.met : texts.unmet}: </span>
              {text}
              {remedy && (
                <>
                  {' '}
                  <button type="button" class="link" onClick={() => void apply(remedy)}>
                    {texts.remedies[remedy.kind]}
                  </button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {id === 'cloud-init' && (
        <button type="button" class="link" aria-haspopup="dialog" onClick={() => void openCloudForm()}>
          {texts.edit}
        </button>
      )}
    </section>
  );
}

async function apply(remedy: Remedy) {
  switch (remedy.kind) {
    case 'cloud-form':
      return openCloudForm();
    case 'joliet':
      return setOptions(texts.jolietStep, { joliet: true });
    case 'to-top':
      return topFolder.value && dissolve(topFolder.value.entry, true);
    case 'rename': {
      const entry = await entryAt(remedy.from);
      const name = remedy.to.slice(remedy.to.lastIndexOf('/') + 1);
      if (entry !== undefined) await answered(session().do({ do: 'rename', entry, name }));
    }
  }
}
