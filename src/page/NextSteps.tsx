import { CopyButton } from './CopyButton';
import { showName } from './format';
import { Icon } from './Icon';
import { ChevronRight } from './icons-later';
import { texts } from './texts-later';

/** After the download: what to do with the file. */
export function NextSteps({ name }: { name: string }) {
  return (
    <section class="panel next" aria-labelledby="next-heading">
      <h2 id="next-heading">{texts.next.heading}</h2>
      {texts.next.items(name).map(({ title, lines }) => (
        <details key={title} name="next">
          <summary>
            <Icon path={ChevronRight} size={17} />
            {title}
          </summary>
          <dl>
            {lines.map(([where, how, command]) => (
              <div key={where}>
                <dt>{where}</dt>
                <dd>
                  {how}
                  {command && (
                    <span class="command-line">
                      <code>{showName(command)}</code>
                      <CopyButton label={texts.log.copyCommand} text={() => command} />
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}
