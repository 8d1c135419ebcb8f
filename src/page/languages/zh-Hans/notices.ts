/** 简体中文：提示。 */
import type { RestWords } from '../words';
import { folders, items } from './counted';

export const notices: RestWords['notices'] = {
  'iso-name': {
    title: (n) => `${items(n)}在纯 ISO 9660 中使用短名称`,
    sentence: ({ path, after }) => `“${path}”在纯 ISO 9660 中名为 ${after}，那里容不下完整名称。`,
  },
  'iso-collision': {
    title: (n) => `${items(n)}因短名称相同而编号`,
    sentence: ({ path, after }) => `“${path}”在纯 ISO 9660 中名为 ${after}，因为同一文件夹中另有项目的短名称与它相同。`,
  },
  'iso-path': {
    title: (n) => `${items(n)}的路径超过 ISO 9660 的上限`,
    sentence: ({ path }) =>
      `“${path}”的路径在纯 ISO 9660 中超过 255 个字符，即标准允许的上限：老式读取程序可能无法打开。缩短名称或减少文件夹层数可以避免。`,
  },
  'iso-twin': {
    title: (n) => `${items(n)}的短名称与旁边的文件夹相同`,
    sentence: ({ path, after }) =>
      `“${path}”在纯 ISO 9660 中名为 ${after}，旁边有同名但无点号的文件夹；读取程序会省略点号，因而把同一名称显示两次。`,
  },
  'joliet-characters': {
    title: (n) => `${items(n)}含有 Windows 不允许的字符`,
    sentence: ({ path, after }) =>
      `“${path}”在 Windows 中名为“${after}”：Joliet 名称不允许控制字符和 \\ / : ; * 或 ?。`,
  },
  'joliet-length': {
    title: (n) => `${items(n)}的名称对 Joliet 过长`,
    sentence: ({ path, after }) =>
      `“${path}”在 Windows 中名为“${after}”：Joliet 名称最多 64 个字符（按要求可为 103 个）。`,
  },
  'joliet-collision': {
    title: (n) => `${items(n)}因在 Windows 中名称相同而编号`,
    sentence: ({ path, after }) =>
      `“${path}”在 Windows 中名为“${after}”，因为同一文件夹中另有项目的 Joliet 名称与它相同。`,
  },
  'rock-ridge-length': {
    title: (n) => `${items(n)}的名称对 Linux 过长`,
    sentence: ({ path, after }) => `“${path}”在 Linux 和 macOS 中名为“${after}”：那里的名称最多 255 字节。`,
  },
  time: {
    title: (n) => `${items(n)}的日期在 1900 至 2155 年之外`,
    sentence: ({ path, after }) => `“${path}”的时间已变为 ${after ?? '最接近的时间'}：映像只能保存 1900 至 2155 年。`,
  },
  'time-plain': {
    title: (n) => `${items(n)}的日期在 1900 至 2155 年之外，只有 Rock Ridge 能保存`,
    sentence: ({ path, after }) =>
      `“${path}”的时间对 Windows 和纯 ISO 9660 读取程序为 ${after ?? '最接近的时间'}，它们只认识 1900 至 2155 年；在 Rock Ridge 中则保持不变。`,
  },
  relocated: {
    title: (n) => `${items(n)}的深度超过八层`,
    sentence: ({ path }) =>
      `文件夹“${path}”的深度超过八层；纯 ISO 9660 读取程序在 RR_MOVED 中找到它，其他的都在原处找到。`,
  },
  deep: {
    title: (n) => `${items(n)}的深度超过八层`,
    sentence: ({ path }) =>
      `文件夹“${path}”的深度超过 ISO 9660 允许的八层；有些读取程序可能找不到它。使用 Rock Ridge 且不加 -D 可以避免。`,
  },
  sections: {
    title: (n) => `${items(n)}超过 4 GiB，分段记录`,
    sentence: ({ path }) =>
      `“${path}”大于 4 GiB − 1 字节，按 ISO 9660 级别 3 分成多段记录；老式读取程序可能只显示一部分。`,
  },
  'path-table': {
    title: (n) => `${items(n)}超出路径表可编号的范围`,
    sentence: ({ path }) =>
      `包含“${path}”的文件夹编号超过 65,535，路径表无法保存：Windows 可能认为它已损坏，Linux 和 macOS 可以读取。`,
  },
  'identifier-primary': {
    title: (n) => `${n} 个卷标识为纯 ISO 9660 作了更改`,
    sentence: ({ before, after }) =>
      `标识“${before}”在纯 ISO 9660 中为“${after}”：那里只允许 ASCII，过长的部分会被截断。`,
  },
  'identifier-joliet': {
    title: (n) => `${n} 个卷标识为 Windows 作了更改`,
    sentence: ({ before, after }) =>
      `标识“${before}”在 Windows 中为“${after}”：Joliet 不允许控制字符和 \\ / : ; * 或 ?，过长的部分会被截断。`,
  },
  'identifier-characters': {
    title: (n) => `${n} 个卷标识超出 ISO 9660 允许的范围`,
    sentence: ({ before }) => `标识“${before}”按原样记录，尽管 ISO 9660 只允许大写字母、数字和少数字符。`,
  },
  'table-name': {
    title: () => '转换表使用短名称',
    sentence: ({ path, after }) => `转换表“${path}”在纯 ISO 9660 中名为 ${after}，那里容不下完整名称。`,
  },
  'no-table': {
    title: (n) => `${folders(n)}没有转换表`,
    sentence: ({ path }) =>
      `“${path}”所在的文件夹没有转换表，因为它在纯 ISO 9660 中占用了转换表的名称。换一个转换表名称（-table-name）可以避免。`,
  },
  'table-replaces': {
    title: (n) => `${items(n)}已排除：名称被转换表占用`,
    sentence: ({ path }) =>
      `“${path}”已排除：其文件夹的转换表使用了这个名称。换一个转换表名称（-table-name）即可两者都保留。`,
  },
  'link-without-rock-ridge': {
    title: (n) => `${items(n)}已排除：符号链接需要 Rock Ridge`,
    sentence: ({ path }) =>
      `符号链接“${path}”已排除：只有 Rock Ridge（-r 或 -R）能保存它。或用 -f 放入它所指向的内容。`,
  },
  'special-without-rock-ridge': {
    title: (n) => `${items(n)}已排除：设备、管道和套接字需要 Rock Ridge`,
    sentence: ({ path }) => `“${path}”已排除：只有 Rock Ridge（-r 或 -R）能保存设备、管道或套接字。`,
  },
  'link-broken': {
    title: (n) => `${items(n)}已排除：链接指向不存在的目标`,
    sentence: ({ path, before }) => `符号链接“${path}”已排除：它指向不存在的“${before}”。`,
  },
  'link-loop': {
    title: (n) => `${items(n)}保留为链接，因为指向了外层文件夹`,
    sentence: ({ path, before }) => `“${path}”保留为符号链接：它指向包含它的“${before}”。`,
  },
  'link-portable': {
    title: (n) => `${items(n)}已排除：浏览器看不到的符号链接`,
    sentence: ({ path }) => `符号链接“${path}”已排除，因为 -portable 只看浏览器能看到的内容。`,
  },
  special: {
    title: (n) => `${items(n)}已排除：套接字、设备和管道`,
    sentence: ({ path }) => `“${path}”已排除：它不是普通文件。`,
  },
  'name-encoding': {
    title: (n) => `${items(n)}的名称使用其他编码`,
    sentence: ({ path }) => `“${path}”的名称不是所要求的编码（-input-charset）：按原有字节处理。`,
  },
  unreadable: {
    title: (n) => `${items(n)}已排除：无法读取`,
    sentence: ({ path }) => `“${path}”已排除，因为无法读取。`,
  },
  'left-out-by-choice': {
    title: (n) => `${items(n)}已按您的选择排除`,
    sentence: ({ path }) => `“${path}”已按您的选择排除。`,
  },
  'nothing-to-change': {
    title: (n) => `${items(n)}在您更改之后消失`,
    sentence: ({ path }) => `“${path}”已不存在，因此您对它所做的更改没有效果。`,
  },
  'replacement-gone': {
    title: (n) => `${items(n)}恢复为先前的内容`,
    sentence: ({ path, before }) => `“${path}”恢复为先前的内容：您用来替换它的“${before}”太大，无法记住，请再次替换。`,
  },
  'fewer-files': {
    title: (n) => `${items(n)}的文件比上次访问时少`,
    sentence: ({ path, before }) => `“${path}”的文件比上次访问时少：其中 ${before} 个已消失。`,
  },
  'kept-both': {
    title: (n) => `${items(n)}为两者都保留而重命名`,
    sentence: ({ path, before }) => `“${before}”以“${path}”的名称添加，因为已有同名文件。`,
  },
  'empty-folders': {
    title: () => '可能缺少空文件夹',
    sentence: ({ path }) =>
      `浏览器的文件夹输入不会报告空文件夹，因此“${path}”中的空文件夹不在映像中。将文件夹拖到页面上即可保留。`,
  },
  'hidden-names': {
    title: () => '可能缺少名称特殊的文件',
    sentence: ({ path }) =>
      `文件夹选择器不显示名称特殊的文件（例如“a?b”或“x.lnk”），因此“${path}”中的这类文件可能缺失。将文件夹拖到页面上即可保留。`,
  },
  'archive-outside': {
    title: (n) => `压缩包中的 ${items(n)}已排除：会位于压缩包之外`,
    sentence: ({ path }) => `“${path}”已排除：它通过“..”指向压缩包之外。`,
  },
  'archive-through': {
    title: (n) => `压缩包中的 ${items(n)}已排除：其位置另有内容`,
    sentence: ({ path, before }) => `“${path}”已排除：压缩包中的“${before}”既是文件夹又是其他内容（例如链接）。`,
  },
  'archive-name': {
    title: (n) => `压缩包中的 ${items(n)}已排除：名称无效`,
    sentence: ({ path }) => `压缩包中的“${path}”已排除：文件不能使用这样的名称。`,
  },
  'archive-link': {
    title: (n) => `压缩包中的 ${items(n)}已排除：链接的目标不存在`,
    sentence: ({ path, before }) =>
      `链接“${path}”已排除：它指向“${before}”，压缩包中的链接不能指向那里，或者目标不在它之前。`,
  },
  'archive-kind': {
    title: (n) => `压缩包中的 ${items(n)}已排除：映像不支持的类型`,
    sentence: ({ path, before }) => `“${path}”已排除：它在压缩包中的类型为“${before}”。`,
  },
  'archive-rest': {
    title: () => '压缩包结尾之后还有内容',
    sentence: ({ path }) => `“${path}”的结束标记之后还有字节：那里的内容（例如另一个压缩包）未被采用。`,
  },
  'archive-ended': {
    title: () => '压缩包没有结尾',
    sentence: ({ path, before }) => `“${path}”没有结束标记：可能在“${before}”之后被截断，其后的内容缺失。`,
  },
  'archive-twice': {
    title: (n) => `压缩包中的 ${items(n)}重复出现`,
    sentence: ({ path }) => `“${path}”在压缩包中出现多次：与 tar 相同，采用最后一个。`,
  },
  'archive-absolute': {
    title: (n) => `压缩包中的 ${items(n)}以根目录开头`,
    sentence: ({ path }) => `“${path}”已去掉开头的斜杠，与 tar 相同。`,
  },
  'archive-encoding': {
    title: (n) => `压缩包中的 ${items(n)}的名称使用其他编码`,
    sentence: ({ path, before }) =>
      `没有说明“${path}”的名称使用何种编码：已按 ${before} 处理。可用 -input-charset 指定其他编码。`,
  },
  'archive-target': {
    title: (n) => `压缩包中的 ${items(n)}指向使用其他编码的名称`,
    sentence: ({ path, before }) =>
      `没有说明链接“${path}”的目标使用何种编码：已按 Latin-1 处理，即“${before}”。可用 -input-charset 指定其他编码。`,
  },
  'archive-control': {
    title: (n) => `压缩包中的 ${items(n)}的路径含有控制字符`,
    sentence: ({ path }) => `“${path}”中的“_”代替了一个控制字符：读取该压缩包的程序没有说明是哪一个。`,
  },
  'archive-owner': {
    title: (n) => `压缩包中的 ${items(n)}的所有者编号超出映像的范围`,
    sentence: ({ path, before }) =>
      `“${path}”在压缩包中属于编号 ${before}，映像无法容纳该编号：已改为 nobody（65534）。`,
  },
  'archive-attributes': {
    title: () => '压缩包含有扩展属性或访问控制列表',
    sentence: ({ path, before }) =>
      `“${path}”含有扩展属性或访问控制列表，首先出现在“${before}”：映像无法保存它们，这些文件已在不带它们的情况下采用。`,
  },
  'boot-gone': {
    title: (n) => `用于启动的 ${items(n)}不在映像中`,
    sentence: ({ path }) => `光盘本应从“${path}”启动，但该文件不在映像中或为空：无法从中启动。`,
  },
  'boot-full': {
    title: (n) => `光盘没有位置容纳的 ${items(n)}用于启动`,
    sentence: ({ path }) => `无法从“${path}”启动：一张光盘最多有 32 个启动项，在它之前已有 32 个。请去掉另一个启动项。`,
  },
  'boot-full-hidden': {
    title: () => '光盘没有位置容纳的隐藏引导映像',
    sentence: ({ path }) =>
      `无法从启动项 ${path}（没有文件夹显示它）启动：一张光盘最多有 32 个启动项，在它之前已有 32 个。请去掉另一个启动项。`,
  },
  'boot-floppy': {
    title: () => '不是软盘的引导映像',
    sentence: ({ path, before }) =>
      `“${path}”代表用于启动的软盘，但大小为 ${before ?? '其他'} 字节，没有这样的软盘：几乎没有计算机能从中启动。`,
  },
  'boot-load': {
    title: () => '大小超出引导目录所能表示的引导映像',
    sentence: ({ path }) =>
      `“${path}”的大小超出引导目录所能表示的范围：依此行事的固件只加载前 65,535 个扇区（32 MB）。可用 -boot-load-size 指定所需的数量。`,
  },
  'opened-boot': {
    title: () => '用于启动计算机的内容不会全部保留',
    sentence: ({ path, before }) =>
      `“${path}”可以启动计算机（El Torito）。由此生成的映像不包含${before ?? '其中一部分'}。`,
  },
  'opened-systems': {
    title: () => '映像中的其他文件系统不会保留',
    sentence: ({ path, before }) => `“${path}”还含有 ${before}，由此生成的映像不包含它。`,
  },
  'opened-cut': {
    title: () => '不完整的映像',
    sentence: ({ path, before }) => `“${path}”不完整：位于缺失部分的内容已排除。${before ?? '其中一部分缺失。'}`,
  },
  'opened-unreadable': {
    title: (n) => `映像中的 ${items(n)}已排除：无法读取`,
    sentence: ({ path, before }) => `“${path}”已排除。${before ?? '它无法读取。'}`,
  },
  'opened-sessions': {
    title: () => '含有多个会话的映像',
    sentence: ({ path, before, after }) =>
      `“${path}”有 ${before} 个会话。${after === undefined ? '最后一个会话' : `会话 ${after} `}显示的内容都在，由此生成的映像只有一个会话。`,
  },
  'opened-compressed': {
    title: (n) => `${items(n)}将不压缩保存`,
    sentence: ({ path }) => `“${path}”在打开的映像中是压缩的（zisofs），将不压缩保存。`,
  },
  'opened-odd': {
    title: (n) => `打开的映像中有 ${n.toLocaleString('zh-Hans')} 处异常`,
    sentence: ({ path, before }) => `“${path}”：${before ?? '有异常。'}`,
  },
};
