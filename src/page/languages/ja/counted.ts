/** 数とその単位、かぎ括弧に入れた名前。 */
import { formatCount, quoteName } from '../../format';

export const files = (count: number) => `${formatCount(count)} 個のファイル`;
export const folders = (count: number) => `${formatCount(count)} 個のフォルダー`;
export const items = (count: number) => `${formatCount(count)} 個の項目`;
export const quoted = (name: string) => `「${quoteName(name)}」`;
