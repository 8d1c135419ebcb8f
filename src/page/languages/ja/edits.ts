/** 日本語：イメージの編集に関する文言。 */
import { TEXT_LIMIT } from '../../../worker/session';
import { formatCount, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

export const edits: RestWords['edits'] = {
  quoted,
  items,

  menu: {
    row: (name) => `${quoteName(name)} の操作`,
    contents: 'その他の操作',
    rowLabel: (what) => `${what}の操作`,
    open: '開く',
    close: '閉じる',
    rename: '名前を変更',
    newFolder: '新しいフォルダー…',
    newFile: '新しいテキストファイル…',
    newFolderHere: 'この中に新しいフォルダー…',
    newFileHere: 'この中に新しいテキストファイル…',
    addFilesHere: 'ここにファイルを追加…',
    addFolderHere: 'ここにフォルダーを追加…',
    editText: 'テキストを編集…',
    openArchive: 'アーカイブを開く',
    replaceFile: 'ファイルを置き換え…',
    cut: '切り取り',
    copy: 'コピー',
    paste: '貼り付け',
    pasteHere: 'この中に貼り付け',
    moveTo: '移動先…',
    copyTo: 'コピー先…',
    leaveOut: '除外',
    hideFromWindows: 'Windows から隠す（Joliet）',
    hideFromDos: 'DOS から隠す（ISO 9660）',
    executable: '実行可能',
    makeExecutable: '実行可能にする',
    makeNotExecutable: '実行不可にする',
    boot: 'ここから起動する（BIOS）',
    bootEfi: 'ここから起動する（UEFI）',
    weight: 'ディスク上の位置…',
    pattern: 'パターンで除外…',
    leftOut: (count) => `除外したもの（${formatCount(count)}）…`,
    programs: 'プログラムを実行可能にする',
  },

  rename: { label: (name) => `${quoted(name)}の新しい名前` },

  done: {
    renamed: (from, to) => `${quoted(from)}の名前を${quoted(to)}に変更しました。`,
    moved: (what, into) => `${what}を${into}に移動しました。`,
    copied: (what, into) => `${what}を${into}にコピーしました。`,
    newFolder: (name) => `フォルダー${quoted(name)}を作成しました。`,
    newFile: (name) => `ファイル${quoted(name)}を作成しました。`,
    edited: (name) => `${quoted(name)}のテキストを変更しました。`,
    replaced: (name) => `${quoted(name)}の内容を置き換えました。`,
    leftOut: (what) => `除外しました：${what}`,
    leftOutMatching: '一致したものを除外しました。',
    broughtBack: (what) => `${what}を戻しました。`,
    hidden: (what, world) => `${what}は ${world} から見えなくなります。`,
    shown: (what, world) => `${what}は ${world} から再び見えるようになります。`,
    executable: (what) => `${what}を Linux と macOS で実行できるようにしました。`,
    notExecutable: (what) => `${what}を実行できないようにしました。`,
    weighed: (what) => `${what}のディスク上の位置を設定しました。`,
    cut: (what) => `${what}を切り取りました。置きたい場所に貼り付けてください。`,
    copiedForPaste: (what) => `${what}をコピーしました。置きたい場所に貼り付けてください。`,
    nothing: '変更するものはありませんでした。',
    programs: (count) => `${formatCount(count)} 個のプログラムを実行可能にしました。`,
    boots: (name) => `ディスクは${quoted(name)}から起動します。`,
    bootsNot: (name) => `ディスクは${quoted(name)}から起動しません。`,
    told: (name) => `${quoted(name)}にディスク上の位置を知らせます。`,
    notTold: (name) => `${quoted(name)}はそのままです。`,
    noPrograms: 'プログラムの形式で始まるファイルがないか、すべてすでに実行可能です。',
  },
  boot: {
    heading: '起動元',
    platform: (platform) =>
      ({ 0: 'BIOS', 1: 'PowerPC', 2: 'Macintosh', 239: 'UEFI' })[platform] ?? `プラットフォーム ${platform}`,
    as: (media) => (media === 0 ? 'プログラム' : media === 4 ? 'ハードディスクとして' : 'フロッピーディスクとして'),
    hidden: (number) => `どのフォルダーにも表示されないエントリ ${number}`,
    gone: 'イメージにありません',
    full: 'ブートカタログに空きがないため起動しません',
    notBootable: '起動可能の印なし',
    tell: 'ディスク上の位置を知らせる',
    tellHelp:
      'ディスク上で、そのバイト 8 から 63 に表を書き込みます（-boot-info-table）。ISOLINUX と GRUB に必要です。',
    remove: (name) => `${quoted(name)}から起動しない`,
  },
  flags: { notInJoliet: 'Windows では非表示', notInIso: 'DOS では非表示' },
  worlds: { joliet: 'Windows（Joliet）', iso: 'DOS（ISO 9660）' },

  top: 'ディスクの最上位',
  cancel: 'キャンセル',
  close: '閉じる',

  newFolder: { heading: '新しいフォルダー', name: '名前', make: '作成' },
  newFile: { heading: '新しいテキストファイル', name: '名前', text: 'テキスト', make: '作成' },
  editText: {
    heading: (name) => ['「', name, '」を編集'],
    text: 'テキスト',
    save: '保存',
    limits: () => `UTF-8 で保存します（最大 ${formatSize(TEXT_LIMIT)}）。`,
    crlf: '改行は Windows の形式のままです。',
    mixed: '改行の形式が混在しています。保存するとすべて Linux の形式になります。',
  },

  move: {
    headingMove: (what) => `${what}を移動`,
    headingCopy: (what) => `${what}をコピー`,
    where: 'フォルダー',
    into: (folder) => `移動先：${folder}`,
    there: 'すでにここにあります。',
    up: '上へ',
    none: 'この中にフォルダーはありません。',
    move: 'ここに移動',
    copy: 'ここにコピー',
    tooMany: (count) => `最初の ${formatCount(count)} 個のフォルダーを表示しています。`,
  },

  taken: {
    heading: '同じ名前がすでにあります',
    headings: (count) => `${formatCount(count)} 個の名前がすでにあります`,
    more: (count) => `ほか ${formatCount(count)} 個`,
    replace: '置き換える',
    keepBoth: '両方を残す',
    skip: 'そのままにする',
    explain: '置き換えられたものは除外されますが、戻すことができます。',
  },

  pattern: {
    heading: 'パターンで除外',
    explain:
      '.gitignore ファイルと同じく 1 行に 1 つのパターンを書きます。「*.tmp」はすべての場所、「/build」は最上位のみ、「logs/」はフォルダーのみ、「!keep.tmp」は除外しないものです。大文字と小文字は区別しません。',
    label: 'パターン',
    matches: (count, inside, bytes) =>
      count === 0
        ? '一致するものはありません。'
        : `${items(count)}が除外されます：${files(inside)}、${formatSize(bytes)}。`,
    leaveOut: '除外',
    junk: 'よくある不要ファイル',
    junkLabel: (pattern) => `${pattern} を除外`,
    junkCount: (count, inside, bytes) =>
      count === 0 ? 'ここにはありません' : `${items(count)}、${files(inside)}、${formatSize(bytes)}`,
    looking: '探しています…',
  },

  leftOut: {
    heading: '除外したもの',
    none: '除外したものはありません。',
    bringBack: '戻す',
    bringBackName: (path) => `${quoteName(path)} を戻す`,
    bringBackAll: 'これらをすべて戻す',
    more: (count) => `ほか ${formatCount(count)} 個：いくつか戻すと表示されます。`,
  },

  weight: {
    heading: (what) => `${what}のディスク上の位置`,
    explain: '先頭に近いものほど早く見つかります。実際のディスクやブートローダーでは重要です。',
    choices: { first: '先頭の近く', normal: '名前の順', last: '末尾の近く', other: '重みで指定' },
    label: '重み',
    weightHelp: '整数。大きいほど先頭に近くなります。',
    place: '設定',
  },
};
