/** 日本語：イメージのファイルへの保存と、チェックサム。 */
import type { ChecksumKind } from '../../../worker/session';
import { formatCount, formatSize } from '../../format';
import type { RestWords } from '../words';
import { files, folders, quoted } from './counted';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

export const saving: RestWords['saving'] = {
  tools: {
    label: 'イメージに対してできるその他の操作',
    save: 'ファイルに保存…',
    saveHelp: '保存先のファイルを選びます。このページが進行状況を表示し、同時に SHA-256 を計算します。',
    fileType: 'ディスクイメージ',
    newName: (stem) => `${stem} (新).iso`,
    elsewhere: (images) =>
      `${images.map(quoted).join('、')}とは別のファイルに保存してください。このディスクはそこから読み込まれ、ブラウザーは選んだファイルを空にします。`,
    isSource: (name) =>
      `${quoted(name)}はこのディスクの元になっているファイルのため、書き込みませんでした。選んだときにブラウザーが空にした可能性があります。中身を確認し、空であればコピーから元に戻してから、別のファイルに保存してください。`,
    checksums: 'チェックサム',
    check: 'イメージを検査',
    checkHelp: '完成したイメージを読み戻し、ダウンロード前に入れた内容と比較します',
  },

  work: {
    save: (name) => ({
      name: `${quoted(name)}を保存中`,
      done: `保存しました：${quoted(name)}`,
      failed: `保存できませんでした：${quoted(name)}`,
      cancelled: `キャンセルしました：${quoted(name)}は保存されていません。`,
    }),
    checksum: (kind, name) => ({
      name: `${quoted(name)}の ${names[kind]}`,
      done: `計算しました：${quoted(name)}の ${names[kind]}`,
      failed: `計算できませんでした：${quoted(name)}の ${names[kind]}`,
      cancelled: `キャンセルしました：${quoted(name)}の ${names[kind]} は計算されていません。`,
    }),
    check: (name) => ({
      name: `${quoted(name)}を検査中`,
      done: `検査しました：${quoted(name)}`,
      failed: `検査できませんでした：${quoted(name)}`,
      cancelled: `キャンセルしました：${quoted(name)}は検査されていません。`,
    }),
    progress: (name) => `進行状況：${name}`,
    filesDone: (done, all) => `${files(all)}のうち ${formatCount(done)} 個`,
    figures: (done, all) => `${formatSize(done)} / ${formatSize(all)}`,
    rate: (bytes) => `${formatSize(bytes)}/秒`,
    extract: (name) => ({
      name: `${quoted(name)}へ取り出し中`,
      done: `取り出しました：${quoted(name)}`,
      failed: `取り出せませんでした：${quoted(name)}`,
      cancelled: `終了しました：${quoted(name)}へすべては取り出していません。`,
    }),
    reading: 'フォルダーと名前を読み取っています…',
    closing: 'すべて書き込みました。ブラウザーがファイルを確認し、保存先に置いています…',
    cancelName: (name) => `キャンセル：${name}`,
    tell: '完了したら通知する',
    willTell: '完了するとブラウザーが通知します。',
    cannotTell: 'ブラウザーがこのページの通知を許可していません。ページの設定で許可できます。',
    titleStarting: '処理中… – Isodrop',
    ofBefore: 'その後ディスクが変更されました。これは変更前のものです。',
    dismissName: (name) => `閉じる：${name}`,
  },

  saved: {
    heading: '保存しました',
    fact: (bytes) => `${formatSize(bytes)}、最後のバイトまで書き込みました。`,
    check: 'ファイルを読み戻して検査',
  },

  check: {
    heading: '検査',
    good: 'イメージに問題はありません',
    goodFile: 'ファイルに問題はありません',
    bad: (errors) => `${formatCount(errors)} 件のエラーが見つかりました`,
    compared: (fileCount, folderCount) =>
      `${files(fileCount)}と ${folders(folderCount)}を読み戻し、名前、サイズ、日時、すべてのバイトを入れた内容と比較しました。`,
    badHelp: 'このイメージは使わないでください。もう一度保存またはダウンロードし、そのファイルを検査してください。',
    findings: (count) => `${formatCount(count)} 件の検出結果`,
    severities: { error: 'エラー', warning: '警告', note: '注意' },
    more: (count) => `…ほか ${formatCount(count)} 件`,
    standards: 'イメージの構造も規格に準拠しています。',
    file: '保存したファイルを検査…',
    fileHelp: 'ダウンロードまたはコピーした .iso を選ぶと、最後のバイトまでこのディスクと比較します。',
    fileInput: '検査するイメージ',
    again: 'もう一度検査',
  },

  checksums: {
    heading: 'チェックサム',
    names,
    workOut: '計算',
    workOutName: (kind) => `${names[kind]} を計算`,
    copyName: (kind) => `${names[kind]} をコピー`,
    file: 'ファイル',
    fileName: (kind) => `${names[kind]} のチェックサムファイルを保存`,
    explain:
      'コピーが最後の 1 ビットまで同じかどうかがわかります。チェックサムファイルをイメージの隣に置き、次を実行してください：',
    copyCommand: 'コマンドをコピー',
  },
};
