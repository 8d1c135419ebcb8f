import type { StaticWords } from '../../texts-static';

export const words: StaticWords = {
  title: 'Isodrop：拖入文件夹，下载光盘映像',
  description: '拖入文件夹，下载光盘映像。任何数据都不会离开您的电脑。',
  heading: '拖入文件夹，生成光盘映像',
  noScript:
    'Isodrop 使用 JavaScript 和 WebAssembly 在您自己的电脑上生成映像。此页面的 JavaScript 已关闭，请将其打开。任何数据都不会离开您的电脑。',
  late: '如果此处没有出现更多内容，说明页面无法启动。以文件方式打开（file://）时浏览器不会运行它：它需要一个网页服务器（例如“npm start”）和 2023 年或之后的浏览器。',
};
