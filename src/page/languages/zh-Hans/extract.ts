/** 简体中文：提取映像中的内容。 */
import { formatCount, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const extract: RestWords['extract'] = {
  menu: '提取…',
  all: '全部提取…',
  heading: (what) => `提取${what}`,
  headingAll: '全部提取',
  where: '提取到',
  folder: '提取到文件夹',
  folderHelp:
    '由您选择文件夹。浏览器无法为其中的文件设置权限、所有者或日期；符号链接和设备会被排除，硬链接会成为各自独立的文件。',
  noFolder: '此浏览器无法写入所选的文件夹。电脑上的 Chrome 和 Edge 可以。',
  zip: '保存为 .zip 文件',
  zipHelp: '随处都能打开。保留日期、Unix 权限、所有者和符号链接；设备会被排除，硬链接会成为各自独立的文件。不压缩。',
  tar: '保存为 .tar 文件',
  tarHelp: '适用于 Linux 和 macOS。保留日期、权限、所有者、符号链接和硬链接、设备与管道。不压缩。',
  inside: (name) => `放入其中的新文件夹${quoted(name)}`,
  chooseFolder: '选择文件夹…',
  chooseFile: '选择文件…',
  download: '下载',
  cancel: '取消',
  busy: '正在写入或检查其他内容。请等待其完成。',
  isSource: (name) => `未向${quoted(name)}写入任何内容：此光盘的内容就来自该文件夹。请选择其他文件夹。`,
  fileTypes: { zip: 'Zip 归档', tar: 'Tar 归档' },

  taken: {
    explain: '被替换的内容将彻底消失：此页面无法恢复。',
    stop: '取消',
  },
  failed: {
    heading: '有内容无法写入',
    text: (path, why) => `${quoted(path)}未写入：${why}。`,
    explain: '继续时，其他文件若因同样的原因无法写入，也会被排除，不再询问。',
    again: '重试',
    goOn: '排除它并继续',
    stop: '停止',
  },

  why: {
    renamed: '在那里使用其他名称',
    kept: '原本就在那里，保持不变',
    'other-there': '那里有同名的其他内容，保持不变',
    source: '那里的同名文件是此光盘的来源，保持不变',
    unread: '无法读取，或无法完整读取',
    link: '是符号链接',
    special: '是设备、管道或套接字',
    name: '那里无法使用与之相近的名称',
    full: '该磁盘上没有足够的空间',
    refused: '浏览器未获准在那里写入',
    used: '其他程序或标签页正在使用该文件',
    'folder-gone': '其文件夹已不存在',
    disk: '磁盘报告了错误，或已不存在',
    blocked: '写完时被浏览器拒绝',
    unknown: '浏览器无法写入',
  },
  note: (path, why) => `${quoteName(path)}：${why}`,
  renamed: (path, name) => `${quoteName(path)}：在那里名为${quoted(name)}`,

  done: {
    heading: '已提取',
    partly: '已提取，但不是全部',
    stopped: '在全部提取之前已结束',
    counts: (fileCount, folderCount, linkCount, bytes) =>
      [
        files(fileCount),
        folders(folderCount),
        ...(linkCount > 0 ? [`${formatCount(linkCount)} 个链接`] : []),
        formatSize(bytes),
      ].join('、'),
    stays: '那里的文件都是完整的：没有留下任何只写了一部分的文件。',
    handed: '已交给浏览器：请在下载列表中查看进度。',
    again: '再次下载',
    leftOut: (count) => `排除了 ${items(count)}`,
    others: (count) => `${items(count)}在那里使用其他名称`,
    notes: '不在那里，或与原来不同的内容',
    more: (count) => `另有 ${items(count)}`,
    copy: '复制列表',
  },
};
