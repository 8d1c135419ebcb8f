/** 带量词的数目，以及加引号的名称。 */
import { formatCount, quoteName } from '../../format';

export const files = (count: number) => `${formatCount(count)} 个文件`;
export const folders = (count: number) => `${formatCount(count)} 个文件夹`;
export const items = (count: number) => `${formatCount(count)} 个项目`;
export const quoted = (name: string) => `“${quoteName(name)}”`;
