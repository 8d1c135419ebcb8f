/** An image's name without its ending; undefined where the name is none of an image: what is in it tells for sure. */
export const imageStem = (name: string): string | undefined => /^(.+)\.(iso|img|bin|cdr|toast)$/i.exec(name)?.[1];
