import { focusTree } from './focus';
import { formatCount } from './format';
import { Icon } from './Icon';
import { X } from './icons';
import { Search } from './icons-later';
import { texts } from './texts-later';
import { clearFilter, FILTER_FIELD, filter, filterTyped, focusFilter, typeFilter } from './tree-look';

/** Shows only rows whose names have something in them, as it is typed. */
export function FilterField() {
  const typed = filterTyped.value;
  const { text, matches, isSearching } = filter.value;
  return (
    <div class="filter">
      <Icon path={Search} size={16} />
      <input
        id={FILTER_FIELD}
        type="search"
        value={typed}
        placeholder={texts.filter.placeholder}
        aria-label={texts.filter.label}
        aria-keyshortcuts="Control+F Meta+F"
        title={texts.filter.title}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={({ currentTarget }) => typeFilter(currentTarget.value)}
        onKeyDown={onKey}
      />
      {text !== '' && typed !== '' && (
        <span class="filter-count" aria-hidden="true">
          {isSearching ? '…' : formatCount(matches)}
        </span>
      )}
      {typed !== '' && (
        <button
          type="button"
          class="row-button"
          aria-label={texts.filter.clear}
          title={texts.filter.clear}
          onClick={() => {
            clearFilter();
            focusFilter();
          }}
        >
          <Icon path={X} size={16} />
        </button>
      )}
    </div>
  );
}

/** Escape shows all again; arrow down and Enter lead to what was found. */
function onKey(event: KeyboardEvent) {
  if (event.key === 'Escape' && filterTyped.value !== '') clearFilter();
  else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') focusTree();
  else return;
  event.preventDefault();
}

/** Stands where the rows would be when no name matches. */
export function NoMatches() {
  const { text, matches, isSearching } = filter.value;
  if (text === '' || matches > 0 || isSearching) return null;
  const [before, after] = texts.filter.nothing;
  return (
    <div class="no-matches">
      <p>
        {before}
        <bdi>{text}</bdi>
        {after}
      </p>
      <button
        type="button"
        class="button small"
        onClick={() => {
          clearFilter();
          focusFilter();
        }}
      >
        {texts.filter.clear}
      </button>
    </div>
  );
}
