import { useSignal } from '@preact/signals';
import type { DiscPicture, DiscPiece } from '../worker/session';
import { useAnswerInTurn } from './answers';
import { formatCount, formatSize } from './format';
import { Icon } from './Icon';
import { ChevronRight } from './icons-later';
import { pieceName } from './map-pieces';
import { SeekButton } from './NoticeList';
import { session } from './state';
import { texts } from './texts-disc';

const BLOCK_BYTES = 2048;
/** Rows that are shown at first, and with each press of “more”. */
const PAGE = 50;
/** No more rows than this: what comes then begins a list of its own. */
const MOST = 800;

/** The map in words and numbers: what the disc consists of, and what lies where from any block on. */
export function MapList({ picture }: { picture: DiscPicture }) {
  const isOpen = useSignal(false);
  return (
    <details
      class="map-list"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>
        <Icon path={ChevronRight} />
        <h3>{texts.list.summary}</h3>
      </summary>
      {isOpen.value && (
        <div class="map-list-parts">
          <Kinds picture={picture} />
          <Pieces picture={picture} />
        </div>
      )}
    </details>
  );
}

function Kinds({ picture: { totals } }: { picture: DiscPicture }) {
  return (
    <div class="scrolled">
      <table>
        <caption>{texts.list.kinds}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.list.what}</th>
            <th scope="col">{texts.list.first}</th>
            <th scope="col">{texts.list.number}</th>
            <th scope="col">{texts.list.count}</th>
            <th scope="col">{texts.list.size}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ kind, firstBlock, blocks, pieces }) => (
            <tr key={kind}>
              <th scope="row">{texts.map.kinds[kind]}</th>
              <td>{formatCount(firstBlock)}</td>
              <td>{formatCount(pieces)}</td>
              <td>{formatCount(blocks)}</td>
              <td>{formatSize(blocks * BLOCK_BYTES)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pieces({ picture }: { picture: DiscPicture }) {
  const from = useSignal(0);
  const wanted = useSignal(PAGE);
  const pieces = useSignal<DiscPiece[]>([]);
  useAnswerInTurn(`${picture.revision} ${from.value} ${wanted.value}`, async () => {
    const told = await session().discPieces(from.value, wanted.value);
    if (told) pieces.value = told;
  });
  const last = pieces.value.at(-1);
  const isAll = !last || last.firstBlock + last.blocks >= picture.blocks;
  const more = () => {
    if (wanted.value < MOST) {
      wanted.value *= 2;
      return;
    }
    from.value = last ? last.firstBlock + last.blocks : 0;
    wanted.value = PAGE;
  };
  return (
    <>
      <label class="from-block">
        {texts.list.from}
        <input
          type="number"
          min={0}
          max={picture.blocks - 1}
          value={from.value}
          onInput={({ currentTarget }) => {
            const block = Math.floor(Number(currentTarget.value));
            if (currentTarget.value === '' || !(block >= 0 && block < picture.blocks)) return;
            from.value = block;
            wanted.value = PAGE;
          }}
        />
      </label>
      <div class="scrolled">
        <table class="pieces">
          <caption>{texts.list.pieces}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.list.what}</th>
              <th scope="col">{texts.list.first}</th>
              <th scope="col">{texts.list.last}</th>
              <th scope="col">{texts.list.count}</th>
              <th scope="col">{texts.list.size}</th>
            </tr>
          </thead>
          <tbody>
            {pieces.value.map((piece) => (
              <PieceRow key={piece.firstBlock} piece={piece} />
            ))}
          </tbody>
        </table>
      </div>
      {!isAll && (
        <button type="button" class="button small" onClick={more}>
          {texts.list.more}
        </button>
      )}
    </>
  );
}

function PieceRow({ piece }: { piece: DiscPiece }) {
  const { entry, path, firstBlock, blocks, byteLength } = piece;
  const name = <bdi>{pieceName(piece)}</bdi>;
  return (
    <tr>
      <th scope="row">
        {entry === undefined || !path ? (
          name
        ) : (
          <SeekButton entry={entry} path={path}>
            {name}
          </SeekButton>
        )}
      </th>
      <td>{formatCount(firstBlock)}</td>
      <td>{formatCount(firstBlock + blocks - 1)}</td>
      <td>{formatCount(blocks)}</td>
      <td>{formatSize(byteLength ?? blocks * BLOCK_BYTES)}</td>
    </tr>
  );
}
