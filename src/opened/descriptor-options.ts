/** The options that an image's volume descriptors show. */
import { isoIdentifier } from '../image/identifiers';
import type { IdentifierName, ImageOptions, VolumeTimes } from '../image/options';
import type { DiscImage } from '../reader/disc-image';
import type { LongDate } from '../reader/fields';
import type { TreeDescriptor, VolumeIdentifiers } from '../reader/volume-descriptors';

type Described = Pick<
  ImageOptions,
  | 'joliet'
  | 'jolietLevel'
  | 'volumeName'
  | 'identifiers'
  | 'applicationUse'
  | 'volumeSetSize'
  | 'volumeSequenceNumber'
  | 'volumeTimes'
>;

/** By their names among the options: which identifier of the descriptor it is, and its bytes (ECMA-119 8.4). */
const IDENTIFIERS: Readonly<Record<IdentifierName, readonly [keyof VolumeIdentifiers, number]>> = {
  system: ['system', 32],
  volumeSet: ['volumeSet', 128],
  publisher: ['publisher', 128],
  dataPreparer: ['preparer', 128],
  application: ['application', 128],
  copyrightFile: ['copyrightFile', 37],
  abstractFile: ['abstractFile', 37],
  bibliographicFile: ['bibliographicFile', 37],
};
const VOLUME_BYTES = 32;
/** ECMA-119 8.4.32. */
const APPLICATION_USE_AT = 883;
const APPLICATION_USE_BYTES = 512;
const SPACE = 0x20;

export function describedOptions(image: DiscImage): Described {
  const { primary } = image;
  const joliet = image.trees.find(({ kind }) => kind === 'joliet');
  const identifier = (name: keyof VolumeIdentifiers, bytes: number) =>
    wholeText(primary.identifiers[name], joliet?.identifiers[name], bytes);
  const identifiers: Partial<Record<IdentifierName, string>> = {};
  for (const [name, [field, bytes]] of Object.entries(IDENTIFIERS)) {
    identifiers[name as IdentifierName] = identifier(field, bytes);
  }
  return {
    joliet: joliet !== undefined,
    jolietLevel: joliet?.jolietLevel ?? 3,
    volumeName: identifier('volume', VOLUME_BYTES),
    identifiers,
    applicationUse: applicationUse(primary),
    volumeSetSize: Math.max(1, primary.volumeSetSize),
    volumeSequenceNumber: Math.min(Math.max(1, primary.volumeSequenceNumber), Math.max(1, primary.volumeSetSize)),
    volumeTimes: volumeTimes(primary),
  };
}

/** The volume's names in the primary descriptor and in Joliet's, where neither can come from the other. */
export function unlikeVolumeNames(image: DiscImage): { primary: string; joliet: string } | undefined {
  const primary = image.primary.identifiers.volume;
  const joliet = image.trees.find(({ kind }) => kind === 'joliet')?.identifiers.volume ?? '';
  if (joliet === '' || wholeText(primary, joliet, VOLUME_BYTES) !== primary) return undefined;
  // What Joliet forbids is `_` there.
  const isAlike = [...isoIdentifier(joliet, VOLUME_BYTES)].every((one, at) => one === '_' || one === primary[at]);
  return isAlike ? undefined : { primary, joliet };
}

/** A text that Joliet has with all its characters, and the primary descriptor with twice as many. */
function wholeText(primary: string, joliet: string | undefined, bytes: number): string {
  if (joliet === undefined || joliet === '') return primary;
  const inPrimary = isoIdentifier(joliet, bytes);
  // What is cut at Joliet's end goes on in the primary descriptor.
  if (primary.startsWith(inPrimary)) return joliet + primary.slice(inPrimary.length);
  // Systems look for a volume by what the primary descriptor says.
  return primary;
}

/** Undefined: spaces, as without any. */
function applicationUse({ bytes }: TreeDescriptor): Uint8Array | undefined {
  const use = bytes.slice(APPLICATION_USE_AT, APPLICATION_USE_AT + APPLICATION_USE_BYTES);
  return use.every((byte) => byte === SPACE) ? undefined : use;
}

function volumeTimes({ created, modified, expires, effective }: TreeDescriptor): VolumeTimes {
  const time = ({ unixSeconds = Number.NaN }: LongDate) => unixSeconds;
  return {
    creation: time(created),
    modification: time(modified),
    expiration: time(expires),
    effective: time(effective),
  };
}
