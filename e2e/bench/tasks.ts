import { join } from 'node:path';
import { serve } from '../tools/serve.mjs';
import { median } from './measure';
import { dropAndDownload, withPage } from './page';
import { makeFiles, temporaryFolder } from './trees';

const RUNS = 5;
const LONG = 50;

/** A task of a thread, in milliseconds: as the clock has it, and as the thread had the processor. */
interface Task {
  wall: number;
  processor: number;
}

/** Tasks of the page's thread, from the drop of 10,000 files to the complete download. */
export async function* cases(): AsyncGenerator<string> {
  const site = await serve();
  const path = makeFiles(join(temporaryFolder(), 'small'), 10_000, 100, 3000);
  const runs: Task[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const trace = await withPage(site.url, path, async (page, drop, browser) => {
      await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
      await dropAndDownload(page, drop);
      return browser.stopTracing();
    });
    runs.push(pageTasks(JSON.parse(trace.toString()).traceEvents));
  }
  await site.close();
  const longest = (of: keyof Task) => runs.map((tasks) => Math.max(...tasks.map((task) => task[of])));
  const spread = (values: number[]) =>
    `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}) ms`;
  const over = runs.map((tasks) => tasks.filter(({ wall }) => wall > LONG).length).join(', ');
  const name = '10,000 files of 3 KB, longest task of the page';
  yield `| ${name}, processor time | ${spread(longest('processor'))} | | | ≤ ${LONG} ms |`;
  yield `| ${name}, by the clock (other programs included) | ${spread(longest('wall'))} | over ${LONG} ms: ${over} | | ≤ ${LONG} ms |`;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; data?: { url?: string } };
}

/** The tasks of the thread that ran the page's own script most often. Durations in a trace are microseconds. */
function pageTasks(events: TraceEvent[]): Task[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(events.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  const calls = new Map<string, number>();
  for (const event of events) {
    const thread = threadOf(event);
    if (!mains.has(thread) || !event.args?.data?.url?.includes('/assets/')) continue;
    calls.set(thread, (calls.get(thread) ?? 0) + 1);
  }
  const [page] = [...calls].sort(([, first], [, second]) => second - first)[0] ?? [];
  if (page === undefined) throw new Error('The trace shows no thread that ran the page.');
  return events
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && threadOf(event) === page)
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, processor: tdur / 1000 }));
}
