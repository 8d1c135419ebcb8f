declare module 'virtual:encoder' {
  /** URL of the compiled encoder: on the page and in its workers an http(s) URL, in Node a file URL. */
  const url: string;
  export default url;
}

declare module 'virtual:encoder-base64' {
  /** The compiled encoder itself, in Base64 (RFC 4648 4). */
  const base64: string;
  export default base64;
}

declare module 'virtual:engine' {
  /** The URL of the workers' script, src/worker/engine.ts as it was built. */
  const url: string;
  export default url;
}

declare module 'virtual:seven-zip' {
  /** URL of 7-Zip in WebAssembly: on the page and in its workers an http(s) URL, in Node a file URL. */
  const url: string;
  export default url;
}

declare module '7z-wasm/7zz.es6.js' {
  export { default } from '7z-wasm';
}
