/** What may be written in JSX on this page: elements with the DOM's own names of attributes and events. */
import type { Child } from './view';

type Events<Target> = {
  [Type in keyof HTMLElementEventMap as `on${Type}`]?: (
    event: HTMLElementEventMap[Type] & { currentTarget: Target },
  ) => unknown;
};

type Text = string | undefined;
type Whether = boolean | undefined;

interface Attributes<Target> extends Events<Target> {
  key?: string | number;
  /** Called once, when the element is on the page. */
  ref?: (element: Target) => void;
  children?: Child;
  /** CSS properties, custom ones too. One that was given stays given. */
  style?: { readonly [property: string]: string };
  [aria: `aria-${string}`]: string | number | boolean | undefined;
  autocomplete?: Text;
  class?: Text;
  dir?: Text;
  disabled?: Whether;
  for?: Text;
  hidden?: Whether;
  id?: Text;
  multiple?: Whether;
  name?: Text;
  role?: Text;
  scope?: Text;
  spellcheck?: 'true' | 'false';
  tabindex?: number;
  title?: Text;
  type?: Text;
  value?: string;
  webkitdirectory?: Whether;
}

export namespace JSX {
  export type Element = Child;
  export interface ElementChildrenAttribute {
    children: unknown;
  }
  export interface IntrinsicAttributes {
    key?: string | number;
  }
  type HtmlElements = { [Tag in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[Tag]> };
  export interface IntrinsicElements extends HtmlElements {
    svg: { [attribute: string]: string | number | Child };
    path: { d: string };
  }
}
