/** 日本語：イメージのファイルへの保存と、チェックサム。 */
import type { ChecksumKind } from '../../../worker/session';
import { formatSize } from '../../format';
import type { RestWords } from '../words';
import { quoted } from './counted';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

export const saving: NonNullable<RestWords['saving']> = {
  tools: {
    label: 'イメージに対してできるその他の操作',
    save: 'ファイルに保存…',
    saveHelp: '保存先のファイルを選びます。このページが進行状況を表示し、同時に SHA-256 を計算します。',
    fileType: 'ディスクイメージ',
    checksums: 'チェックサム',
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
    progress: (name) => `進行状況：${name}`,
    figures: (done, all) => `${formatSize(done)} / ${formatSize(all)}`,
    rate: (bytes) => `${formatSize(bytes)}/秒`,
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
