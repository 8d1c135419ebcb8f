/** 日本語：各読み取り環境で見えるものと、問題になる点。 */
import { formatCount, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const worlds: RestWords['worlds'] = {
  largeNote: (count) =>
    `${formatCount(count)} 個の大きなファイルはダウンロード中に読み取られ、その間の変更をこのブラウザーは検出できません。終わるまで変更しないでください。`,

  showAs: {
    legend: '名前の表示',
    asGiven: '元の名前',
    absent: 'なし',
    given: (name) => `元の名前は ${quoteName(name)}`,
  },

  entry: {
    heading: 'ディスク上の情報',
    nothing: '項目を 1 つ選択すると、各システムでの名前とディスク上の位置が表示されます。',
    several: (count) => `${items(count)}が選択されています。1 つだけ選択すると、各システムでの名前が表示されます。`,
    notYet: 'イメージが確定すると表示されます。',
    size: 'サイズ',
    onDisc: (size) => `ディスク上で ${size}`,
    modified: '更新日時',
    start: '開始ブロック',
    system: 'システム',
    name: 'そのシステムでの名前とパス',
    and: (readers) => readers.join('、'),
    changed: '変更あり',
    absent: 'ありません',
    onMap: 'マップに表示',
    copyPath: (readers) => `${readers} でのパスをコピー`,
    notices: '変更が必要だったもの',
  },

  readers: {
    heading: 'どこで読めるか',
    notYet: 'イメージが確定すると表示されます。',
    short: {
      linux: 'Linux',
      windows: 'Windows',
      macos: 'macOS',
      windows9x: 'Windows 95～Me',
      dos: 'DOS',
      firmware: 'ファームウェアとブートローダー',
      'cloud-init': 'cloud-init',
    },
    all: 'すべて、元のまま',
    differs: 'すべて読めるが、一部は元のままではない',
    lost: '一部は読めない',
    notBootable: 'このディスクからは起動できません',
    seed: '設定データとして使用します',
    noSeed: '無視します',
    notMeant: '対象外',
    reads: {
      rockRidge: 'Rock Ridge の名前を読みます。',
      joliet: 'Joliet の名前を読みます。',
      iso: 'ISO 9660 の名前だけを読みます。',
    },
    firmware:
      '確実に読めるのは基本の ISO 9660 です。コンピューターを起動するにはブートイメージ（El Torito）が必要ですが、このディスクはデータ用で、ブートイメージはありません。',
    finding: (reader, world, code, count) => {
      switch (code) {
        case 'absent':
          return `${items(count)}が存在しません。`;
        case 'empty':
          return `${formatCount(count)} 個のリンクまたはデバイスが空のファイルになります。`;
        case 'long-path':
          return `${items(count)}のパスが長すぎます：${reader === 'dos' ? 'DOS の上限はドライブを含めて 66 文字です' : reader === 'macos' ? 'macOS で開けるのは 1,023 バイトまでです' : 'ほとんどのプログラムで開けるのはドライブを含めて 259 文字までです'}。`;
        case 'standard-path':
          return `${items(count)}のパスが、ISO 9660 の上限である 255 文字を超えています。`;
        case 'over-4-gib':
          return `${files(count)}は 4 GiB より大きく、複数の部分に分かれています。最初の部分しか読めないことがあります。`;
        case 'over-2-gib':
          return `${files(count)}は 2 GiB より大きく、ほとんどのプログラムで開けません。`;
        case 'path-table':
          return `${items(count)}が番号 65,535 を超えるフォルダーにあり、破損とみなされることがあります。`;
        case 'deep':
          return `${folders(count)}が 8 階層より深く、見つからないことがあります。`;
        case 'dos-name':
          return `${items(count)}の名前は DOS で表せません（8 文字と、ピリオドの後に 3 文字まで）。`;
        case 'twin':
          return `${files(count)}が隣のフォルダーと同じ名前です。`;
        case 'moved':
          return `${folders(count)}が 8 階層より深く、RR_MOVED の中にあります。`;
        case 'names':
          return world === 'iso'
            ? `${items(count)}が別の短い名前になります。`
            : world === 'joliet'
              ? `${items(count)}が別の名前になります（Windows で使える文字で最大 64 文字、許可した場合は 103 文字）。`
              : `${items(count)}の名前が 255 バイトで切り詰められます。`;
      }
    },
    examples: '該当するもの',
    examplesOf: (sentence) => `該当するもの：${sentence}`,
    shownAs: '表示名',
    cloudInit: (report) => [
      report.isLabelled
        ? `ディスクの名前は要件どおり ${quoteName(report.label)} です。`
        : `ディスクの名前は「cidata」でなければなりませんが、${quoted(report.label)}になっています。cloud-init はこの名前で探します。`,
      ...report.missing.map(
        (name) => `最上位に${quoted(name)}がありません。cloud-init には空でもこのファイルが必要です。`,
      ),
    ],
    cloudInitNot:
      'cloud-init が受け入れるのは、名前が「cidata」で、最上位に「user-data」と「meta-data」があるディスクです。',
    sources: 'それぞれの読み取り方は各ドキュメントに基づき、数はこのイメージで数えたものです。',
  },

  fixes: {
    show: (path) => `${quoteName(path)} を内容の中で表示`,
    rename: '名前を変更',
    renamePath: (path) => `${quoteName(path)} の名前を変更`,
    leftOut: (path) => `除外しました：${quoted(path)}`,
    leaveOut: '除外',
    leaveOutPath: (path) => `${quoteName(path)} を除外`,
    leaveOutAll: (count) => `${formatCount(count)} 個すべてを除外`,
    nameCidata: 'ディスクの名前を cidata にする',
    joliet: 'Joliet をオンにする',
    rockRidge: 'Rock Ridge をオンにする',
    jolietLong: '103 文字まで許可',
    level1: '短い名前を使う（レベル 1）',
    level2: '31 文字まで許可（レベル 2）',
    level3: 'レベル 3 を使う',
    moveDeep: '深いフォルダーの移動を許可',
    noTables: '変換テーブルを作らない',
    leftOutAll: (count) => `除外しました：${items(count)}`,
  },
};
