import { roomOfRecent } from './recent-room';

const height = roomOfRecent();

/** Keeps the room of recent discs free until they are known. */
export function RecentRoom() {
  if (height === undefined) return null;
  return (
    <div
      class="panel kept recent-room"
      aria-hidden="true"
      {...(height > 0 ? { style: { 'block-size': `${height}px` } } : {})}
    />
  );
}
