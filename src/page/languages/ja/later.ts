/** 日本語：ページの表示後に読み込まれる文言。 */
import { VOLUME_NAME_LIMIT } from '../../../image/options';
import { formatCount, formatSize, quoteName } from '../../format';
import { shellQuote } from '../../texts-later';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: 'すでに存在しません。',
  NotAllowedError: 'ブラウザーが読み取りを許可していません。',
  NoModificationAllowedError: 'ブラウザーが読み取りを許可していません。',
  SecurityError: 'ブラウザーが読み取りを許可していません。',
  EncodingError:
    '名前が UTF-8 ではないため、ブラウザーで開けません。名前を変更してから、すべて再読み込みしてください。',
  SpoolFullError: '空き容量が足りませんでした。',
  LengthError: '読み取り中に変更されました。',
  NotReadableError: '開けないか、読み取り中に変更されました。',
};
const KINDS: Readonly<Record<string, string>> = {
  changed: '読み込み後にディスク上で変更されました。',
  missing: 'ディスク上にありません。',
};
const RETRIES = {
  changed: '再読み込みする',
  missing: '元に戻して再試行する',
  unreadable: '再試行する',
  'folder-unreadable': '再試行する',
  lost: 'もう一度ドロップする',
} as const;

export const later: RestWords['later'] = {
  volume: {
    label: 'ボリューム名',
    useFolder: 'フォルダー名を使う',
    useFolderName: (name) => `フォルダー名を使う：${quoteName(name)}`,
    limits: `ディスクを開いたときに表示されます。ディスク上では最大 ${VOLUME_NAME_LIMIT.iso} 文字、Joliet（Windows）ではそのうち ${VOLUME_NAME_LIMIT.joliet} 文字です。`,
    nothing: '名前がない場合は「CD ドライブ」など、各システム独自の名前が表示されます。',
    differs: (joliet, iso) =>
      `Windows（Joliet）では${quoted(joliet)}、ISO 9660 のみの環境では${quoted(iso)}と表示されます。`,
    changed: (name) => `ディスクの名前は${quoted(name)}になります。`,
  },

  formats: {
    summary: '形式について',
    off: 'オフ',
    list: [
      [
        'ISO 9660',
        '1988 年以来、すべてのシステムに共通の基盤です。短い名前（8.3 形式）で、どのコンピューター、ファームウェア、DOS でも読めます。',
      ],
      ['Joliet', 'それに加えて、Windows 用にあらゆる文字の長い名前を記録します（最大 64 文字）。'],
      [
        'Rock Ridge',
        'それに加えて、Linux、macOS などの Unix 系システム用に、長い名前、正確な日時、アクセス権を記録します。',
      ],
    ],
  },

  storeOnce: {
    saved: (count, bytes) => `${formatSize(bytes)} 節約しました：${files(count)}がほかのファイルと同じ内容です。`,
    nothing: '同じ内容のファイルはないため、節約できるものはありません。',
  },

  madeFor: {
    label: '用途',
    groups: { any: '汎用', purpose: '特定の用途', own: '自分のプリセット' },
    gone: '存在しなくなったプリセット',
    opened: '開いたイメージと同じ',
    asOpened: 'オプションは開いたイメージのものです。ほかに含まれていたものがあれば、お知らせに示します。',
    options: 'オプション…',
    loading: 'オプションを読み込んでいます…',
    changed: (count) => `その後 ${formatCount(count)} 個のオプションが変更されました。`,
    own: '自分で保存したオプションです。',
  },

  contents: {
    heading: '内容',
    topDissolved: (name) => ['「', name, '」の内容がディスクの最上位に置かれます。'],
    topFolder: (name) => ['「', name, '」はディスク上のフォルダーになります。'],
    sideBySide: '追加したものはすべてディスクの最上位に並びます。',
    makeFolder: 'フォルダーにする',
    makeTop: '内容を最上位に置く',
    treeLabel: 'イメージの内容',
    name: '名前',
    size: 'サイズ',
    modified: '更新日時',
    actions: '操作',
    leaveOutName: (name) => `${quoteName(name)} を除外`,
    readAgainName: (name) => `${quoteName(name)} を再読み込み`,
    changed: 'その後変更あり',
    unreadable: '読み取り不可',
    empty: 'イメージには何もありません。',
    dropHint: 'ファイルやフォルダーをどこにでもドロップできます',
    sortTitle: (column, isSorted) =>
      `${isSorted ? '逆順に並べ替え' : `${column}で並べ替え`}：表示だけで、ディスク上の順序は変わりません`,
    keys: '矢印キーで移動、右でフォルダーを開く、Enter でファイルの中身を見る、スペースで選択、Shift と矢印で範囲選択、文字キーで名前へ移動、F2 で名前を変更、Delete で除外、Shift+F10 でメニューを開きます。',
    entries: items,
  },

  archives: {
    opened: (name) => ['「', name, '」を開きました。中身がイメージに入っています。'],
    keep: 'ファイルのまま残す',
    keepName: (name) => `${quoteName(name)} をファイルのまま残す`,
    add: 'ファイルとして追加',
    readable: 'Linux では誰でもすべてを読め、所有者は省かれます。',
    asTheyAre: '所有者とアクセス権をそのまま残す',
  },

  columns: {
    label: '列',
    names: { mode: 'アクセス権', iso: 'ISO 9660 名', joliet: 'Joliet 名', block: '開始ブロック' },
    help: {
      mode: 'Linux と macOS でのアクセス権',
      iso: 'DOS とファームウェアで表示される名前',
      joliet: 'Windows で表示される名前',
      block: 'ディスク上でファイルが始まる位置',
    },
    none: '–',
  },

  filter: {
    label: '名前で絞り込み',
    placeholder: '絞り込み',
    title: '名前にこの文字を含むものだけを表示します（Ctrl+F）',
    clear: '絞り込みを解除',
    found: (count) => `${formatCount(count)} 個の名前が一致`,
    nothing: ['「', '」を含む名前はありません。'],
  },

  selection: {
    label: '選択',
    count: (count, size) => `${formatCount(count)} 個を選択・${size}`,
    clear: '選択を解除',
  },

  notices: {
    heading: 'お知らせ',
    none: '除外や変更が必要なものはありませんでした。',
    severity: {
      'left-out': 'イメージに含まれないもの',
      changed: 'イメージに含まれるが、元のままではないもの',
      'plain-names': 'DOS とファームウェアのみに関わるもの',
    },
    more: (shown, count) =>
      `残り ${formatCount(count - shown)} 件のうち ${formatCount(Math.min(100, count - shown))} 件を表示`,
    notYet: 'イメージが確定すると表示されます。',
  },

  problems: {
    heading: (count) => `${items(count)}を読み取れませんでした`,
    headingChanged: (count) => `フォルダーの読み込み後に ${items(count)}が変更されました`,
    explain: '断りなく除外することはありません。再試行するか、除いて続けてください。',
    explainChanged: 'このままではイメージが古い内容になります。再読み込みするか、除いて続けてください。',
    sentence: ({ kind, error }) =>
      `${KINDS[kind] ?? REASONS[error] ?? 'ブラウザーで読み取れません。'}${error === 'InvalidStateError' ? 'もう一度選択する' : RETRIES[kind]}か、除外してください。`,
    kinds: {
      unreadable: '読み取り不可',
      'folder-unreadable': 'フォルダー読み取り不可',
      changed: '変更あり',
      missing: '消失',
      lost: '未復元',
    },
    retry: '再試行',
    leaveOut: '除外',
    retryName: (path) => `${quoteName(path)} を再試行`,
    retryAll: 'すべて再試行',
    readAllAgain: 'すべて再読み込み',
    leaveOutAll: 'すべて除外',
    more: (count) => `ほか ${formatCount(count)} 個`,
  },

  kept: {
    heading: '最近のディスク',
    figures: (fileCount, bytes, changes, when) =>
      [
        files(fileCount),
        ...(bytes === undefined ? [] : [formatSize(bytes)]),
        ...(changes > 0 ? [`${formatCount(changes)} 件の変更`] : []),
        when,
      ].join('・'),
    takeUp: '続ける',
    takeUpName: (name) => `${quoteName(name)} の作業を続ける`,
    discard: '破棄',
    discardName: (name) => `${quoteName(name)} を破棄`,
    all: (count) => `${formatCount(count)} 枚すべて表示`,
    discardAll: 'すべて破棄',
    discardedAll: (count) => `破棄しました：${formatCount(count)} 枚のディスク`,
    isOpen: 'このディスクは別のタブで開かれています。そのタブを閉じてから、ここで続けてください。',
    asking: 'フォルダーの表示を許可するか、ブラウザーがもう一度確認することがあります。',
    explain:
      '直近の 8 枚のディスクがこのブラウザーに記憶されています。ファイルの内容は含まれず、読み直されます。今ドロップしたものは新しいディスクになります。',
  },

  losses: {
    heading: 'もう一度ドロップしてディスクを完成させる',
    explain: '行った編集は記憶されています。元に戻るか除外されるまで、ダウンロードできません。',
    folder: (name, count) => ['「', name, `」：${files(count)}が不足`],
    loose: (count) => `${files(count)}が不足`,
    reasons: {
      once: 'このブラウザーでは、ページは一度しか読み取れません。',
      refused: '再度の読み取りが許可されませんでした。',
      gone: '元の場所にありません。',
      hidden: 'フォルダーをドロップしたときだけ、ブラウザーがこれらを表示します。',
    },
    names: (names, more) => `${names.map(quoteName).join('、')}${more > 0 ? `、ほか ${formatCount(more)} 個` : ''}`,
    dropFolder: (name) => `フォルダー${quoted(name)}をこのページにドロップしてください。`,
    dropFiles: 'ファイルをこのページにドロップしてください。',
    allow: '読み取りを許可',
    allowName: (name) => `${quoteName(name)} の読み取りを許可`,
    without: '除いて続ける',
    withoutName: (name) => `${quoteName(name)} を除いて続ける`,
    looseName: 'これらのファイル',
  },

  conflict: {
    heading: (name) => ['「', name, '」はすでにあります'],
    folder: (folder) => `フォルダー${quoted(folder)}内`,
    top: 'ディスクの最上位',
    there: 'イメージ内',
    incoming: '新しいもの',
    replace: '置き換える',
    keepBoth: '両方を残す',
    leaveOut: '新しいものを除外',
    newer: '新しい',
    larger: '大きい',
    forAll: (count) => `以降の ${formatCount(count)} 個すべてに同じ操作を行う`,
  },

  failure: {
    heading: 'イメージを作成できませんでした',
    headings: {
      'worker-crashed': 'ページの一部が停止しました',
      'no-space': '空き容量が足りません',
      'read-once': '一度しか読み取れません',
      'page-error': 'ページで問題が発生しました',
      archive: 'アーカイブを開けませんでした',
      'not-saved': 'イメージは保存されませんでした',
      'image-unreadable': 'イメージのファイルが変更されました',
      'file-changed': 'イメージのファイルが変更されました',
    },
    says: {
      'too-many-blocks': 'イメージが ISO 9660 の上限である 8 TiB に達します。一部のファイルを除外してください。',
      'directory-too-large':
        '項目が多すぎるフォルダーがあり、ディレクトリが ISO 9660 の上限である 4 GiB を超えます。複数のフォルダーに分けてください。',
      'names-exhausted':
        'ISO 9660 で似た名前になる項目が、番号を付けきれないほど多いフォルダーがあります。複数のフォルダーに分けてください。',
      'out-of-memory':
        'このイメージを配置するためのメモリが足りません。ほかのプログラムやタブを閉じるか、イメージを分割してください。',
      'no-space':
        '小さなファイルを保持する空き容量がブラウザーにありませんでした。失われたものはありません。ディスクの空き容量を増やす、プライベートでないウィンドウを使う、一部を除外するなどしてから、再試行してください。',
    },
    about: (path, text) => `${quoted(path)}：${text}`,
    mended: '再び動作しています。失われたものはありません。',
    log: 'これまでのログ',
    copy: 'レポートをコピー',
  },

  log: {
    heading: 'ログ',
    summary: '各部分の位置と、同じイメージを作るコマンド',
    stage: '段階',
    start: '開始ブロック',
    count: 'ブロック数',
    total: '合計',
    command: '同じ結果になるコマンド',
    notExact: '完全には一致しません。ここで行った名前の変更、統合、除外の一部は、1 つのコマンドでは表せません。',
    text: 'genisoimage の出力形式',
    copy: 'コピー',
    copyBlocks: '表をコピー',
    copyCommand: 'コマンドをコピー',
    copyText: 'ログをコピー',
    notYet: 'イメージが確定すると、ログが表示されます。',
  },

  loading: '読み込み中…',
  copied: 'コピーしました',

  next: {
    heading: '次にできること',
    items: (name) => [
      {
        title: '仮想マシンに接続する',
        lines: [
          ['VirtualBox', '設定 → ストレージ → 光学ドライブ → ディスクファイルを選択。'],
          ['Hyper-V', '設定 → SCSI コントローラー → DVD ドライブ → イメージ ファイル。'],
          ['QEMU', '起動コマンドに次を追加します。', `-cdrom ${shellQuote(name)}`],
        ],
      },
      {
        title: 'ここで開く',
        lines: [
          ['Windows', 'ファイルを右クリック → マウント。'],
          ['macOS', 'ファイルをダブルクリック。'],
          ['Linux', '', `sudo mount -o loop,ro ${shellQuote(name)} /mnt`],
        ],
      },
      {
        title: 'USB メモリに入れる、またはディスクに書き込む',
        lines: [
          ['USB', '.iso ファイルをそのまま USB メモリにコピーし、必要な場所でマウントします。'],
          [
            'ディスク',
            'Windows：右クリック → ディスク イメージの書き込み。macOS：右クリック → ディスクを作成。Linux：Brasero、K3b。',
          ],
          ['注意', 'これはデータディスクです。コンピューターで読めますが、ここから起動はできません。'],
        ],
      },
    ],
  },
};
