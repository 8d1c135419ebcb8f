import type { IconNode } from 'lucide';
import { jsx } from './view';

/** An icon of lucide's, drawn in the colour of the text. It says nothing: its neighbour does. */
export function Icon({ node, size = 18 }: { node: IconNode; size?: number }) {
  return (
    <svg
      class="icon"
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {node.map(([tag, attributes]) => jsx(tag, attributes))}
    </svg>
  );
}
