/** Whether the page answers while it works: its thread's tasks, and how often its figures move. */
import { serve } from '../tools/serve.mjs';
import { type Visit, visit } from './browser';
import { dropAndDownload } from './download';
import { limited, showMilliseconds, spread } from './measure';
import type { Row } from './report';

const LONGEST_TASK = 50;
const LONGEST_SILENCE = 250;

/** A task of a thread, in milliseconds: as the clock has it, and as the thread had the processor. */
export interface Task {
  wall: number;
  processor: number;
}

/** Looks at the page from the drop of a folder to the complete download. */
export async function* responsiveness(what: string, path: string, runs: number): AsyncGenerator<Row> {
  const site = await serve();
  const tasks: Task[][] = [];
  const silences: number[] = [];
  const firsts: number[] = [];
  for (let run = 0; run < runs; run++) {
    await visit(site.url, async (opened) => {
      await opened.page.evaluate(watchFigures);
      tasks.push(await tasksDuring(opened, async () => void (await dropAndDownload(opened, path))));
      const { longestSilence, firstFigure } = await opened.page.evaluate(() => window.figures);
      silences.push(longestSilence);
      firsts.push(firstFigure);
    });
  }
  await site.close();
  const longest = (of: keyof Task) => tasks.map((run) => Math.max(...run.map((task) => task[of])));
  const over = tasks.map((run) => run.filter(({ wall }) => wall > LONGEST_TASK).length).join(', ');
  yield limited(
    `${what}: longest task of the page's thread, processor time`,
    longest('processor'),
    showMilliseconds,
    LONGEST_TASK,
  );
  yield {
    ...limited(
      `${what}: the same by the clock, other programs included`,
      longest('wall'),
      showMilliseconds,
      LONGEST_TASK,
    ),
    against: `tasks over ${LONGEST_TASK} ms: ${over}`,
  };
  yield {
    ...limited(`${what}: longest time that count and rate stand still`, silences, showMilliseconds, LONGEST_SILENCE),
    against: `drop → first figure ${spread(firsts, showMilliseconds)}`,
  };
}

/** Milliseconds. */
interface Figures {
  /** The longest time that they stood still, from the first to the last. */
  longestSilence: number;
  /** From the drop. */
  firstFigure: number;
}

declare global {
  interface Window {
    figures: Figures;
  }
}

/** Runs on the page: notes how long the line of figures stays as it is. */
function watchFigures(): void {
  window.figures = { longestSilence: 0, firstFigure: 0 };
  let dropped = 0;
  let changed: number | undefined;
  let before = '';
  const note = () => {
    dropped = performance.now();
  };
  document.addEventListener('drop', note, { capture: true, once: true });
  new MutationObserver(() => {
    const text = document.querySelector('.figures')?.textContent ?? '';
    if (text === before) return;
    before = text;
    const now = performance.now();
    const { figures } = window;
    if (changed !== undefined) figures.longestSilence = Math.max(figures.longestSilence, now - changed);
    if (text !== '') figures.firstFigure ||= now - dropped;
    changed = text === '' ? undefined : now;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

interface TraceEvent {
  name: string;
  ph: string;
  /** Microseconds, as all times here. */
  ts: number;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; data?: { url?: string } };
}

/** Kilobytes of a trace: of 100,000 files it is more than Chromium keeps else. */
const TRACE_KILOBYTES = 2_000_000;

/**
 * The tasks of the page's thread while `work` is done. Of the trace, which may be longer than any string, only what
 * tells of them is kept.
 */
export async function tasksDuring({ browser }: Pick<Visit, 'browser'>, work: () => Promise<void>): Promise<Task[]> {
  const devtools = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) if (tellsOfTasks(event)) events.push(event);
  });
  const complete = new Promise<{ dataLossOccurred: boolean }>((resolve) =>
    devtools.once('Tracing.tracingComplete', resolve),
  );
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline'],
      excludedCategories: ['*'],
      traceBufferSizeInKb: TRACE_KILOBYTES,
    },
  });
  await work();
  await devtools.send('Tracing.end');
  const { dataLossOccurred } = await complete;
  if (dataLossOccurred) throw new Error('The trace is not complete: it was longer than what Chromium keeps.');
  await devtools.detach();
  return pageTasks(events);
}

const tellsOfTasks = ({ name, args }: TraceEvent) =>
  name.endsWith('RunTask') || args?.name !== undefined || args?.data?.url !== undefined;

/** What a page marks (`performance.mark`) where something begins and where it is shown. */
const BEGUN = 'bench: begun';
const SHOWN = 'bench: shown';

/**
 * Milliseconds that the page's thread and its workers had the processors while `work` was done, from the mark that says
 * so to the one that says that it is shown: other programs do not count.
 */
export async function processorTime({ browser, page }: Pick<Visit, 'browser' | 'page'>, work: () => Promise<void>) {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await work();
  const trace = await browser.stopTracing();
  return timeBetweenMarks(JSON.parse(trace.toString()).traceEvents);
}

function timeBetweenMarks(events: TraceEvent[]): number {
  const [begun, shown] = [BEGUN, SHOWN].map((mark) => events.find(({ name }) => name === mark));
  if (!begun || !shown) throw new Error('The trace shows no marks of the page.');
  const names = new Map(events.flatMap((event) => (event.args?.name ? [[threadOf(event), event.args.name]] : [])));
  let sum = 0;
  for (const event of events) {
    const { pid, ph, name, ts, dur = 0, tdur = 0 } = event;
    if (pid !== begun.pid || ph !== 'X' || dur === 0 || !name.endsWith('RunTask')) continue;
    if (!/^(CrRendererMain|DedicatedWorker)/.test(names.get(threadOf(event)) ?? '')) continue;
    const overlap = Math.min(ts + dur, shown.ts) - Math.max(ts, begun.ts);
    if (overlap > 0) sum += (tdur * overlap) / dur;
  }
  return sum / 1000;
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;

/** The tasks of the thread that ran the page's own script most often. Durations in a trace are microseconds. */
function pageTasks(events: TraceEvent[]): Task[] {
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
