import encoderBase64 from 'virtual:encoder-base64';

let module: Promise<WebAssembly.Module> | undefined;

/** The compiled encoder. It lies in the script itself, so that no bundler has to know of another file. */
export function encoderModule(): Promise<WebAssembly.Module> {
  module ??= WebAssembly.compile(Uint8Array.from(atob(encoderBase64), (character) => character.charCodeAt(0)));
  return module;
}
