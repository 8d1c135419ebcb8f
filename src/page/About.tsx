/** What the page says of itself: its version, whether it works offline, and what it consists of. */
import './options-dialog.css';
import './about.css';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon';
import { X } from './icons';
import { ChevronRight } from './icons-later';
import { type OfflineState, offlineState } from './offline-state';
import { texts } from './texts-about';

interface Part {
  name: string;
  version?: string;
  license: string;
  text: string;
}

/** What the build wrote down (e2e/tools/licences.mjs). */
interface Licences extends Omit<Part, 'name' | 'version'> {
  version: string;
  parts: Part[];
}

async function loadLicences(): Promise<Licences> {
  // At the first visit the service worker keeps it, but does not answer this page yet.
  const kept = () => caches.match(new URL('./licences.json', location.href), { ignoreSearch: true });
  const answer = await fetch('./licences.json').catch(kept);
  if (!answer?.ok) throw new Error('There are no licences.');
  return answer.json();
}

export function About({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const licences = useSignal<Licences | 'missing' | undefined>(undefined);
  const offline = useSignal<OfflineState | undefined>(undefined);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    void offlineState().then((state) => {
      offline.value = state;
    });
    // It may become so while it is looked at; where it never does, this waits for nothing.
    void navigator.serviceWorker?.ready?.then(() => {
      offline.value = 'yes';
    });
    loadLicences().then(
      (loaded) => {
        licences.value = loaded;
      },
      () => {
        licences.value = 'missing';
      },
    );
  }, [offline, licences]);
  const told = licences.value;
  const state = offline.value;
  return (
    <dialog ref={dialog} class="options about" aria-labelledby="about-heading" onClose={onClose}>
      <div class="options-head">
        <h2 id="about-heading">{texts.heading}</h2>
        <button
          type="button"
          class="button small icon-only quiet"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon path={X} size={17} />
        </button>
      </div>
      <section class="options-body" aria-labelledby="about-heading" tabindex={0}>
        <div>
          {told && told !== 'missing' && (
            <p>
              <strong>{texts.version(told.version)}</strong>
            </p>
          )}
          <p>{texts.explain}</p>
          <p id="works-offline">
            <strong>{texts.offline}:</strong>{' '}
            {state === undefined
              ? texts.looking
              : state === 'yes'
                ? texts.yes
                : `${texts.no} – ${texts.reasons[state]}`}
          </p>
          <p>{texts.language}</p>
        </div>
        <section aria-labelledby="about-licences">
          <h3 id="about-licences">{texts.licences}</h3>
          {told === 'missing' && <p role="alert">{texts.missing}</p>}
          {told && told !== 'missing' && <LicenceList licences={told} />}
        </section>
      </section>
    </dialog>
  );
}

function LicenceList({ licences: { license, text, parts } }: { licences: Licences }) {
  return (
    <>
      <p>{texts.own(license)}</p>
      <ul class="licences">
        <Licence part={{ name: 'Isodrop', license, text }} />
      </ul>
      <p>{texts.parts}</p>
      <ul class="licences">
        {parts.map((part) => (
          <Licence key={part.name} part={part} />
        ))}
      </ul>
    </>
  );
}

function Licence({ part: { name, version, license, text } }: { part: Part }) {
  return (
    <li>
      <details>
        <summary>
          <Icon path={ChevronRight} size={16} />
          <span lang="en" dir="ltr">
            {name} {version}
          </span>
          <span class="fine">{license}</span>
        </summary>
        <pre lang="en" tabindex={0}>
          {text}
        </pre>
      </details>
    </li>
  );
}
