/** What lies in a square of the map, and how that is told. */
import type { DiscPiece } from '../worker/session';
import { formatSize, quoteName } from './format';
import { session } from './state';
import { blocks, texts } from './texts-disc';

/** Pieces of a square that are looked at. */
const LOOKED_AT = 50;

export interface InSquare {
  /** That which has most of the square. */
  piece: DiscPiece;
  /** How many others are in it; more, where all were not looked at. */
  others: number;
  isMore: boolean;
}

/** What lies in a square; undefined while the image is not known. */
export async function lookAt(square: number, each: number): Promise<InSquare | undefined> {
  const pieces = await session().discPieces(square, each === 1 ? 1 : LOOKED_AT);
  const inside = pieces?.filter(({ firstBlock }) => firstBlock < square + each) ?? [];
  const shared = ({ firstBlock, blocks: count }: DiscPiece) =>
    Math.min(square + each, firstBlock + count) - Math.max(square, firstBlock);
  let [piece] = inside;
  if (!piece) return undefined;
  for (const one of inside) if (shared(one) > shared(piece)) piece = one;
  return { piece, others: inside.length - 1, isMore: inside.length === LOOKED_AT };
}

/** What a piece is called. */
export function pieceName({ kind, path }: DiscPiece): string {
  if (kind === 'file' && path !== undefined) return quoteName(path);
  if (kind === 'directory') return path === undefined ? texts.map.movedFolder : texts.map.folder(path);
  if (kind === 'joliet-directory' && path !== undefined) return `${texts.map.folder(path)}, ${texts.map.joliet}`;
  return texts.map.kinds[kind];
}

/** Where it lies and how large it is. */
export function pieceFacts({ firstBlock, blocks: count, byteLength }: DiscPiece): string[] {
  const range = texts.map.range(firstBlock, firstBlock + count - 1);
  return [range, blocks(count), ...(byteLength === undefined ? [] : [formatSize(byteLength)])];
}

/** All of it, for those who do not see the map. */
export function spokenSquare({ piece, others, isMore }: InSquare): string {
  const more = others > 0 ? [texts.map.others(others, isMore)] : [];
  return texts.map.spoken([pieceName(piece), ...pieceFacts(piece), ...more]);
}
