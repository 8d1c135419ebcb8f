import fc from 'fast-check';

// a defect is found by any counterexample: no smaller one is looked for
fc.configureGlobal({ endOnFailure: true });
