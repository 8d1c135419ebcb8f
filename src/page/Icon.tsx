/** An icon of icons.ts, drawn in the colour of the text. It says nothing: its neighbour does. */
export function Icon({ path, size = 18 }: { path: string; size?: number }) {
  return (
    <svg
      class={path.startsWith(' ') ? 'icon pointing' : 'icon'}
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
    >
      <path d={path} />
    </svg>
  );
}
