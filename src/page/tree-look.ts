/** How the tree is looked at: in which order, and what of it. */
import { computed, effect, signal } from '@preact/signals-core';
import type { Sort, View } from '../worker/session';
import { part, session } from './state';

/** Milliseconds without a key after which is looked for what was typed. */
const TYPING_PAUSE = 120;
export const FILTER_FIELD = 'tree-filter';

export const sort = part('sort');
export const filter = part('filter');
/** What the rows shown were filtered by. */
export const filterShown = computed(() => filter.value.text);

/** What stands in the field: what the session filters by, but while somebody types. */
export const filterTyped = signal('');
let isTyping = false;
let typing: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const { text } = filter.value;
  if (!isTyping) filterTyped.value = text;
});

async function look(view: Partial<View>) {
  // A session that cannot answer says so in its summary.
  await session()
    .setView({ sort: sort.value, filter: filter.value.text, ...view })
    .catch(() => {});
}

/** Sorts by a column; one that it is sorted by already, the other way round. What is large or new comes first. */
export async function sortBy(by: Sort['by']) {
  const { by: before, descending } = sort.value;
  await look({ sort: { by, descending: by === before ? !descending : by !== 'name' } });
}

/** Takes what is typed in the filter's field, once typing pauses. */
export function typeFilter(text: string) {
  isTyping = true;
  filterTyped.value = text;
  clearTimeout(typing);
  typing = setTimeout(takeFilter, TYPING_PAUSE);
}

async function takeFilter() {
  const text = filterTyped.value;
  await look({ filter: text });
  if (filterTyped.value === text) isTyping = false;
}

/** Shows everything again. */
export function clearFilter() {
  typeFilter('');
  clearTimeout(typing);
  void takeFilter();
}

/** Leads to the filter's field, where there is a tree. Returns whether there is. */
export function focusFilter(): boolean {
  const field = document.getElementById(FILTER_FIELD);
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return true;
}
