/** The page's script: shows the page, and takes drops from then on. */
import { render } from 'preact';
import { openSession } from '../worker/client';
import { App } from './App';
import { Boundary } from './Boundary';
import { writeDocument } from './document';
import { listenForDrops } from './drop';
import { listenForErrors } from './errors';
import { listenForKeys } from './keys';
import { languageWanted, speakFirst } from './language';
import { loadLater, tellMissing } from './lazy';
import { connect } from './state';

const session = openSession();
connect(session);
listenForDrops(window);
listenForKeys(window);
listenForErrors(window);
// Whatever part it was, and whenever: an update that another tab took leaves this one without it.
addEventListener('vite:preloadError', tellMissing);

const place = document.getElementById('app');
if (place) place.textContent = '';
const wanted = languageWanted();
// In English nothing is waited for.
if (wanted === 'en') show();
else void speakFirst(wanted).then(show);

function show() {
  writeDocument(document);
  if (place) {
    render(
      <Boundary>
        <App />
      </Boundary>,
      place,
    );
  }

  // All else is loaded now, after the first view: once it is there the page asks the network for nothing.
  requestAnimationFrame(() =>
    setTimeout(() => {
      void session.prepare();
      void loadLater();
    }),
  );
}
