/** What begins once all parts of the page are there. */
import { attend } from './attention';
import { takeLaunches } from './launches';

export function begin() {
  attend();
  takeLaunches();
}
