/** 简体中文：后台所做的事，以及未能完成的原因。 */
import type { NotSaved, What } from '../../../worker/sayings';
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { items } from './counted';

const of = (what: What) => (typeof what === 'string' ? `“${what}”` : ` ${items(what)}`);
const WORLDS = { joliet: 'Windows', iso: 'DOS' } as const;
const NOT_SAVED: Readonly<Record<NotSaved, string>> = {
  full: '该磁盘空间不足。请腾出空间或选择其他磁盘，然后再次保存。',
  refused: '浏览器未获准写入。请再次保存并允许，或选择其他文件夹。',
  used: '该文件正被其他程序或标签页使用。请在那里关闭，或换一个名称。',
  'folder-gone': '其文件夹已不存在。请选择其他文件夹。',
  disk: '磁盘报告错误或已不存在。请选择其他磁盘。',
  blocked: '文件完成时被浏览器拒绝。请换一个名称，或使用“下载”。',
  unknown: '浏览器无法写入。请选择其他文件夹，或使用“下载”。',
};
const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: '它已不存在。',
  NotAllowedError: '浏览器不允许读取它。',
  SecurityError: '浏览器不允许读取它。',
  NotReadableError: '无法打开，或在读取过程中发生了改变。',
};

export const sayings: RestWords['sayings'] = {
  add: (what) => `添加${of(what)}`,
  'add-files': () => '添加文件',
  'open-session': (session, name) => `打开“${name}”的会话 ${session}`,
  'read-again': () => '重新读取',
  rename: (name) => `重命名“${name}”`,
  move: (what) => `移动${of(what)}`,
  copy: (what) => `复制${of(what)}`,
  'bring-back': (what) => `恢复${of(what)}`,
  'leave-out': (what) => `排除${of(what)}`,
  'leave-out-matching': (count) => `排除 ${formatCount(count)} 个匹配的项目`,
  'new-folder': (name) => `新建文件夹“${name}”`,
  'new-file': (name) => `新建文件“${name}”`,
  edit: (name) => `编辑“${name}”`,
  replace: (what) => `替换${of(what)}`,
  'keep-both': (what) => `两者都保留：${of(what)}`,
  hide: (what, world) => `对 ${WORLDS[world]} 隐藏${of(what)}`,
  show: (what, world) => `对 ${WORLDS[world]} 显示${of(what)}`,
  executable: (what) => `将${of(what)}设为可执行`,
  'not-executable': (what) => `将${of(what)}设为不可执行`,
  place: (what) => `设定${of(what)}在光盘上的位置`,
  change: (what) => `更改${of(what)}`,
  boot: (name) => `从“${name}”启动`,
  'no-boot': (name) => (name === '' ? '去掉一个启动项' : `不从“${name}”启动`),
  'no-effect': () => '无效的更改',
  'name-disc': () => '重命名光盘',
  'contents-at-top': () => '内容置于最上层',
  'folder-at-top': () => '文件夹置于最上层',
  'start-over': () => '重新开始',
  options: () => '选项',
  'made-for': (title) => `用途：${title}`,
  'made-for-else': () => '用于其他用途',

  'is-taken': (name) => `“${name}”已存在。`,
  'are-taken': (count) => `其中 ${formatCount(count)} 个名称已存在。`,
  'choose-another': (name) => `“${name}”已存在。请换一个名称。`,
  'name-empty': () => '名称至少要有一个字符。',
  'name-dots': (name) => `“${name}”表示文件夹自身或其上一级。请换一个名称。`,
  'name-slash': () => '名称不能含有斜杠：它用于分隔文件夹名称。',
  'name-zero': () => '名称不能含有空字符。',
  'name-long': (bytes, most) =>
    `此名称有 ${formatCount(bytes)} 字节，上限为 ${formatCount(most)}：请减少 ${formatCount(bytes - most)} 字节。`,
  'name-fault': () => '不能作为名称。请换一个。',
  'name-fault-of': (name) => `“${name}”不能作为名称。`,
  gone: (name) => `${name === undefined ? '它' : `“${name}”`}已不在映像中。`,
  'folder-gone': () => '目标文件夹已不在映像中。',
  'into-itself': (name) => `不能将“${name}”放入它自身。请选择其他文件夹。`,
  'coming-in': () => '其中一部分可能仍在读入。请在全部读取并处理完毕后再复制。',
  'nothing-matches': () => '映像中没有匹配的内容。',
  'no-contents': (name) => `“${name}”不是文件：没有可以更改的内容。`,
  'text-long': (bytes, most) => `此文本有 ${formatCount(bytes)} 字节，这里的上限为 ${formatCount(most)} 字节。`,
  'boot-empty': (name) => `“${name}”为空：无法从中启动。`,
  'boot-catalog': (name) => `“${name}”是引导目录：每次生成映像时都会根据光盘的启动项重新写入，不能换成其他文件。`,
  'boot-full': (name, most) => `无法再从“${name}”启动：一张光盘最多有 ${most} 个启动项。请先去掉一个启动项。`,
  'no-file': (name) => `“${name}”不是文件。`,
  'file-long': (name, most) => `“${name}”太长，无法在此编辑：上限为 ${formatCount(most)} 字节。`,
  'file-unread': (name) => `“${name}”仍在读取中。请稍后再试。`,
  'no-text': (name) => `“${name}”不是 UTF-8 文本。请改用其他文件替换它。`,
  'not-taken': (name, error) => `未采用“${name}”。${REASONS[error] ?? '浏览器无法读取它。'}`,

  'worker-crashed': (worker, reason, isHopeless) =>
    `此页面的一部分（${worker}）已停止：${reason}。${isHopeless ? '故障持续出现，请重新加载页面。' : '它已重新启动，映像正在重新生成。'}`,
  'missing-part': () => '此页面的一部分无法加载。请重新加载页面，或放弃刚才的操作。',
  'read-once': (names) =>
    `此浏览器只允许页面读取一次：${names.map((name) => (name === undefined ? '所选文件' : `“${name}”`)).join('、')}。要纳入更改，请重新开始并再次选择。`,
  'replacement-changed': (path) => `用来替换“${path}”的文件此后已更改或消失。请再次替换，或撤销该操作。`,
  'changed-since': (path, became) =>
    `“${path}”在读取之后${became === 'missing' ? '已消失' : '已更改'}。请重新读取，然后再试。`,
  'files-unchecked': () => '无法确认文件是否仍与开始时相同。请重新开始。',
  'image-changed': () => '映像在此期间已更改。请重新开始。',
  'extract-later': () => '尚未全部读取，或光盘内容刚刚发生了变化。请稍后再次提取。',
  'image-unreadable': () => '无法完整读取映像：其中某个文件已更改或消失。请重新读取文件夹。',
  'not-saved': (name, why) => `“${name}”未保存。${NOT_SAVED[why]}`,
};
