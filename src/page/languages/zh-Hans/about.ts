/** 简体中文：关于此页面。 */
import type { RestWords } from '../words';

export const about: RestWords['about'] = {
  choice: '语言',
  open: '关于',
  heading: '关于 Isodrop',
  close: '关闭',
  version: (version) => `版本 ${version}`,
  explain:
    'Isodrop 在浏览器中生成光盘映像（ISO 9660、Joliet、Rock Ridge）。它没有服务器：您添加的任何内容都不会离开您的电脑。',
  offline: '可离线使用',
  yes: '是，页面的每个部分都已保存在这台电脑上',
  no: '否',
  looking: '正在检查…',
  reasons: {
    unsupported: '此浏览器或此类窗口不保存页面',
    insecure: '页面通过普通 http 打开；通过 https 或 localhost 打开则可以保存',
    pending: '正在获取，请稍后再看',
  },
  language: '页面支持英语、德语、日语和简体中文；可在页面顶部选择。',
  licences: '许可证',
  own: (license) => `Isodrop 本身是采用 ${license} 许可证的自由软件。`,
  parts: '它还包含以下部分，各自采用其许可证：',
  missing: '无法加载许可证。',
};
