/** 简体中文：cloud-init 表单，以及特定用途光盘的需求。 */
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { quoted } from './counted';

export const cloud: RestWords['cloud'] = {
  heading: 'cloud-init 光盘',
  explain: '带着此光盘启动的虚拟机会按这些文件自行配置。光盘名为 cidata，文件位于最上层。',
  files: {
    'user-data': { label: 'user-data', help: '要配置的内容：用户、密钥、软件包、命令。' },
    'meta-data': { label: 'meta-data', help: '是哪一台机器。instance-id 不同即表示新机器，会重新配置。' },
    'network-config': { label: 'network-config', help: '没有它时，机器会自动获取地址（DHCP），通常这就够了。' },
  },
  optional: '可选',
  begin: '从以下内容开始',
  example: '一个示例…',
  templates: { machine: '带 SSH 密钥的用户', script: '脚本', autoinstall: 'Ubuntu Server 自动安装' },
  network: '从示例开始',
  line: (line) => `第 ${line} 行`,
  atLine: (line, message) => `第 ${line} 行：${message}`,
  fine: 'cloud-init 可以读取。',
  loading: '正在查看文件…',
  put: '将这些文件放到光盘上',
  cancel: '取消',
  waits: '请先修正标出的内容：cloud-init 会不加提示地跳过它。',
  failed: (reason) => `无法将文件放到光盘上。${reason}`,
  unreadable: (name, reason) => `${quoted(name)}已在光盘上并保持原样。无法在此编辑：${reason}`,
  noFile: '它是一个文件夹。',
  step: 'cloud-init 的文件',

  faults: {
    byteOrderMark: '开头有字节顺序标记（BOM），cloud-init 无法识别。请保存为不带 BOM 的 UTF-8。',
    header: '必须以 #cloud-config 或 cloud-init 认识的其他标头（例如 #!/bin/sh）开头。',
    nearly: '第一行必须恰好是 #cloud-config。',
    placeholder: '请在此填入您自己的公钥：例如 ~/.ssh/id_ed25519.pub 文件的内容。',
    noMapping: '必须是键和值的列表，例如“hostname: machine”。',
    autoinstall: '“autoinstall”下必须有“version: 1”。',
    instanceId: '缺少“instance-id”：cloud-init 靠它判断机器是否是新的。',
    instanceIdText: '“instance-id”必须是一个词或数字。',
    hostname: '“local-hostname”必须是名称。',
    version: '“version”必须是 1 或 2。',
    version1: '版本 1 的“config”下必须是列表。',
  },
};

export const needs: RestWords['needs'] = {
  heading: '此光盘需要',
  looking: '正在查看光盘…',
  edit: '编辑文件…',
  met: '已有',
  unmet: '缺少',

  there: (name) => `${quoted(name)}已有。`,
  unseen: (name) => `${quoted(name)}已有；它不是短文本，未作检查。`,
  missing: (path) => `缺少${quoted(path)}。请${path.includes('/') ? '按此路径' : '在光盘的最上层'}添加。`,
  misnamed: (name, path) => `${quoted(name)}必须命名为${quoted(path)}。`,
  inFolder: (path, folder) => `${quoted(path)}位于${quoted(folder)}中；它必须在光盘的最上层。`,
  faulty: (name, line, message, others) =>
    `${quoted(name)}${line === undefined ? '' : `，第 ${line} 行`}：${message}${others > 0 ? `还有 ${formatCount(others)} 处。` : ''}`,
  joliet: 'Joliet 保持名称原样。',
  rockRidge: 'Rock Ridge 保持名称原样。',
  noNames: (forWindows) => `没有 Joliet${forWindows ? '' : ' 或 Rock Ridge'} 时，名称是大写的短名称，无法被找到。`,
  noUuid: '必须是含有“uuid”的对象，机器靠它识别。',
  notWellFormed: '不是格式良好的 XML：Windows 安装程序会在此停止。',
  noUnattend: '不是应答文件：根元素必须是 <unattend xmlns="urn:schemas-microsoft-com:unattend">。',
  emptyKickstart: '其中只有注释。',

  remedies: { 'cloud-form': '编写…', joliet: '启用 Joliet', rename: '重命名', 'to-top': '把其内容放到最上层' },
  jolietStep: '启用 Joliet',
};
