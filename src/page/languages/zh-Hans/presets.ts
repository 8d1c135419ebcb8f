/** 简体中文：预设。 */
import type { RestWords } from '../words';

export const presets: RestWords['presets'] = {
  universal: {
    title: '通用',
    sentence: '为老式读取程序提供短名称，另有供 Windows（Joliet）、Linux 和 macOS（Rock Ridge）使用的长名称。',
    because: '',
  },
  linux: {
    title: 'Linux',
    sentence: '名称最多 255 字节，含时间和权限（Rock Ridge），不含供 Windows 使用的内容。',
    because: '',
  },
  windows: {
    title: 'Windows',
    sentence: '名称最多 103 个字符，与 Windows 显示的相同（Joliet），不含供 Linux 和 macOS 使用的内容。',
    because: '',
  },
  macos: {
    title: 'macOS',
    sentence: '名称最多 255 字节（Rock Ridge），macOS 的读取方式与 Linux 相同；供老式读取程序使用的文件夹被隐藏。',
    because: '',
  },
  dos: {
    title: 'DOS 和复古电脑',
    sentence: '只有大写字母和 8.3 个字符的名称（级别 1），正是 MSCDEX 和老式电脑所需要的。',
    because: '',
  },
  games: {
    title: '游戏机和模拟器',
    sentence: '只有游戏机所查找的一种文件系统：大写字母，名称最多 31 个字符（级别 2），后面带 ;1。',
    because: '',
  },
  archive: {
    title: '长期存档',
    sentence:
      '以所有方式记录每个名称，并在每个文件夹中列成清单（TRANS.TBL），使将来最简单的读取程序也能找到（级别 3）。',
    because: '',
  },
  tools: {
    title: '虚拟机工具',
    sentence: '供各种客户机使用的驱动和安装程序：都有长名称，Linux 可以运行其中的内容。',
    because: '',
  },
  'cloud-init': {
    title: 'cloud-init（NoCloud）',
    sentence: '根据光盘最上层的 user-data 和 meta-data，在首次启动时配置虚拟机。',
    because: 'cloud-init 只查找此名称的光盘，忽略其他光盘。',
  },
  'config-2': {
    title: 'OpenStack 配置驱动器',
    sentence: 'OpenStack 提供给其机器的内容：openstack/latest/meta_data.json 及其附属文件。',
    because: 'cloud-init 和 cloudbase-init 只查找此名称的光盘，忽略其他光盘。',
  },
  unattend: {
    title: 'Windows 应答光盘',
    sentence: 'Windows 安装程序按照光盘最上层的 autounattend.xml 自动安装。',
    because: '',
  },
  kickstart: {
    title: 'Kickstart',
    sentence: 'Fedora、Red Hat 及其同类系统按照光盘最上层的 ks.cfg 自动安装。',
    because: '安装程序（Anaconda）会自动查找此名称的光盘。',
  },
};
