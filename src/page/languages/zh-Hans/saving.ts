/** 简体中文：将映像保存到文件，以及校验和。 */
import type { ChecksumKind } from '../../../worker/session';
import { formatCount, formatSize } from '../../format';
import type { RestWords } from '../words';
import { files, folders, quoted } from './counted';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

export const saving: RestWords['saving'] = {
  tools: {
    label: '还可以对映像做什么',
    save: '保存到文件…',
    saveHelp: '由您选择文件。此页面会显示进度，并同时计算 SHA-256。',
    fileType: '光盘映像',
    newName: (stem) => `${stem} (新).iso`,
    elsewhere: (images) =>
      `请保存到${images.map(quoted).join('、')}以外的文件：此光盘从中读取，而浏览器会清空所选的文件。`,
    isSource: (name) =>
      `${quoted(name)}是组成此光盘的文件之一，因此没有写入。浏览器可能在选择时已将其清空：请查看，如果是空的，请从副本恢复，然后保存到其他文件。`,
    checksums: '校验和',
    check: '检查映像',
    checkHelp: '读回生成的映像，在下载之前与放入的内容进行比较',
  },

  work: {
    save: (name) => ({
      name: `正在保存${quoted(name)}`,
      done: `已保存：${quoted(name)}`,
      failed: `未保存：${quoted(name)}`,
      cancelled: `已取消：${quoted(name)}未保存。`,
    }),
    checksum: (kind, name) => ({
      name: `${quoted(name)}的 ${names[kind]}`,
      done: `已算出：${quoted(name)}的 ${names[kind]}`,
      failed: `未算出：${quoted(name)}的 ${names[kind]}`,
      cancelled: `已取消：未计算${quoted(name)}的 ${names[kind]}。`,
    }),
    check: (name) => ({
      name: `正在检查${quoted(name)}`,
      done: `已检查：${quoted(name)}`,
      failed: `未检查：${quoted(name)}`,
      cancelled: `已取消：${quoted(name)}未检查。`,
    }),
    progress: (name) => `进度：${name}`,
    filesDone: (done, all) => `${formatCount(done)} / ${files(all)}`,
    figures: (done, all) => `${formatSize(done)} / ${formatSize(all)}`,
    rate: (bytes) => `${formatSize(bytes)}/秒`,
    extract: (name) => ({
      name: `正在提取到${quoted(name)}`,
      done: `已提取到${quoted(name)}`,
      failed: `未提取到${quoted(name)}`,
      cancelled: `已结束：未全部提取到${quoted(name)}。`,
    }),
    reading: '正在读取文件夹和名称…',
    closing: '已全部写入。浏览器正在检查文件并将其放到目标位置…',
    cancelName: (name) => `取消：${name}`,
    tell: '完成时通知我',
    willTell: '完成时浏览器会通知您。',
    cannotTell: '浏览器不允许此页面发送通知。可在页面设置中允许。',
    titleStarting: '正在处理… – Isodrop',
    ofBefore: '此后光盘已更改：这是更改之前的结果。',
    dismissName: (name) => `关闭：${name}`,
  },

  saved: {
    heading: '已保存',
    fact: (bytes) => `${formatSize(bytes)}，已写到最后一个字节。`,
    check: '读回文件并检查',
  },

  check: {
    heading: '检查',
    good: '映像完好',
    goodFile: '文件完好',
    bad: (errors) => `发现 ${formatCount(errors)} 个错误`,
    compared: (fileCount, folderCount) =>
      `已读回 ${files(fileCount)}和 ${folders(folderCount)}，并与放入的内容比较：名称、大小、日期和每个字节。`,
    badHelp: '请勿使用它。请再次保存或下载映像，并检查那个文件。',
    findings: (count) => `${formatCount(count)} 项发现`,
    severities: { error: '错误', warning: '警告', note: '说明' },
    more: (count) => `…还有 ${formatCount(count)} 个`,
    standards: '映像的结构也符合标准。',
    file: '检查已保存的文件…',
    fileHelp: '选择您下载或复制的 .iso 文件：它会与此光盘逐字节比较。',
    fileInput: '要检查的映像',
    again: '再次检查',
  },

  checksums: {
    heading: '校验和',
    names,
    workOut: '计算',
    workOutName: (kind) => `计算 ${names[kind]}`,
    copyName: (kind) => `复制 ${names[kind]}`,
    file: '文件',
    fileName: (kind) => `保存 ${names[kind]} 校验和文件`,
    explain: '它们可以说明副本是否完全一致。将校验和文件放在映像旁边，然后运行：',
    copyCommand: '复制命令',
  },
};
