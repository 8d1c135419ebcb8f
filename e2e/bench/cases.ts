import { nodeCases } from './node';
import { pageDropCases } from './page-drop';
import { pageEditCases } from './page-edit';
import { pageExtractCases } from './page-extract';
import { pageMillionCases } from './page-million';
import { pageOpenCases } from './page-open';
import { pageStartCases } from './page-start';
import { readingCases } from './reading';
import type { Row } from './report';
import { wasmCases } from './wasm';

export interface Setting {
  /** How often each is run and counted. */
  runs: number;
  /** Size of the tree of sparse files. */
  gigabytes: number;
}

/** Something that can be measured alone: `npm run bench -- NAME`. */
export interface Case {
  name: string;
  rows(setting: Setting): AsyncIterable<Row>;
}

export const CASES: readonly Case[] = [
  ...wasmCases,
  ...nodeCases,
  ...readingCases,
  ...pageStartCases,
  ...pageDropCases,
  ...pageExtractCases,
  ...pageMillionCases,
  ...pageEditCases,
  ...pageOpenCases,
];
