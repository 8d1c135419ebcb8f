/** 日本語：cloud-init 用のフォームと、目的のあるディスクに必要なもの。 */
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { quoted } from './counted';

export const cloud: RestWords['cloud'] = {
  heading: 'cloud-init 用のディスク',
  explain:
    'このディスクとともに起動した仮想マシンは、これらのファイルに従って自動的に設定されます。ディスクの名前は cidata で、ファイルは最上位に置かれます。',
  files: {
    'user-data': { label: 'user-data', help: '設定内容：ユーザー、鍵、パッケージ、コマンド。' },
    'meta-data': {
      label: 'meta-data',
      help: 'どのマシンか。instance-id が異なると新しいマシンとみなされ、設定し直されます。',
    },
    'network-config': {
      label: 'network-config',
      help: 'ない場合、マシンはアドレスを自動取得します（DHCP）。ほとんどの場合はそれで十分です。',
    },
  },
  optional: '任意',
  begin: '開始方法',
  example: '例を選択…',
  templates: { machine: 'SSH 鍵を持つユーザー', script: 'スクリプト', autoinstall: 'Ubuntu Server の自動インストール' },
  network: '例から始める',
  line: (line) => `${line} 行目`,
  atLine: (line, message) => `${line} 行目：${message}`,
  fine: 'cloud-init で読み取れます。',
  loading: 'ファイルを確認しています…',
  put: 'これらのファイルをディスクに置く',
  cancel: 'キャンセル',
  waits: '先に印の付いた箇所を直してください。cloud-init は何も表示せずに無視します。',
  failed: (reason) => `ファイルをディスクに置けませんでした。${reason}`,
  unreadable: (name, reason) =>
    `${quoted(name)}はディスク上にあり、そのまま残ります。ここでは編集できません：${reason}`,
  noFile: 'フォルダーです。',
  step: 'cloud-init のファイル',

  faults: {
    byteOrderMark:
      '先頭にバイトオーダーマーク（BOM）があり、cloud-init が認識できません。BOM なしの UTF-8 で保存してください。',
    header: '#cloud-config、または #!/bin/sh など cloud-init が認識するヘッダーで始まる必要があります。',
    nearly: '最初の行は #cloud-config だけでなければなりません。',
    placeholder: 'ここに自分の公開鍵を入れてください。~/.ssh/id_ed25519.pub などのファイルの内容です。',
    noMapping: '「hostname: machine」のように、キーと値の一覧である必要があります。',
    autoinstall: '「autoinstall」の下に「version: 1」が必要です。',
    instanceId: '「instance-id」がありません。cloud-init はこれで新しいマシンかどうかを判断します。',
    instanceIdText: '「instance-id」は 1 つの単語または数値でなければなりません。',
    hostname: '「local-hostname」は名前でなければなりません。',
    version: '「version」は 1 または 2 でなければなりません。',
    version1: 'バージョン 1 では「config」の下に一覧が必要です。',
  },
};

export const needs: RestWords['needs'] = {
  heading: 'このディスクに必要なもの',
  looking: 'ディスクを確認しています…',
  edit: 'ファイルを編集…',
  met: 'あり',
  unmet: 'なし',

  there: (name) => `${quoted(name)}があります。`,
  unseen: (name) => `${quoted(name)}があります。短いテキストではないため、内容は確認されません。`,
  missing: (path) =>
    `${quoted(path)}がありません。${path.includes('/') ? 'このパスに' : 'ディスクの最上位に'}追加してください。`,
  misnamed: (name, path) => `${quoted(name)}の名前は${quoted(path)}でなければなりません。`,
  inFolder: (path, folder) =>
    `${quoted(path)}が${quoted(folder)}の中にあります。ディスクの最上位に置く必要があります。`,
  faulty: (name, line, message, others) =>
    `${quoted(name)}${line === undefined ? '' : `、${line} 行目`}：${message}${others > 0 ? `ほか ${formatCount(others)} 件。` : ''}`,
  joliet: 'Joliet に名前がそのまま記録されます。',
  rockRidge: 'Rock Ridge に名前がそのまま記録されます。',
  noNames: (forWindows) =>
    `Joliet${forWindows ? '' : ' または Rock Ridge'} がないと、名前が大文字の短いものになり、見つけられません。`,
  noUuid: 'マシンを識別する「uuid」を持つオブジェクトでなければなりません。',
  notWellFormed: '整形式の XML ではありません。Windows セットアップはそこで停止します。',
  noUnattend:
    '応答ファイルではありません。ルート要素は <unattend xmlns="urn:schemas-microsoft-com:unattend"> でなければなりません。',
  emptyKickstart: 'コメントしかありません。',

  remedies: {
    'cloud-form': '作成…',
    joliet: 'Joliet をオンにする',
    rename: '名前を変更',
    'to-top': '内容を最上位に置く',
  },
  jolietStep: 'Joliet をオンにする',
};
