/** Memory that is given back before garbage is collected. */

/** Gives a buffer's memory back at once, where the browser can; it is empty then. */
export function releaseBuffer(buffer: ArrayBuffer & { transfer?: (byteLength: number) => ArrayBuffer }): void {
  buffer.transfer?.(0);
}
