import { isEmpty, pageNews, working } from './state';
import { texts } from './texts';

/** What the page says of itself, in a quiet line; a new version waits until no work is going on. */
export function PageNews() {
  const news = pageNews.value;
  if (!news || (news.kind === 'update' && working.value)) return null;
  if (news.kind === 'offline') {
    return (
      <p class="news" title={texts.update.offlineHelp}>
        {texts.update.offline}
      </p>
    );
  }
  return (
    <p class="news">
      <span>{news.kind === 'update' ? texts.update.ready : texts.update.missing}</span>
      <button
        type="button"
        class="link"
        title={isEmpty.value ? undefined : texts.update.reloadHelp}
        onClick={news.reload}
      >
        {texts.update.reload}
      </button>
    </p>
  );
}
