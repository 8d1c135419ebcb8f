/** 日本語：このページについて。 */
import type { RestWords } from '../words';

export const about: RestWords['about'] = {
  choice: '言語',
  open: '情報',
  heading: 'Isodrop について',
  close: '閉じる',
  version: (version) => `バージョン ${version}`,
  explain:
    'Isodrop はブラウザー上でディスクイメージ（ISO 9660、Joliet、Rock Ridge）を作成します。サーバーはなく、追加したものがコンピューターの外に出ることはありません。',
  offline: 'オフラインで動作',
  yes: 'はい。ページのすべてがこのコンピューターに保存されています',
  no: 'いいえ',
  looking: '確認しています…',
  reasons: {
    unsupported: 'このブラウザーまたはこの種類のウィンドウでは、ページを保存できません',
    insecure: 'このページは http で読み込まれました。https または localhost なら保存できます',
    pending: '読み込み中です。少し待ってからもう一度確認してください',
  },
  language: '英語、ドイツ語、日本語、簡体字中国語に対応しています。ページの上部で選べます。',
  licences: 'ライセンス',
  own: (license) => `Isodrop 自体は ${license} ライセンスのフリーソフトウェアです。`,
  parts: 'このほかに次の部品を含み、それぞれのライセンスに従います：',
  missing: 'ライセンスを読み込めませんでした。',
};
