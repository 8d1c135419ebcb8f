/** 简体中文：将映像保存到文件，以及校验和。 */
import type { ChecksumKind } from '../../../worker/session';
import { formatSize } from '../../format';
import type { RestWords } from '../words';
import { quoted } from './counted';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

export const saving: NonNullable<RestWords['saving']> = {
  tools: {
    label: '还可以对映像做什么',
    save: '保存到文件…',
    saveHelp: '由您选择文件。此页面会显示进度，并同时计算 SHA-256。',
    fileType: '光盘映像',
    checksums: '校验和',
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
    progress: (name) => `进度：${name}`,
    figures: (done, all) => `${formatSize(done)} / ${formatSize(all)}`,
    rate: (bytes) => `${formatSize(bytes)}/秒`,
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
