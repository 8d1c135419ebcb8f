import type { ComponentChildren } from 'preact';
import { type DiscPicture, GROUPS } from '../worker/session';
import { formatSize } from './format';
import { colourName, groupName, SHARED } from './map-colours';
import { Name } from './Name';
import { texts } from './texts-disc';

const BLOCK_BYTES = 2048;

/** What the colours of the map mean, and how much there is of each. */
export function Legend({ picture: { totals, groups, otherBytes } }: { picture: DiscPicture }) {
  return (
    <ul class="legend" aria-label={texts.map.legendLabel}>
      {groups.map(({ entry, name, byteLength }, group) => (
        <Item key={entry} colour={groupName(group)} bytes={byteLength}>
          <Name>{name}</Name>
        </Item>
      ))}
      {otherBytes > 0 && (
        <Item colour={groupName(GROUPS)} bytes={otherBytes}>
          {texts.map.legend.otherFiles}
        </Item>
      )}
      {SHARED.map((colour) => {
        const ofColour = totals.filter(({ kind }) => kind !== 'file' && colourName(kind) === colour);
        const count = ofColour.reduce((sum, { blocks }) => sum + blocks, 0);
        return (
          count > 0 && (
            <Item key={colour} colour={colour} bytes={count * BLOCK_BYTES}>
              {texts.map.legend[colour]}
            </Item>
          )
        );
      })}
    </ul>
  );
}

function Item({ colour, bytes, children }: { colour: string; bytes: number; children: ComponentChildren }) {
  return (
    <li>
      <span class="swatch" data-colour={colour} aria-hidden="true" />
      <span class="legend-name">{children}</span>
      <span class="fine">{formatSize(bytes)}</span>
    </li>
  );
}
