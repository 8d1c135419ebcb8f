/** 简体中文：最先显示的文字。 */
import { formatCount, formatDuration, formatSize, quoteName } from '../../format';
import type { FirstWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const words: FirstWords = {
  first: {
    productName: 'Isodrop',
    title: 'Isodrop：拖入文件夹，下载光盘映像',
    titleWorking: (percent) => (percent ? `${percent} – Isodrop` : '正在读取… – Isodrop'),
    titleReady: (name, size) => `${quoteName(name)}，${size} – Isodrop`,
    titleAttention: (name) => `! ${quoteName(name)} – Isodrop`,

    empty: {
      heading: '拖入文件夹，生成光盘映像',
      headingTouch: '选择文件，生成光盘映像',
      lead: '生成的 .iso 文件可在 Windows、macOS、Linux 以及各种虚拟机中打开。拖入的光盘映像会被打开，可以修改后重新保存。',
      sample: '用示例试一试',
      cloud: '制作 cloud-init 光盘',
      picker: (canDrop) =>
        `浏览器会询问是否允许此页面查看该文件夹。选择文件夹时会漏掉名称特殊的文件，例如“a?b”或“x.lnk”${canDrop ? '；直接拖入文件夹则不会遗漏' : ''}。`,
      input: (canDrop) =>
        `浏览器可能把这称为“上传”，但文件不会离开本机。空文件夹会被忽略${canDrop ? '；直接拖入文件夹则会保留' : ''}。`,
      notSecure: '此页面通过普通 http 打开：可以使用，但无法保存供离线使用。通过 https 或 localhost 打开则可以。',
      privacy: '任何数据都不会离开这台电脑。',
      privacyCheck: '断开网络试试便知。',
      facts: ['ISO 9660 + Joliet + Rock Ridge', '支持超过 4 GB 的文件', '在任何电脑上生成的字节都相同'],
    },

    chooseFolder: '选择文件夹',
    chooseFiles: '选择文件',
    folderInput: '要添加的文件夹',
    filesInput: '要添加的文件',
    addMore: '继续添加',
    addFolder: '添加文件夹',
    addFiles: '添加文件',
    startOver: '重新开始',
    undo: '撤销',
    redo: '重做',
    withLabel: (action, label) => (label ? `${action}：${label}` : action),
    cancel: '取消',
    dropToStart: '松开以生成映像',
    dropToAdd: '松开以添加到映像',
    dropInto: (name) => `松开以放入${quoted(name)}`,

    status: {
      empty: '尚未添加任何内容。',
      listing: '正在读取文件…',
      unpacking: '正在打开压缩包…',
      figures: (count, bytes) =>
        bytes === 0 ? `已有 ${files(count)}。` : `已有 ${files(count)}，${formatSize(bytes)}。`,
      preparing: '正在计算映像…',
      comparing: '正在查找相同的文件…',
      ready: '可以下载了。',
      failed: '无法生成映像。',
      conflict: '已有同名项目。请先作出选择，然后才能下载。',
      problems: (count) => `${items(count)}无法读取。请先作出选择，然后才能下载。`,
      problemsChanged: (count) => `${items(count)}在磁盘上已更改。请先作出选择，然后才能下载。`,
      losses: '有内容需要重新拖入，之后才能下载。',
      checking: '正在检查大文件是否仍未改变…',
      handed: (bytes) => `已交给浏览器：${formatSize(bytes)}。进度请看浏览器的下载列表。`,
      changed: (count) => `读取文件夹之后，${items(count)}发生了更改。`,
    },

    image: {
      size: '映像大小',
      about: '约',
      counts: (fileCount, folderCount) => `${files(fileCount)} · ${folders(folderCount)}`,
      download: '下载',
      downloadWithout: (count) => `不含 ${formatCount(count)} 个无法读取的项目`,
      progressLabel: '进度',
      progressFiles: (done, total, listed) =>
        listed ? `${formatCount(done)} / ${files(total)}` : `已找到 ${files(total)}`,
      progressUnpacking: (done, total) => `压缩包 ${formatSize(total)}，已处理 ${formatSize(done)}`,
      rate: (filesRate, bytesRate) =>
        bytesRate >= 1e6 ? `${formatSize(bytesRate)}/秒` : `${files(Math.round(filesRate))}/秒`,
      left: (milliseconds) => `大约还需 ${formatDuration(milliseconds)}`,
      decide: '选择处理方式',
      readAt: (moment) => `读取于 ${moment}`,
      readAgain: '重新读取',
      readAgainHelp: '再次读取文件夹，以纳入磁盘上的更改',
    },

    startedOver: '已重新开始。',
    discarded: (name) => `已丢弃：${quoted(name)}`,
    notStoredOnce: '相同的文件各自单独存储',
    cancelled: '已取消：正在添加的内容已撤回。',

    broken: {
      heading: '页面无法继续运行',
      explain: (reason) => `页面内部出错：${reason}。您磁盘上的内容没有任何改变。请重新加载页面，然后从原处继续。`,
    },

    unexpected: (reason) => `发生了意外错误：${reason}。映像中的内容仍在。如果显示有误，请重新加载页面。`,

    update: {
      ready: '新版本已就绪',
      missing: '页面的一部分无法加载：它已被新版本取代。',
      taken: '另一个标签页已切换到新版本。',
      reload: '重新加载',
      reloadHelp: '之后可以从当前位置继续。',
      reloadForgets: '映像中现有的内容之后需要重新拖入。',
      forgets: '此处不会保存任何内容',
      forgetsHelp: '此浏览器不为本页面保存任何数据：重新加载后，所有内容都需要重新拖入。',
      offline: '现在可以离线使用',
      offlineHelp: '页面已保存在这台电脑上，没有网络也能打开。',
      dismiss: '关闭',
    },
  },
};
