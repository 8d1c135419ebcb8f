/** 日本語：プリセット。 */
import type { RestWords } from '../words';

export const presets: RestWords['presets'] = {
  universal: {
    title: '汎用',
    sentence: '古い環境用の短い名前に加え、Windows（Joliet）、Linux と macOS（Rock Ridge）用の長い名前を記録します。',
    because: '',
  },
  linux: {
    title: 'Linux',
    sentence: '最大 255 バイトの名前と日時、アクセス権（Rock Ridge）。Windows 用の情報は入りません。',
    because: '',
  },
  windows: {
    title: 'Windows',
    sentence: 'Windows で表示される最大 103 文字の名前（Joliet）。Linux と macOS 用の情報は入りません。',
    because: '',
  },
  macos: {
    title: 'macOS',
    sentence:
      '最大 255 バイトの名前（Rock Ridge）を macOS は Linux と同様に読みます。古い環境用のフォルダーは隠されます。',
    because: '',
  },
  dos: {
    title: 'DOS とレトロコンピューター',
    sentence: 'MSCDEX や古いコンピューターが求める、大文字と 8.3 文字の名前（レベル 1）だけを記録します。',
    because: '',
  },
  games: {
    title: 'ゲーム機とエミュレーター',
    sentence:
      'ゲーム機が想定する 1 つのファイルシステム。大文字、最大 31 文字の名前（レベル 2）で、末尾に ;1 が付きます。',
    because: '',
  },
  archive: {
    title: '長期保存',
    sentence:
      'すべての名前をあらゆる方式で記録し、各フォルダーに一覧（TRANS.TBL）も置くため、将来の最も単純な環境でも見つけられます（レベル 3）。',
    because: '',
  },
  tools: {
    title: '仮想マシン用ツール',
    sentence: 'あらゆるゲスト OS 用のドライバーとインストーラー。どの環境でも長い名前で、Linux では実行できます。',
    because: '',
  },
  'cloud-init': {
    title: 'cloud-init（NoCloud）',
    sentence: 'ディスク最上位の user-data と meta-data に従って、初回起動時に仮想マシンを設定します。',
    because: 'cloud-init はこの名前のディスクだけを探し、ほかは無視します。',
  },
  'config-2': {
    title: 'OpenStack コンフィグドライブ',
    sentence: 'OpenStack がマシンに渡すもの：openstack/latest/meta_data.json と関連ファイル。',
    because: 'cloud-init と cloudbase-init はこの名前のディスクだけを探し、ほかは無視します。',
  },
  unattend: {
    title: 'Windows 応答ファイルディスク',
    sentence: 'Windows セットアップが、ディスク最上位の autounattend.xml に従って自動的にインストールします。',
    because: '',
  },
  kickstart: {
    title: 'Kickstart',
    sentence: 'Fedora、Red Hat などが、ディスク最上位の ks.cfg に従って自動的にインストールします。',
    because: 'インストーラー（Anaconda）はこの名前のディスクを自動的に探します。',
  },
};
