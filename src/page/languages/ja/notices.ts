/** 日本語：お知らせ。 */
import type { RestWords } from '../words';
import { folders, items } from './counted';

export const notices: RestWords['notices'] = {
  'iso-name': {
    title: (n) => `${items(n)}が ISO 9660 で短い名前になります`,
    sentence: ({ path, after }) =>
      `「${path}」は、完全な名前を入れる余地がないため、ISO 9660 では ${after} になります。`,
  },
  'iso-collision': {
    title: (n) => `短い名前が同じになるため、${items(n)}に番号が付きます`,
    sentence: ({ path, after }) =>
      `「${path}」は、同じフォルダーに短い名前が同じ項目があるため、ISO 9660 では ${after} になります。`,
  },
  'iso-path': {
    title: (n) => `${items(n)}のパスが ISO 9660 の上限を超えています`,
    sentence: ({ path }) =>
      `「${path}」のパスは ISO 9660 で 255 文字の上限を超えます。古い環境では開けないことがあります。名前を短くするか、階層を減らすと避けられます。`,
  },
  'iso-twin': {
    title: (n) => `${items(n)}の短い名前が隣のフォルダーと同じです`,
    sentence: ({ path, after }) =>
      `「${path}」は ISO 9660 では ${after} になり、ピリオドのない同名のフォルダーが隣にあります。ピリオドは表示されないため、同じ名前が 2 つ見えます。`,
  },
  'joliet-characters': {
    title: (n) => `${items(n)}に Windows で使えない文字があります`,
    sentence: ({ path, after }) =>
      `「${path}」は Windows では「${after}」になります。Joliet の名前には制御文字と \\ / : ; * ? を使えません。`,
  },
  'joliet-length': {
    title: (n) => `${items(n)}の名前が Joliet には長すぎます`,
    sentence: ({ path, after }) =>
      `「${path}」は Windows では「${after}」になります。Joliet の名前は最大 64 文字です（指定した場合は 103 文字）。`,
  },
  'joliet-collision': {
    title: (n) => `Windows での名前が同じになるため、${items(n)}に番号が付きます`,
    sentence: ({ path, after }) =>
      `「${path}」は、同じフォルダーに Joliet 名が同じ項目があるため、Windows では「${after}」になります。`,
  },
  'rock-ridge-length': {
    title: (n) => `${items(n)}の名前が Linux には長すぎます`,
    sentence: ({ path, after }) =>
      `「${path}」は Linux と macOS では「${after}」になります。名前は最大 255 バイトです。`,
  },
  time: {
    title: (n) => `${items(n)}の日時が 1900～2155 年の範囲外です`,
    sentence: ({ path, after }) =>
      `「${path}」の日時は ${after ?? '最も近い日時'} になりました。イメージに記録できるのは 1900～2155 年だけです。`,
  },
  'time-plain': {
    title: (n) => `${items(n)}の日時が 1900～2155 年の範囲外で、Rock Ridge にのみ記録できます`,
    sentence: ({ path, after }) =>
      `「${path}」の日時は、1900～2155 年しか扱えない Windows と ISO 9660 のみの環境では ${after ?? '最も近い日時'} になります。Rock Ridge では元のままです。`,
  },
  relocated: {
    title: (n) => `${items(n)}が 8 階層より深い場所にあります`,
    sentence: ({ path }) =>
      `フォルダー「${path}」は 8 階層より深い場所にあります。ISO 9660 のみの環境では RR_MOVED の中に、ほかの環境では元の場所に見えます。`,
  },
  deep: {
    title: (n) => `${items(n)}が 8 階層より深い場所にあります`,
    sentence: ({ path }) =>
      `フォルダー「${path}」は ISO 9660 が許す 8 階層より深い場所にあり、見つからない環境があります。-D を付けずに Rock Ridge を使うと避けられます。`,
  },
  sections: {
    title: (n) => `${items(n)}が 4 GiB を超え、分割して記録されます`,
    sentence: ({ path }) =>
      `「${path}」は 4 GiB − 1 バイトより大きく、ISO 9660 レベル 3 に従って複数の区画に記録されます。古い環境では一部しか見えないことがあります。`,
  },
  'path-table': {
    title: (n) => `${items(n)}がパステーブルの番号の範囲を超えています`,
    sentence: ({ path }) =>
      `「${path}」を含むフォルダーの番号が 65,535 を超え、パステーブルに記録できません。Windows では破損とみなされることがありますが、Linux と macOS では読めます。`,
  },
  'identifier-primary': {
    title: (n) => `ISO 9660 用に ${n} 個のボリューム情報が変更されました`,
    sentence: ({ before, after }) =>
      `「${before}」は ISO 9660 では「${after}」になります。ASCII しか使えず、長すぎる部分は切り詰められます。`,
  },
  'identifier-joliet': {
    title: (n) => `Windows 用に ${n} 個のボリューム情報が変更されました`,
    sentence: ({ before, after }) =>
      `「${before}」は Windows では「${after}」になります。Joliet では制御文字と \\ / : ; * ? を使えず、長すぎる部分は切り詰められます。`,
  },
  'identifier-characters': {
    title: (n) => `${n} 個のボリューム情報が ISO 9660 の許す範囲を超えています`,
    sentence: ({ before }) =>
      `「${before}」はそのまま記録されますが、ISO 9660 が許すのは大文字、数字、一部の記号だけです。`,
  },
  'table-name': {
    title: () => '変換テーブルが短い名前になります',
    sentence: ({ path, after }) =>
      `変換テーブル「${path}」は、完全な名前を入れる余地がないため、ISO 9660 では ${after} になります。`,
  },
  'no-table': {
    title: (n) => `${folders(n)}に変換テーブルがありません`,
    sentence: ({ path }) =>
      `「${path}」が ISO 9660 で変換テーブルと同じ名前になるため、そのフォルダーには変換テーブルがありません。テーブルを別の名前（-table-name）にすると避けられます。`,
  },
  'table-replaces': {
    title: (n) => `${items(n)}を除外：変換テーブルと同じ名前です`,
    sentence: ({ path }) =>
      `「${path}」は、フォルダーの変換テーブルと同じ名前のため除外されました。テーブルを別の名前（-table-name）にすると両方残せます。`,
  },
  'link-without-rock-ridge': {
    title: (n) => `${items(n)}を除外：シンボリックリンクには Rock Ridge が必要です`,
    sentence: ({ path }) =>
      `シンボリックリンク「${path}」は除外されました。記録できるのは Rock Ridge（-r または -R）だけです。-f を使うとリンク先が入ります。`,
  },
  'special-without-rock-ridge': {
    title: (n) => `${items(n)}を除外：デバイス、パイプ、ソケットには Rock Ridge が必要です`,
    sentence: ({ path }) =>
      `「${path}」は除外されました。デバイス、パイプ、ソケットを記録できるのは Rock Ridge（-r または -R）だけです。`,
  },
  'link-broken': {
    title: (n) => `${items(n)}を除外：リンク先がありません`,
    sentence: ({ path, before }) =>
      `シンボリックリンク「${path}」は、リンク先の「${before}」が存在しないため除外されました。`,
  },
  'link-loop': {
    title: (n) => `${items(n)}は上位のフォルダーを指すため、リンクのまま残ります`,
    sentence: ({ path, before }) =>
      `「${path}」は、自身を含む「${before}」を指すため、シンボリックリンクのまま残りました。`,
  },
  'link-portable': {
    title: (n) => `${items(n)}を除外：ブラウザーから見えないシンボリックリンク`,
    sentence: ({ path }) =>
      `-portable はブラウザーから見えるものだけを扱うため、シンボリックリンク「${path}」は除外されました。`,
  },
  special: {
    title: (n) => `${items(n)}を除外：ソケット、デバイス、パイプ`,
    sentence: ({ path }) => `「${path}」は通常のファイルではないため除外されました。`,
  },
  'name-encoding': {
    title: (n) => `${items(n)}の名前が別の文字コードです`,
    sentence: ({ path }) =>
      `「${path}」の名前は指定の文字コード（-input-charset）ではないため、バイト列がそのまま使われました。`,
  },
  unreadable: {
    title: (n) => `${items(n)}を除外：読み取れません`,
    sentence: ({ path }) => `「${path}」は読み取れなかったため除外されました。`,
  },
  'left-out-by-choice': {
    title: (n) => `${items(n)}を選択どおり除外`,
    sentence: ({ path }) => `「${path}」は選択どおり除外されました。`,
  },
  'nothing-to-change': {
    title: (n) => `変更を加えた ${items(n)}が、なくなっています`,
    sentence: ({ path }) => `「${path}」はもう存在しないため、加えた変更は反映されません。`,
  },
  'replacement-gone': {
    title: (n) => `${items(n)}が以前の内容に戻っています`,
    sentence: ({ path, before }) =>
      `「${path}」は以前の内容に戻っています。置き換えた「${before}」は大きすぎて記憶できないため、もう一度置き換えてください。`,
  },
  'fewer-files': {
    title: (n) => `${items(n)}のファイルが前回より減っています`,
    sentence: ({ path, before }) => `「${path}」のファイルが前回より減っています：${before} 個がなくなりました。`,
  },
  'kept-both': {
    title: (n) => `両方を残すため、${items(n)}の名前を変更`,
    sentence: ({ path, before }) =>
      `同じ名前のファイルがすでにあるため、「${before}」は「${path}」として追加されました。`,
  },
  'empty-folders': {
    title: () => '空のフォルダーが含まれていない可能性があります',
    sentence: ({ path }) =>
      `ブラウザーのフォルダー入力では空のフォルダーがわからないため、「${path}」の空のフォルダーはイメージに含まれません。フォルダーをページにドロップすれば含まれます。`,
  },
  'hidden-names': {
    title: () => '特殊な名前のファイルが含まれていない可能性があります',
    sentence: ({ path }) =>
      `フォルダーの選択では特殊な名前（「a?b」や「x.lnk」など）のファイルが表示されないため、「${path}」のそうしたファイルが含まれていない可能性があります。フォルダーをページにドロップすれば含まれます。`,
  },
  'archive-outside': {
    title: (n) => `アーカイブの ${items(n)}を除外：外側に出るパスです`,
    sentence: ({ path }) => `「${path}」は「..」によってアーカイブの外に出るため、除外されました。`,
  },
  'archive-through': {
    title: (n) => `アーカイブの ${items(n)}を除外：その場所に別のものがあります`,
    sentence: ({ path, before }) =>
      `「${path}」は除外されました。アーカイブ内の「${before}」が、フォルダーとしても、リンクなど別のものとしても記録されています。`,
  },
  'archive-name': {
    title: (n) => `アーカイブの ${items(n)}を除外：ファイルに使えない名前です`,
    sentence: ({ path }) => `アーカイブの「${path}」は、ファイルに使えない名前のため除外されました。`,
  },
  'archive-link': {
    title: (n) => `アーカイブの ${items(n)}を除外：リンク先がありません`,
    sentence: ({ path, before }) =>
      `リンク「${path}」は除外されました。リンク先の「${before}」は、アーカイブ内のリンクでは指せないか、それより前にありません。`,
  },
  'archive-kind': {
    title: (n) => `アーカイブの ${items(n)}を除外：イメージにない種類です`,
    sentence: ({ path, before }) => `「${path}」は、アーカイブ内で「${before}」という種類のため除外されました。`,
  },
  'archive-rest': {
    title: () => '終端の後に続きがあるアーカイブ',
    sentence: ({ path }) =>
      `「${path}」には終端の印の後にもデータがあります。別のアーカイブなど、そこにあるものは取り込まれませんでした。`,
  },
  'archive-ended': {
    title: () => '終端のないアーカイブ',
    sentence: ({ path, before }) =>
      `「${path}」には終端の印がありません。「${before}」の後で途切れている可能性があり、その後の内容は含まれません。`,
  },
  'archive-twice': {
    title: (n) => `アーカイブに複数回ある ${items(n)}`,
    sentence: ({ path }) => `「${path}」はアーカイブに複数回あります。tar と同じく、最後のものが使われました。`,
  },
  'archive-absolute': {
    title: (n) => `ルートから始まるアーカイブの ${items(n)}`,
    sentence: ({ path }) => `「${path}」は、tar と同じく先頭のスラッシュを除いて取り込まれました。`,
  },
  'archive-encoding': {
    title: (n) => `別の文字コードの名前を持つアーカイブの ${items(n)}`,
    sentence: ({ path, before }) =>
      `「${path}」の名前の文字コードはどこにも示されていないため、${before} として扱われました。-input-charset で別の文字コードを指定できます。`,
  },
  'archive-target': {
    title: (n) => `リンク先が別の文字コードの名前であるアーカイブの ${items(n)}`,
    sentence: ({ path, before }) =>
      `リンク「${path}」のリンク先の文字コードはどこにも示されていないため、Latin-1 として「${before}」と扱われました。-input-charset で別の文字コードを指定できます。`,
  },
  'archive-control': {
    title: (n) => `パスに制御文字を含むアーカイブの ${items(n)}`,
    sentence: ({ path }) =>
      `「${path}」では制御文字が「_」に置き換えられています。アーカイブを読み取るプログラムからは、どの文字かわかりません。`,
  },
  'archive-owner': {
    title: (n) => `所有者の番号がイメージに収まらないアーカイブの ${items(n)}`,
    sentence: ({ path, before }) =>
      `「${path}」の所有者はアーカイブでは番号 ${before} ですが、イメージに収まらないため、nobody（65534）になりました。`,
  },
  'archive-attributes': {
    title: () => '拡張属性またはアクセス制御リストを含むアーカイブ',
    sentence: ({ path, before }) =>
      `「${path}」には拡張属性またはアクセス制御リストがあり、最初のものは「${before}」にあります。イメージには保存できないため、ファイルはそれらなしで取り込まれました。`,
  },
  'boot-gone': {
    title: (n) => `起動に使う${items(n)}がイメージにありません`,
    sentence: ({ path }) =>
      `ディスクは「${path}」から起動するはずでしたが、そのファイルはイメージにないか空です。そこからは何も起動しません。`,
  },
  'boot-full': {
    title: (n) => `ブートカタログに入りきらない起動用の${items(n)}`,
    sentence: ({ path }) =>
      `「${path}」からは起動しません。1 枚のディスクに置ける起動エントリは 32 個までで、その前にすでに 32 個あります。ほかの起動エントリを取り除いてください。`,
  },
  'boot-full-hidden': {
    title: () => 'ブートカタログに入りきらない、フォルダーに表示されないブートイメージ',
    sentence: ({ path }) =>
      `どのフォルダーにも表示されない起動エントリ ${path} からは起動しません。1 枚のディスクに置ける起動エントリは 32 個までで、その前にすでに 32 個あります。ほかの起動エントリを取り除いてください。`,
  },
  'boot-floppy': {
    title: () => 'フロッピーディスクではないブートイメージ',
    sentence: ({ path, before }) =>
      `「${path}」は起動用フロッピーディスクの代わりですが、大きさが ${before ?? 'ほかの'} バイトで、そのようなディスクはありません。起動できるコンピューターはほとんどないでしょう。`,
  },
  'boot-load': {
    title: () => 'ブートカタログに書ききれない大きさのブートイメージ',
    sentence: ({ path }) =>
      `「${path}」はブートカタログに書ける大きさを超えています。それに従うファームウェアは最初の 65,535 セクター（32 MB）だけを読み込みます。必要な数は -boot-load-size で指定できます。`,
  },
  'opened-boot': {
    title: () => '起動に使う部分の一部は残りません',
    sentence: ({ path, before }) =>
      `「${path}」はコンピューターを起動できます（El Torito）。ここから作るイメージには ${before ?? 'その一部'} が含まれません。`,
  },
  'opened-systems': {
    title: () => 'イメージのほかのファイルシステムは残りません',
    sentence: ({ path, before }) =>
      `「${path}」にはほかに ${before} がありますが、ここから作るイメージには含まれません。`,
  },
  'opened-cut': {
    title: () => '全部そろっていないイメージ',
    sentence: ({ path, before }) =>
      `「${path}」は全部そろっていません。欠けている部分にあるものは除外されました。${before ?? '一部が欠けています。'}`,
  },
  'opened-unreadable': {
    title: (n) => `イメージの ${items(n)}を除外：読み取れません`,
    sentence: ({ path, before }) => `「${path}」は除外されました。${before ?? '読み取れません。'}`,
  },
  'opened-sessions': {
    title: () => '複数のセッションがあるイメージ',
    sentence: ({ path, before, after }) =>
      `「${path}」には ${before} 個のセッションがあります。${after === undefined ? '最後のセッション' : `セッション ${after} `}の内容はすべてあり、ここから作るイメージのセッションは 1 つです。`,
  },
  'opened-compressed': {
    title: (n) => `${items(n)}を圧縮せずに保存`,
    sentence: ({ path }) => `「${path}」は開いたイメージの中で圧縮されています（zisofs）。圧縮せずに保存されます。`,
  },
  'opened-odd': {
    title: (n) => `開いたイメージの不審な点：${n.toLocaleString('ja')} 件`,
    sentence: ({ path, before }) => `「${path}」：${before ?? '不審な点があります。'}`,
  },
};
