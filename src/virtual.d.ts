declare module 'virtual:encoder' {
  /** URL of the compiled encoder: on the page and in its workers an http(s) URL, in Node a file URL. */
  const url: string;
  export default url;
}
