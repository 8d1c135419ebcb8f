/** Columns of the tree that are shown on demand, and what is in them: asked for the rows in sight. */
import { computed, effect, signal } from '@preact/signals-core';
import type { DiscCells, DiscColumn, EntryId, MoreColumn } from '../worker/session';
import { part, session, summary } from './state';

/** Rows whose cells are kept; beyond that all are forgotten. */
const KEPT = 20_000;

/** The columns that are shown beside name, size and modified. */
export const columns = signal<readonly MoreColumn[]>([]);
const discColumns = computed(() => columns.value.filter((column): column is DiscColumn => column !== 'mode'));

let isLoaded = false;

/** Shows the columns that were chosen on the last visit. */
export async function loadColumns() {
  if (isLoaded) return;
  isLoaded = true;
  columns.value = await session().keptColumns();
}

/** Shows a column, or no longer. */
export function showColumn(column: MoreColumn, isShown: boolean) {
  const others = columns.value.filter((one) => one !== column);
  columns.value = isShown ? [...others, column] : others;
  session().keepColumns([...columns.value]);
}

type Cell = Partial<Record<DiscColumn, string | number | null>>;

const version = signal(0);
let cells = new Map<EntryId, { cell: Cell; of: string }>();
let wanted: readonly EntryId[] = [];
let isAsking = false;

/** What stands in a column; undefined while that is not known. */
export function cellOf(entry: EntryId, column: DiscColumn): string | number | null | undefined {
  void version.value;
  return cells.get(entry)?.cell[column];
}

/** Asks for the cells of the rows in sight. */
export function wantCells(entries: readonly EntryId[]) {
  wanted = entries;
  void ask();
}

const phase = part('phase');
// Another image has other names and places.
effect(() => {
  if (phase.value === 'ready' && discColumns.value.length > 0) void ask();
});

/** One request at a time, always for what is in sight by now. */
async function ask() {
  if (isAsking || discColumns.value.length === 0) return;
  const { revision, phase: now } = summary.peek();
  const of = `${revision} ${discColumns.value.join()}`;
  const missing = wanted.filter((entry) => cells.get(entry)?.of !== of);
  if (now !== 'ready' || missing.length === 0) return;
  isAsking = true;
  // A session that cannot answer says so in its summary.
  const answer = await session()
    .cells(missing, discColumns.value)
    .catch(() => undefined);
  isAsking = false;
  if (!answer) return;
  if (cells.size > KEPT) cells = new Map();
  for (const [at, entry] of missing.entries()) cells.set(entry, { cell: cellAt(answer, at), of });
  version.value++;
  void ask();
}

const cellAt = ({ iso, joliet, block }: DiscCells, at: number): Cell => ({
  iso: iso?.[at] ?? null,
  joliet: joliet?.[at] ?? null,
  block: block?.[at] ?? null,
});
