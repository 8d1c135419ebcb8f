import { showName } from './format';

/** A name that comes from a disk: text only, apart from the direction of what is around it. */
export function Name({ children }: { children: string }) {
  return <bdi class="name">{showName(children)}</bdi>;
}

/** A name with what a filter looks for marked in it. */
export function MarkedName({ name, marked }: { name: string; marked: string }) {
  const shown = showName(name);
  const small = shown.toLowerCase();
  // Where small letters are as long as the capitals, which is nearly everywhere, the place is the same in both.
  const start = marked === '' || small.length !== shown.length ? -1 : small.indexOf(marked.toLowerCase());
  if (start < 0) return <Name>{name}</Name>;
  const end = start + marked.length;
  return (
    <bdi class="name">
      {shown.slice(0, start)}
      <mark>{shown.slice(start, end)}</mark>
      {shown.slice(end)}
    </bdi>
  );
}
