/** 日本語：イメージの中身の取り出し。 */
import { formatCount, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const extract: RestWords['extract'] = {
  menu: '取り出す…',
  all: 'すべて取り出す…',
  heading: (what) => `${what}を取り出す`,
  headingAll: 'すべて取り出す',
  where: '取り出し先',
  folder: 'フォルダーへ',
  folderHelp:
    'フォルダーを選びます。ブラウザーはそこのファイルにモードも所有者も日時も付けられません。シンボリックリンクとデバイスは除外され、ハードリンクは別々のファイルになります。',
  noFolder: 'このブラウザーは、選んだフォルダーに書き込めません。パソコンの Chrome と Edge では書き込めます。',
  zip: '.zip ファイルとして',
  zipHelp:
    'どこでも開けます。日時、Unix のモード、所有者、シンボリックリンクは残ります。デバイスは除外され、ハードリンクは別々のファイルになります。圧縮はしません。',
  tar: '.tar ファイルとして',
  tarHelp:
    'Linux と macOS 向けです。日時、モード、所有者、シンボリックリンクとハードリンク、デバイス、パイプが残ります。圧縮はしません。',
  inside: (name) => `その中に新しいフォルダー${quoted(name)}を作って入れる`,
  chooseFolder: 'フォルダーを選ぶ…',
  chooseFile: 'ファイルを選ぶ…',
  download: 'ダウンロード',
  cancel: 'キャンセル',
  busy: '別の書き込みまたは検査が進行中です。終わるまでお待ちください。',
  isSource: (name) =>
    `${quoted(name)}には何も書き込みませんでした。このディスクはそのフォルダーの中身からできています。別のフォルダーを選んでください。`,
  fileTypes: { zip: 'Zip アーカイブ', tar: 'Tar アーカイブ' },

  taken: {
    explain: '置き換えたものは完全に失われ、このページでは元に戻せません。',
    stop: 'キャンセル',
  },
  failed: {
    heading: '書き込めないものがあります',
    text: (path, why) => `${quoted(path)}は書き込まれませんでした：${why}。`,
    explain: '続けると、同じ理由で書き込めないほかのファイルも、確認せずに除外します。',
    again: 'もう一度試す',
    goOn: '除外して続ける',
    stop: '終了',
  },

  why: {
    renamed: 'そこでは別の名前です',
    kept: 'すでにあったため、元のままです',
    'other-there': '同じ名前の別のものがあり、そのまま残ります',
    source: 'そこにある同じ名前のファイルは、このディスクの元になっているため、そのまま残ります',
    unread: '読み込めないか、最後まで読み込めません',
    link: 'シンボリックリンクです',
    special: 'デバイス、パイプ、またはソケットです',
    name: 'そこで使える似た名前がありません',
    full: 'そのディスクに空きがありません',
    refused: 'ブラウザーに書き込みが許可されていません',
    used: '別のプログラムまたはタブがそのファイルを使用しています',
    'folder-gone': 'フォルダーがもうありません',
    disk: 'ディスクがエラーを報告したか、もうありません',
    blocked: '書き終えた時点でブラウザーに拒否されました',
    unknown: 'ブラウザーが書き込めませんでした',
  },
  note: (path, why) => `${quoteName(path)}：${why}`,
  renamed: (path, name) => `${quoteName(path)}：そこでは${quoted(name)}という名前です`,

  done: {
    heading: '取り出しました',
    partly: '一部を除いて取り出しました',
    stopped: 'すべてを取り出す前に終了しました',
    counts: (fileCount, folderCount, linkCount, bytes) =>
      [
        files(fileCount),
        folders(folderCount),
        ...(linkCount > 0 ? [`${formatCount(linkCount)} 個のリンク`] : []),
        formatSize(bytes),
      ].join('、'),
    stays: 'そこにあるファイルはどれも完全です。書きかけのファイルは残っていません。',
    handed: 'ブラウザーに渡しました。進行状況はダウンロードの一覧に表示されます。',
    again: 'もう一度ダウンロード',
    leftOut: (count) => `${items(count)}を除外しました`,
    others: (count) => `${items(count)}は、そこでは別の名前です`,
    notes: 'そこにないもの、または元のままではないもの',
    more: (count) => `ほかに ${items(count)}`,
    copy: '一覧をコピー',
  },
};
