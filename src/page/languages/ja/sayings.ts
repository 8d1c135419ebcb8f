/** 日本語：裏で行われたことと、できなかった理由。 */
import type { NotSaved, What } from '../../../worker/sayings';
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { items } from './counted';

const of = (what: What) => (typeof what === 'string' ? `「${what}」` : `${items(what)}`);
const WORLDS = { joliet: 'Windows', iso: 'DOS' } as const;
const NOT_SAVED: Readonly<Record<NotSaved, string>> = {
  full: 'そのディスクに空き容量がありません。空きを作るか別のディスクを選んで、もう一度保存してください。',
  refused: 'ブラウザーに書き込みが許可されませんでした。もう一度保存して許可するか、別のフォルダーを選んでください。',
  used: '別のプログラムまたはタブがそのファイルを使用しています。そこで閉じるか、別の名前にしてください。',
  'folder-gone': '保存先のフォルダーがなくなっています。別のフォルダーを選んでください。',
  disk: 'ディスクがエラーを報告したか、なくなっています。別のディスクを選んでください。',
  blocked: '完成したファイルをブラウザーが拒否しました。別の名前にするか、「ダウンロード」を使ってください。',
  unknown: 'ブラウザーが書き込めませんでした。別のフォルダーを選ぶか、「ダウンロード」を使ってください。',
};
const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: 'すでに存在しません。',
  NotAllowedError: 'ブラウザーが読み取りを許可していません。',
  SecurityError: 'ブラウザーが読み取りを許可していません。',
  NotReadableError: '開けないか、読み取り中に変更されました。',
};

export const sayings: RestWords['sayings'] = {
  add: (what) => `${of(what)}を追加`,
  'add-files': () => 'ファイルを追加',
  'open-session': (session, name) => `「${name}」のセッション ${session} を開く`,
  'read-again': () => '再読み込み',
  rename: (name) => `「${name}」の名前を変更`,
  move: (what) => `${of(what)}を移動`,
  copy: (what) => `${of(what)}をコピー`,
  'bring-back': (what) => `${of(what)}を戻す`,
  'leave-out': (what) => `${of(what)}を除外`,
  'leave-out-matching': (count) => `一致した ${items(count)}を除外`,
  'new-folder': (name) => `新しいフォルダー「${name}」`,
  'new-file': (name) => `新しいファイル「${name}」`,
  edit: (name) => `「${name}」を編集`,
  replace: (what) => `${of(what)}を置き換え`,
  'keep-both': (what) => `${of(what)}の両方を残す`,
  hide: (what, world) => `${of(what)}を ${WORLDS[world]} から隠す`,
  show: (what, world) => `${of(what)}を ${WORLDS[world]} に表示`,
  executable: (what) => `${of(what)}を実行可能にする`,
  'not-executable': (what) => `${of(what)}を実行不可にする`,
  place: (what) => `${of(what)}のディスク上の位置を設定`,
  change: (what) => `${of(what)}を変更`,
  boot: (name) => `「${name}」から起動する`,
  'no-boot': (name) => (name === '' ? '起動エントリを取り除く' : `「${name}」から起動しない`),
  'no-effect': () => '効果のない変更',
  'name-disc': () => 'ディスクの名前を変更',
  'contents-at-top': () => '内容を最上位に置く',
  'folder-at-top': () => 'フォルダーを最上位に置く',
  'start-over': () => '最初からやり直す',
  options: () => 'オプション',
  'made-for': (title) => `用途：${title}`,
  'made-for-else': () => '別の用途',

  'is-taken': (name) => `「${name}」はすでにあります。`,
  'are-taken': (count) => `このうち ${formatCount(count)} 個の名前がすでにあります。`,
  'choose-another': (name) => `「${name}」はすでにあります。別の名前にしてください。`,
  'name-empty': () => '名前は 1 文字以上必要です。',
  'name-dots': (name) => `「${name}」はフォルダー自身または上のフォルダーを表します。別の名前にしてください。`,
  'name-slash': () => '名前にスラッシュは使えません。フォルダー名の区切りだからです。',
  'name-zero': () => '名前にヌル文字は使えません。',
  'name-long': (bytes, most) =>
    `この名前は ${formatCount(bytes)} バイトあり、上限は ${formatCount(most)} バイトです。${formatCount(bytes - most)} バイト減らしてください。`,
  'name-fault': () => 'この名前は使えません。別の名前にしてください。',
  'name-fault-of': (name) => `「${name}」は名前に使えません。`,
  gone: (name) => `${name === undefined ? 'これ' : `「${name}」`}はもうイメージにありません。`,
  'folder-gone': () => '置き先のフォルダーはもうイメージにありません。',
  'into-itself': (name) => `「${name}」をそれ自身の中に置くことはできません。別のフォルダーを選んでください。`,
  'coming-in': () => 'まだ読み込み中の部分があるかもしれません。すべて読み込まれ、整ってからコピーしてください。',
  'nothing-matches': () => 'イメージに一致するものはありません。',
  'no-contents': (name) => `「${name}」はファイルではないため、変更できる内容がありません。`,
  'text-long': (bytes, most) =>
    `このテキストは ${formatCount(bytes)} バイトあります。ここでの上限は ${formatCount(most)} バイトです。`,
  'boot-empty': (name) => `「${name}」は空なので、そこからは起動できません。`,
  'boot-catalog': (name) =>
    `「${name}」はブートカタログ（El Torito）です。ディスクの起動対象をもとにイメージごとに書き直されるため、ほかのファイルに置き換えることはできません。`,
  'boot-full': (name, most) =>
    `「${name}」を起動対象に追加できません。1 枚のディスクに置ける起動エントリは ${most} 個までです。先にほかの起動エントリを取り除いてください。`,
  'no-file': (name) => `「${name}」はファイルではありません。`,
  'file-long': (name, most) => `「${name}」は長すぎてここでは編集できません（上限 ${formatCount(most)} バイト）。`,
  'file-unread': (name) => `「${name}」はまだ読み込み中です。少し待ってから再試行してください。`,
  'no-text': (name) => `「${name}」は UTF-8 のテキストではありません。別のファイルで置き換えてください。`,
  'not-taken': (name, error) =>
    `「${name}」は取り込まれませんでした。${REASONS[error] ?? 'ブラウザーで読み取れません。'}`,

  'worker-crashed': (worker, reason, isHopeless) =>
    `ページの一部（${worker}）が停止しました：${reason}。${isHopeless ? '繰り返し失敗しています。ページを再読み込みしてください。' : '再起動し、イメージを作り直しています。'}`,
  'missing-part': () => 'ページの一部を読み込めませんでした。ページを再読み込みするか、その操作をあきらめてください。',
  'read-once': (names) =>
    `このブラウザーでは、ページは${names.map((name) => (name === undefined ? '選択したファイル' : `「${name}」`)).join('、')}を一度しか読み取れません。変更を取り込むには、最初からやり直して選択し直してください。`,
  'replacement-changed': (path) =>
    `「${path}」を置き換えたファイルが、その後変更されたか、なくなっています。もう一度置き換えるか、元に戻してください。`,
  'changed-since': (path, became) =>
    `「${path}」は読み込み後に${became === 'missing' ? 'なくなりました' : '変更されました'}。再読み込みして、やり直してください。`,
  'files-unchecked': () => 'ファイルが開始時と同じままかどうかを確認できませんでした。もう一度やり直してください。',
  'image-changed': () => 'その間にイメージが変更されました。もう一度やり直してください。',
  'extract-later': () =>
    'まだすべてを読み込んでいないか、ディスクの内容が変わったところです。終わってからもう一度取り出してください。',
  'image-unreadable': () =>
    'イメージを最後まで読み取れませんでした。含まれるファイルが変更されたか、なくなっています。フォルダーを再読み込みしてください。',
  'not-saved': (name, why) => `「${name}」は保存されませんでした。${NOT_SAVED[why]}`,
};
