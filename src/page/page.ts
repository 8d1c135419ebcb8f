import { openSession } from '../worker/client';
import { App } from './App';
import { listenForDrops } from './drop';
import { listenForKeys } from './keys';
import { loadLater } from './lazy';
import { keepOffline } from './offline';
import { connect } from './state';
import { show } from './view';

/** Shows the page in `document`. `script` is the URL of the script that its workers run. */
export function openPage(document: Document, script: string) {
  const session = openSession(script);
  connect(session);
  listenForDrops(window);
  listenForKeys(window);
  keepOffline();

  const place = document.getElementById('app');
  if (place) {
    place.textContent = '';
    show(App, place);
  }

  // All else is started now, after the first view: once it is there the page asks the network for nothing.
  requestAnimationFrame(() =>
    setTimeout(() => {
      void session.prepare();
      void loadLater();
    }),
  );
}
