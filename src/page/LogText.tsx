import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CopyButton } from './CopyButton';
import { formatBytes, formatCount } from './format';
import { session, summary } from './state';
import { texts } from './texts';

/** The stages with their blocks, the command that makes the same image, and the log as genisoimage prints it. */
export function LogText() {
  const log = useSignal<{ text: string; command: string } | undefined>(undefined);
  const { revision, phase, regions, imageBytes } = summary.value;
  const known = phase === 'ready' && regions.length > 0;

  useEffect(() => {
    if (!known) return;
    let stale = false;
    session()
      .log()
      .then(
        (answer) => {
          if (!stale) log.value = answer;
        },
        () => {
          // A session that cannot answer says so in its summary.
        },
      );
    return () => {
      stale = true;
    };
  }, [revision, known, log]);

  if (!known && !log.value) return <p class="fine">{texts.log.notYet}</p>;
  const blocks = regions.reduce((sum, region) => sum + region.blocks, 0);
  const table = () =>
    [
      [texts.log.stage, texts.log.start, texts.log.count].join('\t'),
      ...regions.map(({ name, firstBlock, blocks: count }) => [name, firstBlock, count].join('\t')),
      [texts.log.total, '', blocks].join('\t'),
    ].join('\n');

  return (
    <div class="log-parts">
      <div class="log-part">
        <h3>{texts.log.command}</h3>
        <CopyButton label={texts.log.copyCommand} text={() => log.value?.command ?? ''} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre class="command" tabIndex={0}>
          {log.value?.command ?? texts.log.loading}
        </pre>
      </div>
      <div class="log-part">
        <h3 id="log-blocks">{texts.log.blocks}</h3>
        <CopyButton label={texts.log.copyBlocks} text={table} />
        <table aria-labelledby="log-blocks">
          <thead>
            <tr>
              <th scope="col">{texts.log.stage}</th>
              <th scope="col">{texts.log.start}</th>
              <th scope="col">{texts.log.count}</th>
            </tr>
          </thead>
          <tbody>
            {regions.map((region) => (
              <tr key={region.id}>
                <th scope="row">{region.name}</th>
                <td>{formatCount(region.firstBlock)}</td>
                <td>{formatCount(region.blocks)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.log.total}</th>
              <td>{formatBytes(imageBytes)}</td>
              <td>{formatCount(blocks)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div class="log-part">
        <h3>{texts.log.text}</h3>
        <CopyButton label={texts.log.copyText} text={() => log.value?.text ?? ''} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre class="log-text" tabIndex={0}>
          {log.value?.text ?? texts.log.loading}
        </pre>
      </div>
    </div>
  );
}
