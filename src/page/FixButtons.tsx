import type { Fix } from './fixes';

/** What can be done about something, each with one press. */
export function FixButtons({ fixes }: { fixes: readonly Fix[] }) {
  if (fixes.length === 0) return null;
  return (
    <div class="tools fixes">
      {fixes.map(({ label, name, act }) => (
        <button key={label} type="button" class="button small" aria-label={name ?? label} onClick={act}>
          {label}
        </button>
      ))}
    </div>
  );
}
