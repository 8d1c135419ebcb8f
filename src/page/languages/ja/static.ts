import type { StaticWords } from '../../texts-static';

export const words: StaticWords = {
  title: 'Isodrop：フォルダーをドロップして、ディスクイメージをダウンロード',
  description:
    'フォルダーをドロップして、ディスクイメージをダウンロード。データがコンピューターの外に出ることはありません。',
  heading: 'フォルダーをドロップして、ディスクイメージを作成',
  noScript:
    'Isodrop は JavaScript と WebAssembly を使い、お使いのコンピューター上でイメージを作成します。このページでは JavaScript が無効になっています。有効にしてください。データがコンピューターの外に出ることはありません。',
  late: 'この先に何も表示されない場合、ページを開始できませんでした。ファイルとして開いた場合（file://）、ブラウザーはページを実行しません。「npm start」などの Web サーバーと、2023 年以降のブラウザーが必要です。',
};
