/** `npm test` leaves out what says the same once more; `npm run test:unit` and `npm run test:page` leave out nothing. */
export const isThorough = process.env.ISODROP_THOROUGH !== '0';

/** All rows of a table, or with `npm test` every so many. */
export const rowsOf = <Row>(all: readonly Row[], every: number): Row[] =>
  all.filter((_, at) => isThorough || at % every === 0);

/** Skips a test that needs all rows, or takes long, where not everything is tried. */
export function needsAll(context: { skip(note?: string): void }): void {
  if (!isThorough) context.skip('The longer tests were left out: npm run test:unit, npm run test:page');
}
