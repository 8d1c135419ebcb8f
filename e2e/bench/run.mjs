// Benchmarks: `npm run bench`, or `npm run bench -- encoder command page tasks`. Prints ratios as a Markdown table.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const ALL = ['encoder', 'command', 'page', 'tasks'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark “${unknown[0]}”. There are: ${ALL.join(', ')}.`);
  process.exit(1);
}

console.log('| case | ours | against | ratio: median (lowest–highest) | target |');
console.log('| --- | --- | --- | --- | --- |');
for (const name of wanted.length > 0 ? wanted : ALL) {
  const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  for await (const row of module.cases()) console.log(row);
}
