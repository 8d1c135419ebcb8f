import { useAnswer } from './answers';
import { CopyButton } from './CopyButton';
import { formatBytes, formatCount } from './format';
import { part, session } from './state';
import { texts } from './texts-later';

const revision = part('revision');
const phase = part('phase');
const regionsShown = part('regions');
const imageBytes = part('imageBytes');

/** The stages with their blocks, the command that makes the same image, and the log as genisoimage prints it. */
export function LogText() {
  const regions = regionsShown.value;
  const known = phase.value === 'ready' && regions.length > 0;
  const log = useAnswer(known ? String(revision.value) : undefined, () => session().log());

  if (!known && !log) return <p class="fine">{texts.log.notYet}</p>;
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
        <CopyButton label={texts.log.copyCommand} text={() => log?.command ?? ''} />
        <pre class="command" tabindex={0}>
          {log?.command ?? texts.loading}
        </pre>
        {log?.exact === false && <p class="fine">{texts.log.notExact}</p>}
      </div>
      <div class="log-part">
        <h3 id="log-blocks">{texts.log.count}</h3>
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
              <td>{formatBytes(imageBytes.value)}</td>
              <td>{formatCount(blocks)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div class="log-part">
        <h3>{texts.log.text}</h3>
        <CopyButton label={texts.log.copyText} text={() => log?.text ?? ''} />
        <pre class="log-text" tabindex={0}>
          {log?.text ?? texts.loading}
        </pre>
      </div>
    </div>
  );
}
