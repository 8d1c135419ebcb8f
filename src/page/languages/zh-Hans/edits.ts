/** 简体中文：编辑映像的文字。 */
import { TEXT_LIMIT } from '../../../worker/session';
import { formatCount, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

export const edits: RestWords['edits'] = {
  quoted,
  items,

  menu: {
    row: (name) => `${quoteName(name)} 的操作`,
    contents: '更多操作',
    rowLabel: (what) => `${what}的操作`,
    open: '展开',
    close: '折叠',
    rename: '重命名',
    newFolder: '新建文件夹…',
    newFile: '新建文本文件…',
    newFolderHere: '在其中新建文件夹…',
    newFileHere: '在其中新建文本文件…',
    addFilesHere: '在此添加文件…',
    addFolderHere: '在此添加文件夹…',
    editText: '编辑文本…',
    openArchive: '打开压缩包',
    replaceFile: '替换文件…',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    pasteHere: '粘贴到其中',
    moveTo: '移动到…',
    copyTo: '复制到…',
    leaveOut: '排除',
    hideFromWindows: '对 Windows 隐藏（Joliet）',
    hideFromDos: '对 DOS 隐藏（ISO 9660）',
    executable: '可执行',
    makeExecutable: '设为可执行',
    makeNotExecutable: '设为不可执行',
    weight: '在光盘上的位置…',
    pattern: '按模式排除…',
    leftOut: (count) => `已排除的内容（${formatCount(count)}）…`,
    programs: '将程序标记为可执行',
  },

  rename: { label: (name) => `${quoted(name)}的新名称` },

  done: {
    renamed: (from, to) => `${quoted(from)}现在名为${quoted(to)}。`,
    moved: (what, into) => `已将${what}移动到${into}。`,
    copied: (what, into) => `已将${what}复制到${into}。`,
    newFolder: (name) => `已创建文件夹${quoted(name)}。`,
    newFile: (name) => `已创建文件${quoted(name)}。`,
    edited: (name) => `已更改${quoted(name)}的文本。`,
    replaced: (name) => `${quoted(name)}的内容已替换。`,
    leftOut: (what) => `已排除：${what}`,
    leftOutMatching: '已排除匹配的内容。',
    broughtBack: (what) => `已恢复${what}。`,
    hidden: (what, world) => `${world} 将看不到${what}。`,
    shown: (what, world) => `${world} 将重新看到${what}。`,
    executable: (what) => `${what}现在可在 Linux 和 macOS 上运行。`,
    notExecutable: (what) => `${what}不能再运行。`,
    weighed: (what) => `已设定${what}在光盘上的位置。`,
    cut: (what) => `已剪切${what}。请粘贴到目标位置。`,
    copiedForPaste: (what) => `已复制${what}。请粘贴到目标位置。`,
    nothing: '没有需要更改的内容。',
    programs: (count) => `已将 ${formatCount(count)} 个程序设为可执行。`,
    noPrograms: '没有文件以程序的形式开头，或者它们都已可执行。',
  },
  flags: { notInJoliet: '对 Windows 隐藏', notInIso: '对 DOS 隐藏' },
  worlds: { joliet: 'Windows（Joliet）', iso: 'DOS（ISO 9660）' },

  top: '光盘的最上层',
  cancel: '取消',
  close: '关闭',

  newFolder: { heading: '新建文件夹', name: '名称', make: '创建' },
  newFile: { heading: '新建文本文件', name: '名称', text: '文本', make: '创建' },
  editText: {
    heading: (name) => ['编辑“', name, '”'],
    text: '文本',
    save: '保存',
    limits: () => `以 UTF-8 保存，最大 ${formatSize(TEXT_LIMIT)}。`,
    crlf: '换行符继续使用 Windows 格式。',
    mixed: '换行符不统一；保存后全部使用 Linux 格式。',
  },

  move: {
    headingMove: (what) => `移动${what}`,
    headingCopy: (what) => `复制${what}`,
    where: '文件夹',
    into: (folder) => `放入${folder}`,
    there: '已经在这里。',
    up: '上一级',
    none: '其中没有文件夹。',
    move: '移动到此处',
    copy: '复制到此处',
    tooMany: (count) => `仅显示前 ${formatCount(count)} 个文件夹。`,
  },

  taken: {
    heading: '名称已存在',
    headings: (count) => `${formatCount(count)} 个名称已存在`,
    more: (count) => `还有 ${formatCount(count)} 个`,
    replace: '替换',
    keepBoth: '两者都保留',
    skip: '保持不变',
    explain: '被替换的内容会被排除，可以恢复。',
  },

  pattern: {
    heading: '按模式排除',
    explain:
      '每行一个模式，与 .gitignore 文件相同：“*.tmp”匹配任何位置，“/build”只匹配最上层，“logs/”只匹配文件夹，“!keep.tmp”表示例外。不区分大小写。',
    label: '模式',
    matches: (count, inside, bytes) =>
      count === 0 ? '没有匹配的内容。' : `将排除 ${items(count)}：${files(inside)}，${formatSize(bytes)}。`,
    leaveOut: '排除',
    junk: '常见无用文件',
    junkLabel: (pattern) => `排除 ${pattern}`,
    junkCount: (count, inside, bytes) =>
      count === 0 ? '此处没有' : `${items(count)}，${files(inside)}，${formatSize(bytes)}`,
    looking: '正在查找…',
  },

  leftOut: {
    heading: '已排除的内容',
    none: '没有排除任何内容。',
    bringBack: '恢复',
    bringBackName: (path) => `恢复 ${quoteName(path)}`,
    bringBackAll: '全部恢复',
    more: (count) => `还有 ${formatCount(count)} 个：恢复其中一些即可看到。`,
  },

  weight: {
    heading: (what) => `${what}在光盘上的位置`,
    explain: '靠近开头的内容更快被找到，这对实体光盘和引导程序很重要。',
    choices: { first: '靠近开头', normal: '按名称顺序', last: '靠近末尾', other: '按权重' },
    label: '权重',
    weightHelp: '整数；数值越大越靠近开头。',
    place: '设定',
  },
};
