/** What begins once all parts of the page are there. */
import { attend } from './attention';
import { takeLaunches } from './launches';
import { keepOffline } from './offline';

export function begin() {
  keepOffline();
  attend();
  takeLaunches();
}
