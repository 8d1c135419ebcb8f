/** 简体中文：各种读取方看到的内容，以及它们会遇到的问题。 */
import { formatCount, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const worlds: RestWords['worlds'] = {
  largeNote: (count) =>
    `${formatCount(count)} 个大文件在下载过程中才读取，而此浏览器无法察觉其间的更改：下载结束前请勿改动它们。`,

  showAs: {
    legend: '名称显示方式',
    asGiven: '原名',
    absent: '不存在',
    given: (name) => `原名为 ${quoteName(name)}`,
  },

  entry: {
    heading: '在光盘上',
    nothing: '选择一个项目，查看它在各系统中的名称及其位置。',
    several: (count) => `已选择 ${items(count)}。只选择一个即可查看它在各系统中的名称。`,
    notYet: '映像确定后即会显示。',
    size: '大小',
    onDisc: (size) => `在光盘上占 ${size}`,
    modified: '修改时间',
    start: '起始块',
    system: '系统',
    name: '在该系统中的名称和路径',
    and: (readers) => readers.join('、'),
    changed: '已更改',
    absent: '不存在',
    onMap: '在分布图上显示',
    copyPath: (readers) => `复制 ${readers} 的路径`,
    notices: '不得不更改的内容',
  },

  readers: {
    heading: '谁能读取？',
    notYet: '映像确定后即会显示。',
    short: {
      linux: 'Linux',
      windows: 'Windows',
      macos: 'macOS',
      windows9x: 'Windows 95 至 Me',
      dos: 'DOS',
      firmware: '固件和引导程序',
      'cloud-init': 'cloud-init',
    },
    all: '全部，与原样相同',
    differs: '全部，但并非都与原样相同',
    lost: '不是全部',
    notBootable: '无法从此光盘启动',
    seed: '将其作为配置来源',
    noSeed: '忽略它',
    notMeant: '并非为此制作',
    reads: {
      rockRidge: '读取 Rock Ridge 名称。',
      joliet: '读取 Joliet 名称。',
      iso: '读取纯 ISO 9660 名称。',
    },
    firmware: '可以确定它们能读取纯 ISO 9660。要启动电脑还需要引导映像（El Torito），而此光盘没有：它存放的是数据。',
    finding: (reader, world, code, count) => {
      switch (code) {
        case 'absent':
          return `${items(count)}在那里不存在。`;
        case 'empty':
          return `${formatCount(count)} 个链接或设备在那里是空文件。`;
        case 'long-path':
          return `${items(count)}的路径过长：${reader === 'dos' ? 'DOS 最多容纳 66 个字符（含驱动器）' : reader === 'macos' ? 'macOS 最多打开 1,023 字节' : '多数程序最多打开 259 个字符（含驱动器）'}。`;
        case 'standard-path':
          return `${items(count)}的路径超过 255 个字符，这是 ISO 9660 允许的上限。`;
        case 'over-4-gib':
          return `${files(count)}超过 4 GiB，分成多段存放，可能只有第一段能被读取。`;
        case 'over-2-gib':
          return `${files(count)}超过 2 GiB，那里的多数程序无法打开。`;
        case 'path-table':
          return `${items(count)}所在文件夹的编号超过 65,535，可能被视为损坏。`;
        case 'deep':
          return `${folders(count)}的深度超过八层，可能找不到。`;
        case 'dos-name':
          return `${items(count)}的名称 DOS 无法表示：它只有八个字母，点号后三个。`;
        case 'twin':
          return `${files(count)}与旁边的文件夹同名。`;
        case 'moved':
          return `${folders(count)}的深度超过八层，位于 RR_MOVED 中。`;
        case 'names':
          return world === 'iso'
            ? `${items(count)}使用另外的短名称。`
            : world === 'joliet'
              ? `${items(count)}使用另外的名称：只含 Windows 允许的字符，最多 64 个（在允许的情况下为 103 个）。`
              : `${items(count)}的名称在 255 字节处被截断。`;
      }
    },
    examples: '有哪些',
    examplesOf: (sentence) => `有哪些：${sentence}`,
    shownAs: '显示为',
    cloudInit: (report) => [
      report.isLabelled
        ? `光盘名为 ${quoteName(report.label)}，符合要求。`
        : `光盘必须名为“cidata”，而现在是${quoted(report.label)}：cloud-init 按名称查找。`,
      ...report.missing.map((name) => `最上层缺少${quoted(name)}：cloud-init 需要它，即使是空文件。`),
    ],
    cloudInitNot: 'cloud-init 接受的光盘名为“cidata”，最上层有“user-data”和“meta-data”。',
    sources: '各读取方的行为取自其文档；数目则在此映像中统计得出。',
  },

  fixes: {
    show: (path) => `在内容中显示 ${quoteName(path)}`,
    rename: '重命名',
    renamePath: (path) => `重命名 ${quoteName(path)}`,
    leftOut: (path) => `已排除：${quoted(path)}`,
    leaveOut: '排除',
    leaveOutPath: (path) => `排除 ${quoteName(path)}`,
    leaveOutAll: (count) => `排除全部 ${formatCount(count)} 个`,
    nameCidata: '将光盘命名为 cidata',
    joliet: '启用 Joliet',
    rockRidge: '启用 Rock Ridge',
    jolietLong: '允许 103 个字符',
    level1: '使用短名称（级别 1）',
    level2: '允许 31 个字符（级别 2）',
    level3: '使用级别 3',
    moveDeep: '允许移动过深的文件夹',
    noTables: '不生成转换表',
    leftOutAll: (count) => `已排除：${items(count)}`,
  },
};
