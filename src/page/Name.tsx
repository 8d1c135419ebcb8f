import { showName } from './format';

/** A name that comes from a disk: text only, apart from the direction of what is around it. */
export function Name({ children }: { children: string }) {
  return <bdi class="name">{showName(children)}</bdi>;
}
