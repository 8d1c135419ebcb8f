/** Bringing back that begins again and again loses neither what was there nor what is done meanwhile. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bringing } from './bringing';
import type { JournalStep } from './protocol';

const edit = (name: string): JournalStep => ({ step: 'volume-name', name });
const nameOf = (step: JournalStep) => (step.step === 'volume-name' ? step.name : step.step === 'add' ? step.job : '');
const isNew = (step: JournalStep) => step.step === 'volume-name' && step.name.startsWith('new');

/** How far it gets before it begins again, and after which of its steps something is done meanwhile. */
interface Attempt {
  reaches: number;
  doneAfter: number[];
  adds: boolean;
}
const attempt: fc.Arbitrary<Attempt> = fc.record({
  reaches: fc.nat(8),
  doneAfter: fc.uniqueArray(fc.nat(8)),
  adds: fc.boolean(),
});

/** What a tree tells as steps are done again to it; it takes time to tell of what is added. */
function toldOf(bringing: Bringing, { reaches, doneAfter, adds }: Attempt, next: () => number): JournalStep[] {
  const told: JournalStep[] = [];
  for (const [at, step] of bringing.steps.slice(0, reaches).entries()) {
    told.push(structuredClone(step));
    if (doneAfter.includes(at)) told.push(edit(`new ${next()}`));
  }
  if (adds) bringing.add(1000 + next());
  return told;
}

test('all that was there and all that is done meanwhile is there in the end, each in its order, whenever it begins again', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 7 }), fc.array(attempt, { maxLength: 4 }), (kinds, attempts) => {
      let count = 0;
      const next = () => ++count;
      const steps = kinds.map((isAdd, at): JournalStep => (isAdd ? { step: 'add', job: at } : edit(`${at}`)));
      let bringing = new Bringing(steps);
      const done: (string | number)[] = [];
      const added: number[] = [];
      for (const one of attempts) {
        const before = count;
        const told = toldOf(bringing, one, next);
        done.push(
          ...told.filter((step) => isNew(step) && Number(nameOf(step).toString().slice(4)) > before).map(nameOf),
        );
        if (one.adds) added.push(1000 + count);
        bringing = bringing.begunAgain(told);
      }
      const names = bringing.steps.map(nameOf);
      expect(names.filter((name) => !done.includes(name) && !added.includes(Number(name)))).toEqual(steps.map(nameOf));
      expect(names.filter((name) => done.includes(name)).sort()).toEqual([...done].sort());
      expect(names.filter((name) => added.includes(Number(name))).sort()).toEqual([...added].sort());
      // What is the same as at first needs not be written again; everything from the first other one has to be.
      const same = bringing.sameAs(bringing.steps);
      const different = names.findIndex((name, at) => name !== nameOf(steps[at] ?? edit('none')));
      expect(same).toBe(different < 0 ? names.length : different);
    }),
  );
});

test('a choice that was made otherwise is another step', () => {
  const add = (choice: 'replace' | 'keep-both'): JournalStep => ({
    step: 'add',
    job: 1,
    choices: [{ source: 1, path: 'x', choice }],
  });
  const bringing = new Bringing([add('replace'), edit('a')]);
  expect(bringing.sameAs(bringing.steps)).toBe(2);
  expect(bringing.sameAs([add('keep-both'), ...bringing.steps.slice(1)])).toBe(0);
});

test('numbers of what a person makes meanwhile come after those of what is done again', () => {
  const into = { source: 0, path: [] };
  const steps: JournalStep[] = [
    { step: 'make-folder', made: 2, into, name: 'a' },
    { step: 'copy', copies: [{ what: { ...into, inside: 'b/c/d' }, into, made: 5 }], replaced: [] },
    edit('a'),
  ];
  expect(new Bringing(steps).made).toBe(7);
  expect(new Bringing([]).made).toBe(0);
});
