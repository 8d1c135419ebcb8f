import { useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useAnswerInTurn } from './answers';
import { soughtBlock } from './disc-view';
import { Icon } from './Icon';
import { Maximize, ZoomIn, ZoomOut } from './icons-later';
import { Legend } from './Legend';
import { MAP_HELP, MapCanvas } from './MapCanvas';
import { MapList } from './MapList';
import { type InSquare, lookAt, pieceFacts, pieceName } from './map-pieces';
import { MapView } from './map-view';
import { squares } from './map-window';
import { SeekButton } from './NoticeList';
import { part, session } from './state';
import { texts } from './texts-disc';

const BLOCK_BYTES = 2048;

const revision = part('revision');
const phase = part('phase');
const imageBytes = part('imageBytes');
const imageExact = part('imageExact');

/** What lies where on the disc, block by block: a picture, and the same as a list. */
export function DiscMap() {
  const kept = useRef<MapView>(undefined);
  kept.current ??= new MapView();
  const view = kept.current;
  const isKnown = phase.value === 'ready' && imageExact.value;
  useLayoutEffect(() => {
    if (isKnown) view.blocks.value = imageBytes.value / BLOCK_BYTES;
  }, [isKnown, imageBytes.value]);
  useFollowed(view, isKnown);
  useSignalEffect(() => {
    if (soughtBlock.value === undefined || view.blocks.value === 0) return;
    view.goTo(soughtBlock.value);
    soughtBlock.value = undefined;
  });
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([change]) => {
      if (change) view.width.value = Math.floor(change.contentRect.width);
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const square = view.lookedAt.value;
  const { each } = view.part.value;
  const found = useSignal<InSquare | undefined>(undefined);
  useAnswerInTurn(`${revision.value} ${isKnown} ${square} ${each}`, async () => {
    const inSquare = await lookAt(square, each);
    // While another image is being laid out what was there stays.
    if (inSquare) found.value = inSquare;
  });

  return (
    <div class="disc-map">
      <MapTools view={view} />
      <div class="map-frame" ref={frame}>
        {view.picture.value ? <MapCanvas view={view} found={found.value} /> : <p class="fine">{texts.disc.notYet}</p>}
      </div>
      {!view.isWhole.value && <Position view={view} />}
      <Pointed found={view.isUsed.value ? found.value : undefined} isPointed={view.pointed.value !== undefined} />
      {view.picture.value && <Legend picture={view.picture.value} />}
      <p class="fine" id={MAP_HELP}>
        {texts.map.help}
      </p>
      {view.picture.value && <MapList picture={view.picture.value} />}
    </div>
  );
}

/** Asks for the picture of the part that is seen, whenever that or the image is another. */
function useFollowed(view: MapView, isKnown: boolean) {
  const { first, each } = view.part.value;
  const count = squares(view.grid.value);
  const key = `${revision.value} ${isKnown} ${view.width.value > 0} ${first} ${each} ${count}`;
  useAnswerInTurn(key, async () => {
    if (!isKnown || view.width.peek() === 0) return;
    const picture = await session().discPicture(first, each, count);
    if (picture) view.picture.value = picture;
  });
}

function MapTools({ view }: { view: MapView }) {
  const { each } = view.part.value;
  return (
    <div class="map-tools">
      <p class="fine">
        {view.blocks.value > 0 && `${texts.map.scale(each)} · ${texts.map.of(view.seen.value, view.blocks.value)}`}
      </p>
      <div class="tools">
        <Tool icon={ZoomOut} label={texts.map.zoomOut} on={!view.isWhole.value} act={() => view.zoom(false)} />
        <Tool icon={ZoomIn} label={texts.map.zoomIn} on={each > 1} act={() => view.zoom(true)} />
        <Tool icon={Maximize} label={texts.map.whole} on={!view.isWhole.value} act={() => view.showAll()} />
      </div>
    </div>
  );
}

interface ToolProps {
  icon: string;
  label: string;
  on: boolean;
  act: () => void;
}

/** Off it keeps the focus: who zooms by keyboard is not thrown out of the tools at either end. */
function Tool({ icon, label, on, act }: ToolProps) {
  return (
    <button
      type="button"
      class="button small icon-only"
      aria-label={label}
      title={label}
      aria-disabled={!on}
      onClick={() => on && act()}
    >
      <Icon path={icon} size={17} />
    </button>
  );
}

/** Which part of the disc is seen, to be moved. */
function Position({ view }: { view: MapView }) {
  return (
    <input
      class="map-position"
      type="range"
      min={0}
      max={view.lastFirst.value}
      step={view.part.value.each}
      value={view.part.value.first}
      aria-label={texts.map.position}
      onInput={({ currentTarget }) => view.moveTo(Number(currentTarget.value))}
    />
  );
}

/** What lies where somebody points, or the keys are; of an entry the way to it. */
function Pointed({ found, isPointed }: { found: InSquare | undefined; isPointed: boolean }) {
  if (!found) return <p class="map-pointed fine">{texts.map.nothing}</p>;
  const { piece, others, isMore } = found;
  const { entry, path } = piece;
  const name = <bdi>{pieceName(piece)}</bdi>;
  const facts = [...pieceFacts(piece), ...(others > 0 ? [texts.map.others(others, isMore)] : [])];
  return (
    <div class="map-pointed" data-pointed={isPointed}>
      {entry === undefined || !path ? (
        <p class="map-name">{name}</p>
      ) : (
        <p class="map-name">
          <SeekButton entry={entry} path={path}>
            {name}
          </SeekButton>
        </p>
      )}
      <p class="fine">{facts.join(' · ')}</p>
    </div>
  );
}
