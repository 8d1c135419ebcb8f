/** Zahlen mit ihrem Wort, und Namen in Anführungszeichen. */
import { formatCounted, quoteName } from '../../format';

export const files = (count: number) => formatCounted(count, { one: 'Datei', other: 'Dateien' });
export const folders = (count: number) => formatCounted(count, { one: 'Ordner', other: 'Ordner' });
export const items = (count: number) => formatCounted(count, { one: 'Element', other: 'Elemente' });
export const quoted = (name: string) => `„${quoteName(name)}“`;
