/** The page's script: shows the page, and takes drops from then on. */
import { render } from 'preact';
import { openSession } from '../worker/client';
import { App } from './App';
import { Boundary } from './Boundary';
import { listenForDrops } from './drop';
import { listenForKeys } from './keys';
import { loadLater } from './lazy';
import { keepOffline } from './offline';
import { connect } from './state';

const session = openSession();
connect(session);
listenForDrops(window);
listenForKeys(window);

const place = document.getElementById('app');
if (place) {
  place.textContent = '';
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
    keepOffline();
    void session.prepare();
    void loadLater();
  }),
);
