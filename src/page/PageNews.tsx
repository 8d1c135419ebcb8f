import { isEmpty, pageNews, part, working } from './state';
import { texts } from './texts';

const kept = part('kept');

/** What the page says of itself, in a quiet line; a new version waits until no work is going on. */
export function PageNews() {
  const news = pageNews.value;
  const forgets = kept.value?.isImpossible ?? false;
  if ((!news || news.kind === 'offline') && forgets && !isEmpty.value) {
    return (
      <p class="news" title={texts.update.forgetsHelp}>
        {texts.update.forgets}
      </p>
    );
  }
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
      <span>{texts.update[news.kind === 'update' ? 'ready' : news.kind]}</span>
      <button
        type="button"
        class="link"
        title={isEmpty.value ? undefined : forgets ? texts.update.reloadForgets : texts.update.reloadHelp}
        onClick={news.reload}
      >
        {texts.update.reload}
      </button>
    </p>
  );
}
