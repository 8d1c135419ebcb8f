/** 简体中文：页面显示后加载的文字。 */
import { VOLUME_NAME_LIMIT } from '../../../image/options';
import { formatCount, formatSize, quoteName } from '../../format';
import { shellQuote } from '../../texts-later';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: '它已不存在。',
  NotAllowedError: '浏览器不允许读取它。',
  NoModificationAllowedError: '浏览器不允许读取它。',
  SecurityError: '浏览器不允许读取它。',
  EncodingError: '它的名称不是 UTF-8，浏览器无法打开（请先重命名，再全部重新读取）。',
  SpoolFullError: '没有足够的空间容纳它。',
  LengthError: '它在读取过程中发生了改变。',
  NotReadableError: '无法打开，或在读取过程中发生了改变。',
};
const KINDS: Readonly<Record<string, string>> = {
  changed: '读取之后，它在磁盘上发生了改变。',
  missing: '它已不在磁盘上。',
};
const RETRIES = {
  changed: '重新读取',
  missing: '放回原处再重试',
  unreadable: '重试',
  'folder-unreadable': '重试',
  lost: '重新拖入',
} as const;

export const later: RestWords['later'] = {
  volume: {
    label: '卷标',
    useFolder: '使用文件夹名称',
    useFolderName: (name) => `使用文件夹名称：${quoteName(name)}`,
    limits: `打开光盘时显示：光盘上最多 ${VOLUME_NAME_LIMIT.iso} 个字符，其中 Joliet（Windows）为 ${VOLUME_NAME_LIMIT.joliet} 个。`,
    nothing: '没有卷标时，各系统显示自己的名称，例如“CD 驱动器”。',
    differs: (joliet, iso) => `Windows（Joliet）将显示${quoted(joliet)}，纯 ISO 9660 显示${quoted(iso)}。`,
    changed: (name) => `光盘的名称将是${quoted(name)}。`,
  },

  formats: {
    summary: '这些是什么',
    off: '关闭',
    list: [
      ['ISO 9660', '自 1988 年以来所有系统的共同基础：每台电脑、固件和 DOS 都能读取，使用短名称（8.3）。'],
      ['Joliet', '另外为 Windows 提供任意文字的长名称：最多 64 个字符。'],
      ['Rock Ridge', '另外为 Linux、macOS 和其他 Unix 系统提供长名称、精确时间和权限。'],
    ],
  },

  storeOnce: {
    saved: (count, bytes) => `节省了 ${formatSize(bytes)}：${files(count)}与其他文件相同。`,
    nothing: '没有相同的文件：无可节省。',
  },

  madeFor: {
    label: '用途',
    groups: { any: '通用', purpose: '特定用途', own: '您的预设' },
    gone: '已不存在的预设',
    opened: '与打开的映像相同',
    asOpened: '选项与打开的映像一致。如果它还有其他内容，会在提示中说明。',
    options: '选项…',
    loading: '正在加载选项…',
    changed: (count) => `此后更改了 ${formatCount(count)} 个选项。`,
    own: '您保存的选项。',
  },

  contents: {
    heading: '内容',
    topDissolved: (name) => ['“', name, '”的内容位于光盘的最上层。'],
    topFolder: (name) => ['“', name, '”是光盘上的一个文件夹。'],
    sideBySide: '所有添加的内容并列在光盘的最上层。',
    makeFolder: '改为文件夹',
    makeTop: '把其内容放到最上层',
    treeLabel: '映像的内容',
    name: '名称',
    size: '大小',
    modified: '修改时间',
    actions: '操作',
    leaveOutName: (name) => `排除 ${quoteName(name)}`,
    readAgainName: (name) => `重新读取 ${quoteName(name)}`,
    changed: '此后已更改',
    unreadable: '无法读取',
    empty: '映像中没有内容。',
    dropHint: '可将更多文件或文件夹拖到任意位置',
    sortTitle: (column, isSorted) => `${isSorted ? '反向排序' : `按${column}排序`}：仅影响查看，光盘保持自己的顺序`,
    keys: '方向键移动，右键展开文件夹，回车键查看文件内容，空格键选择，按住 Shift 用方向键选择更多，字母键跳到名称，F2 重命名，Delete 排除项目，Shift+F10 打开菜单。',
    entries: items,
  },

  archives: {
    opened: (name) => ['已打开“', name, '”：其内容已在映像中。'],
    keep: '改为保留为文件',
    keepName: (name) => `改为将 ${quoteName(name)} 保留为文件`,
    add: '作为文件添加',
    readable: '在 Linux 上所有人都可读取全部内容，不记录所有者。',
    asTheyAre: '按原样保留所有者和权限',
  },

  columns: {
    label: '列',
    names: { mode: '权限', iso: 'ISO 9660 名称', joliet: 'Joliet 名称', block: '起始块' },
    help: {
      mode: 'Linux 和 macOS 上的权限',
      iso: 'DOS 和固件显示的名称',
      joliet: 'Windows 显示的名称',
      block: '文件在光盘上的起始位置',
    },
    none: '–',
  },

  filter: {
    label: '按名称筛选',
    placeholder: '筛选',
    title: '只显示名称中含有此内容的项目（Ctrl+F）',
    clear: '清除筛选',
    found: (count) => `${formatCount(count)} 个名称匹配`,
    nothing: ['没有名称包含“', '”。'],
  },

  selection: {
    label: '选择',
    count: (count, size) => `已选择 ${formatCount(count)} 项 · ${size}`,
    clear: '取消选择',
  },

  notices: {
    heading: '提示',
    none: '没有任何内容需要排除或更改。',
    severity: {
      'left-out': '不在映像中',
      changed: '在映像中，但与原样略有不同',
      'plain-names': '仅涉及 DOS 和固件',
    },
    more: (shown, count) =>
      `再显示 ${formatCount(Math.min(100, count - shown))} 个（剩余 ${formatCount(count - shown)} 个）`,
    notYet: '映像确定后即会显示。',
  },

  problems: {
    heading: (count) => `${items(count)}无法读取`,
    headingChanged: (count) => `读取文件夹之后，${items(count)}发生了更改`,
    explain: '未经您同意不会排除任何内容：请重试，或不含它们继续。',
    explainChanged: '否则映像将不是最新的：请重新读取，或不含它们继续。',
    sentence: ({ kind, error }) =>
      `${KINDS[kind] ?? REASONS[error] ?? '浏览器无法读取它。'}${error === 'InvalidStateError' ? '请重新选择' : `请${RETRIES[kind]}`}，或将其排除。`,
    kinds: {
      unreadable: '无法读取',
      'folder-unreadable': '文件夹无法读取',
      changed: '已更改',
      missing: '已消失',
      lost: '尚未恢复',
    },
    retry: '重试',
    leaveOut: '排除',
    retryName: (path) => `重试 ${quoteName(path)}`,
    retryAll: '全部重试',
    readAllAgain: '全部重新读取',
    leaveOutAll: '全部排除',
    more: (count) => `还有 ${formatCount(count)} 个`,
  },

  kept: {
    heading: '最近的光盘',
    figures: (fileCount, bytes, changes, when) =>
      [
        files(fileCount),
        ...(bytes === undefined ? [] : [formatSize(bytes)]),
        ...(changes > 0 ? [`${formatCount(changes)} 处更改`] : []),
        when,
      ].join(' · '),
    takeUp: '继续',
    takeUpName: (name) => `继续 ${quoteName(name)}`,
    discard: '丢弃',
    discardName: (name) => `丢弃 ${quoteName(name)}`,
    all: (count) => `显示全部 ${formatCount(count)} 张`,
    discardAll: '全部丢弃',
    discardedAll: (count) => `已丢弃：${formatCount(count)} 张光盘`,
    isOpen: '此光盘已在另一个标签页中打开。请先在那里关闭，再在这里继续。',
    asking: '浏览器可能会再次询问是否允许此页面查看该文件夹。',
    explain: '此浏览器会记住最近八张光盘，但不保存文件内容：内容会重新读取。现在拖入的内容会成为一张新的光盘。',
  },

  losses: {
    heading: '请重新拖入以补全光盘',
    explain: '您对它所做的更改都已记住。在它恢复或被排除之前无法下载。',
    folder: (name, count) => ['“', name, `”：缺少 ${files(count)}`],
    loose: (count) => `缺少 ${files(count)}`,
    reasons: {
      once: '此浏览器只允许页面读取一次。',
      refused: '未获准再次读取。',
      gone: '它已不在原来的位置。',
      hidden: '只有拖入文件夹时，浏览器才会显示这些文件。',
    },
    names: (names, more) => `${names.map(quoteName).join('、')}${more > 0 ? `，还有 ${formatCount(more)} 个` : ''}`,
    dropFolder: (name) => `请将文件夹${quoted(name)}拖到此页面的任意位置。`,
    dropFiles: '请将文件拖到此页面的任意位置。',
    allow: '允许读取',
    allowName: (name) => `允许读取 ${quoteName(name)}`,
    without: '不含它继续',
    withoutName: (name) => `不含 ${quoteName(name)} 继续`,
    looseName: '这些文件',
  },

  conflict: {
    heading: (name) => ['“', name, '”已存在'],
    folder: (folder) => `在文件夹${quoted(folder)}中`,
    top: '在光盘的最上层',
    there: '映像中的',
    incoming: '新的',
    replace: '替换',
    keepBoth: '两者都保留',
    leaveOut: '排除新的',
    newer: '较新',
    larger: '较大',
    forAll: (count) => `对之后的全部 ${formatCount(count)} 个执行相同操作`,
  },

  failure: {
    heading: '无法生成映像',
    headings: {
      'worker-crashed': '此页面的一部分已停止',
      'no-space': '空间不足',
      'read-once': '只能读取一次',
      'page-error': '此页面出现错误',
      archive: '未能打开压缩包',
      'not-saved': '映像未保存',
      'image-unreadable': '映像中的某个文件已更改',
      'file-changed': '映像中的某个文件已更改',
    },
    says: {
      'too-many-blocks': '映像将达到 8 TiB，超出了 ISO 9660 的上限。请排除一些文件。',
      'directory-too-large': '某个文件夹的条目过多，其目录将超过 4 GiB，超出了 ISO 9660 的上限。请分成多个文件夹。',
      'names-exhausted': '某个文件夹中在 ISO 9660 里相近的名称多到无法编号。请分成多个文件夹。',
      'out-of-memory': '内存不足，无法布局此映像。请关闭其他程序或标签页，或将映像拆分。',
      'no-space':
        '浏览器没有空间容纳更多小文件。没有丢失任何内容：请腾出磁盘空间、使用非隐私窗口或排除一些内容，然后重试。',
    },
    about: (path, text) => `${quoted(path)}：${text}`,
    mended: '现已恢复正常，没有丢失任何内容。',
    log: '目前为止的日志',
    copy: '复制报告',
  },

  log: {
    heading: '日志',
    summary: '各部分的位置，以及生成相同映像的命令',
    stage: '阶段',
    start: '起始块',
    count: '块数',
    total: '合计',
    command: '等效命令',
    notExact: '不完全相同：此处的某些重命名、合并或排除无法用一条命令表达。',
    text: 'genisoimage 的输出形式',
    copy: '复制',
    copyBlocks: '复制表格',
    copyCommand: '复制命令',
    copyText: '复制日志',
    notYet: '映像确定后即会显示日志。',
  },

  loading: '正在加载…',
  copied: '已复制',

  next: {
    heading: '接下来做什么？',
    items: (name) => [
      {
        title: '连接到虚拟机',
        lines: [
          ['VirtualBox', '设置 → 存储 → 光驱 → 选择虚拟盘文件。'],
          ['Hyper-V', '设置 → SCSI 控制器 → DVD 驱动器 → 映像文件。'],
          ['QEMU', '加到启动命令中。', `-cdrom ${shellQuote(name)}`],
        ],
      },
      {
        title: '在本机打开',
        lines: [
          ['Windows', '右键单击文件 → 装载。'],
          ['macOS', '双击文件。'],
          ['Linux', '', `sudo mount -o loop,ro ${shellQuote(name)} /mnt`],
        ],
      },
      {
        title: '放到 U 盘或刻录',
        lines: [
          ['U 盘', '将 .iso 文件原样复制到 U 盘，在需要的地方装载。'],
          ['光盘', 'Windows：右键 → 刻录光盘映像。macOS：右键 → 刻录。Linux：Brasero、K3b。'],
          ['注意', '这是数据光盘：电脑可以读取，但不能从它启动。'],
        ],
      },
    ],
  },
};
