/** 日本語：最初に表示される文言。 */
import { formatCount, formatDuration, formatSize, quoteName } from '../../format';
import type { FirstWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const words: FirstWords = {
  first: {
    productName: 'Isodrop',
    title: 'Isodrop：フォルダーをドロップして、ディスクイメージをダウンロード',
    titleWorking: (percent) => (percent ? `${percent} – Isodrop` : '読み込み中… – Isodrop'),
    titleReady: (name, size) => `${quoteName(name)}、${size} – Isodrop`,
    titleAttention: (name) => `! ${quoteName(name)} – Isodrop`,

    empty: {
      heading: 'フォルダーをドロップして、ディスクイメージを作成',
      headingTouch: 'ファイルを選んで、ディスクイメージを作成',
      lead: 'Windows、macOS、Linux、あらゆる仮想マシンで開ける .iso ファイルになります。ディスクイメージをドロップすると、開いて変更し、保存し直せます。',
      sample: 'サンプルで試す',
      cloud: 'cloud-init 用のディスクを作る',
      picker: (canDrop) =>
        `このページにフォルダーの表示を許可するか、ブラウザーが確認します。フォルダーの選択では「a?b」や「x.lnk」のような特殊な名前のファイルは含まれません${canDrop ? '（ドロップすればすべて含まれます）' : ''}。`,
      input: (canDrop) =>
        `ブラウザーには「アップロード」と表示されることがありますが、ファイルは外に送られません。空のフォルダーは含まれません${canDrop ? '（ドロップすれば含まれます）' : ''}。`,
      notSecure:
        'このページは http で読み込まれました。動作しますが、オフラインで使うための保存はできません。https または localhost なら保存できます。',
      privacy: 'データがこのコンピューターの外に出ることはありません。',
      privacyCheck: 'ネットワークを切って確かめてみてください。',
      facts: [
        'ISO 9660 + Joliet + Rock Ridge',
        '4 GB を超えるファイルに対応',
        'どのコンピューターでもバイト単位で同一',
      ],
    },

    chooseFolder: 'フォルダーを選択',
    chooseFiles: 'ファイルを選択',
    folderInput: '追加するフォルダー',
    filesInput: '追加するファイル',
    addMore: 'さらに追加',
    addFolder: 'フォルダーを追加',
    addFiles: 'ファイルを追加',
    startOver: '最初からやり直す',
    undo: '元に戻す',
    redo: 'やり直す',
    withLabel: (action, label) => (label ? `${action}：${label}` : action),
    cancel: 'キャンセル',
    dropToStart: 'ドロップしてイメージを作成',
    dropToAdd: 'ドロップしてイメージに追加',
    dropInto: (name) => `${quoted(name)}にドロップ`,

    status: {
      empty: 'まだ何も追加されていません。',
      listing: 'ファイルを読み込んでいます…',
      unpacking: 'アーカイブを開いています…',
      figures: (count, bytes) =>
        bytes === 0 ? `現在 ${files(count)}。` : `現在 ${files(count)}、${formatSize(bytes)}。`,
      preparing: 'イメージを計算しています…',
      comparing: '同じ内容のファイルを探しています…',
      ready: 'ダウンロードできます。',
      failed: 'イメージを作成できません。',
      conflict: '同じ名前がすでにあります。選択するまでダウンロードできません。',
      problems: (count) => `${items(count)}を読み取れませんでした。対応を選択するまでダウンロードできません。`,
      problemsChanged: (count) =>
        `${items(count)}がディスク上で変更されました。対応を選択するまでダウンロードできません。`,
      losses: 'もう一度ドロップする必要があるものがあります。それまでダウンロードできません。',
      checking: '大きなファイルが変更されていないか確認しています…',
      handed: (bytes) =>
        `ブラウザーに渡しました：${formatSize(bytes)}。進行状況はブラウザーのダウンロード一覧で確認できます。`,
      changed: (count) => `フォルダーの読み込み後に ${items(count)}が変更されました。`,
    },

    image: {
      size: 'イメージのサイズ',
      about: '約',
      counts: (fileCount, folderCount) => `${files(fileCount)}・${folders(folderCount)}`,
      download: 'ダウンロード',
      downloadWithout: (count) => `読み取れない ${items(count)}を除く`,
      progressLabel: '進行状況',
      progressFiles: (done, total, listed) =>
        listed ? `${formatCount(done)} / ${files(total)}` : `${files(total)}が見つかりました`,
      progressUnpacking: (done, total) => `アーカイブ ${formatSize(total)} のうち ${formatSize(done)}`,
      rate: (filesRate, bytesRate) =>
        bytesRate >= 1e6 ? `${formatSize(bytesRate)}/秒` : `${formatCount(Math.round(filesRate))} ファイル/秒`,
      left: (milliseconds) => `残り約 ${formatDuration(milliseconds)}`,
      decide: '対応を選択',
      readAt: (moment) => `読み込み日時：${moment}`,
      readAgain: '再読み込み',
      readAgainHelp: 'フォルダーを読み直し、ディスク上の変更を取り込みます',
    },

    startedOver: '最初からやり直しました。',
    discarded: (name) => `破棄しました：${quoted(name)}`,
    notStoredOnce: '同じ内容のファイルも個別に保存',
    cancelled: 'キャンセルしました。追加中だったものは取り消されました。',

    broken: {
      heading: 'ページの処理を続行できませんでした',
      explain: (reason) =>
        `内部で問題が発生しました：${reason}。お使いのディスクは変更されていません。ページを再読み込みすると、続きから再開できます。`,
    },

    unexpected: (reason) =>
      `予期しない問題が発生しました：${reason}。イメージの内容は失われていません。表示がおかしい場合はページを再読み込みしてください。`,

    update: {
      ready: '新しいバージョンを利用できます',
      missing: 'ページの一部を読み込めませんでした。新しいバージョンに置き換えられています。',
      taken: '別のタブで新しいバージョンに更新されました。',
      reload: '再読み込み',
      reloadHelp: '再読み込み後も続きから作業できます。',
      reloadForgets: '現在のイメージの内容は、もう一度ドロップする必要があります。',
      forgets: '作業内容は保存されません',
      forgetsHelp:
        'このブラウザーはこのページのデータを保存しません。再読み込みすると、すべてドロップし直す必要があります。',
      offline: 'オフラインで使えるようになりました',
      offlineHelp: 'ページはこのコンピューターに保存され、ネットワークなしで起動します。',
      dismiss: '閉じる',
    },
  },
};
