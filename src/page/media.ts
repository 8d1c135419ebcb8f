/** Media that a disc image is written to, with what they really hold, and how an image fits on them. */

const BLOCK_BYTES = 2048;

export type MediumId = 'floppy' | 'cd-74' | 'cd-80' | 'dvd' | 'dvd-dl' | 'bd-25' | 'bd-50' | 'bd-100' | 'bd-128';

/** What a medium holds, in blocks of 2,048 bytes. */
export interface Capacity {
  most: number;
  /** What every medium of that name holds, whoever writes it, where that is less. */
  sure?: number;
}

/**
 * CD: minutes of 60 × 75 sectors (Red Book; CD-Recordable FAQ 7-6). DVD: ECMA-359 and ECMA-382 (DVD-R, one and two
 * layers) hold 2,298,496 and 4,171,712 sectors, ECMA-349 and ECMA-364 (DVD+R) 2,295,104 and 4,173,824. BD-R: as drives
 * tell it (MMC-6, READ FORMAT CAPACITIES, type 0 and with the spare areas that are usual, type 32h). A floppy disk of
 * 1.44 MB has 2,880 sectors of 512 bytes (ECMA-125).
 */
export const MEDIA: Readonly<Record<MediumId, Capacity>> = {
  floppy: { most: 720 },
  'cd-74': { most: 74 * 60 * 75 },
  'cd-80': { most: 80 * 60 * 75 },
  dvd: { most: 2_298_496, sure: 2_295_104 },
  'dvd-dl': { most: 4_173_824, sure: 4_171_712 },
  'bd-25': { most: 12_219_392, sure: 11_826_176 },
  'bd-50': { most: 24_438_784, sure: 23_652_352 },
  'bd-100': { most: 48_878_592, sure: 47_305_728 },
  'bd-128': { most: 62_500_864, sure: 60_403_712 },
};
export const MEDIUM_IDS = Object.keys(MEDIA) as MediumId[];
const isMediumId = (id: string): id is MediumId => Object.hasOwn(MEDIA, id);

/** What was chosen: a medium, a USB stick of so many gigabytes (10⁹ bytes), or that nobody asks. */
export type MediumChoice = { kind: 'none' } | { kind: 'medium'; id: MediumId } | { kind: 'usb'; gigabytes: number };

export const NO_MEDIUM: MediumChoice = { kind: 'none' };
/** Sizes of a stick that can be chosen. */
export const USB_LIMITS = { min: 0.1, max: 10_000, usual: 16 };

/** A choice as it is kept between visits. */
export function mediumText(choice: MediumChoice): string {
  if (choice.kind === 'usb') return `usb ${choice.gigabytes}`;
  return choice.kind === 'medium' ? choice.id : 'none';
}

/** What {@link mediumText} gave; nothing is chosen where it says something else. */
export function readMedium(text: string | undefined): MediumChoice {
  if (text === undefined) return NO_MEDIUM;
  if (isMediumId(text)) return { kind: 'medium', id: text };
  const gigabytes = Number(/^usb ([\d.]+)$/.exec(text)?.[1]);
  return isUsbSize(gigabytes) ? { kind: 'usb', gigabytes } : NO_MEDIUM;
}

export const isUsbSize = (gigabytes: number) => gigabytes >= USB_LIMITS.min && gigabytes <= USB_LIMITS.max;

/** What a choice holds; undefined where nothing is chosen. */
export function capacityOf(choice: MediumChoice): Capacity | undefined {
  if (choice.kind === 'medium') return MEDIA[choice.id];
  return choice.kind === 'usb' ? { most: Math.floor((choice.gigabytes * 1e9) / BLOCK_BYTES) } : undefined;
}

/** How an image fits: `tight` is on some media of that name only. */
export interface Fit {
  state: 'fits' | 'tight' | 'over';
  /** Bytes of the medium. */
  capacity: number;
  /** Bytes that are left, or too many. */
  difference: number;
}

export function fitOn({ most, sure = most }: Capacity, imageBytes: number): Fit {
  const capacity = most * BLOCK_BYTES;
  const state = imageBytes > capacity ? 'over' : imageBytes > sure * BLOCK_BYTES ? 'tight' : 'fits';
  return { state, capacity, difference: Math.abs(capacity - imageBytes) };
}

/** The smallest disc that surely holds an image; undefined where none does. A floppy disk is nobody's first choice. */
export function smallestFor(imageBytes: number): MediumId | undefined {
  const discs = MEDIUM_IDS.filter((id) => id !== 'floppy');
  return discs.find((id) => fitOn(MEDIA[id], imageBytes).state === 'fits');
}
