/** An image, or something in it, that cannot be read. The message is a sentence for a person. */
export class ImageError extends Error {
  override readonly name: string = 'ImageError';
}
