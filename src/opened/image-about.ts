/** What an image is like as it is: its descriptors, standards, boot entries and sessions, as plain data for who shows it. */
import type { ChosenOptions } from '../image/choice';
import type { DiscImage, OpenOptions } from '../reader/disc-image';
import { type BootEntry, loadsToEnd } from '../reader/el-torito';
import { type Extension, extensionsOf } from '../reader/extensions';
import type { LongDate } from '../reader/fields';
import { type FindingSeverity, fullFinding } from '../reader/findings';
import type { OtherSystems } from '../reader/other-systems';
import type { DescriptorKind, TreeDescriptor, VolumeIdentifiers } from '../reader/volume-descriptors';

/** A descriptor with a directory hierarchy (ECMA-119 8.4 and 8.5). */
export interface VolumeAbout {
  kind: TreeDescriptor['kind'];
  jolietLevel?: 1 | 2 | 3;
  identifiers: VolumeIdentifiers;
  /** Volume space size, and bytes of a block. */
  blocks: number;
  blockBytes: number;
  volumeSetSize: number;
  volumeSequenceNumber: number;
  pathTableBytes: number;
  rootBlock: number;
  created: LongDate;
  modified: LongDate;
  expires: LongDate;
  effective: LongDate;
  /** What its maker put there for programs (8.4.32); undefined where it is empty. */
  applicationUse?: Uint8Array;
}

/** An entry of the boot catalog. */
export interface BootAbout extends Omit<BootEntry, 'at'> {
  /** Who made its section. */
  identifier: string;
  /** Firmware takes all from the start block to the end of the disc. */
  isToEnd: boolean;
  /** The file that begins where the boot image does. */
  path?: string;
}

export interface SessionAbout {
  number: number;
  sector: number;
  /** Unix seconds. */
  created?: number;
  /** It is the one that was opened. */
  isOpened: boolean;
}

/** Something odd, in a sentence. */
export interface OddAbout {
  severity: FindingSeverity;
  sentence: string;
  section: string;
}

export interface ImageAbout {
  /** Bytes of its file's user data, and those of a sector as the file holds it. */
  byteLength: number;
  sectorBytes: number;
  descriptors: { kind: DescriptorKind; sector: number }[];
  volumes: VolumeAbout[];
  /** Interchange level of the plain names; 4: ISO 9660:1999. */
  isoLevel: number;
  extensions: Extension[];
  rockRidgeVersion: '1.10' | '1.12';
  /** Files that are compressed (zisofs). */
  compressed: number;
  others: OtherSystems;
  /** The block of the boot catalog, and what is in it. */
  boot?: { block: number; entries: BootAbout[] };
  sessions: SessionAbout[];
  /** The first of them. */
  odd: OddAbout[];
  /** How it is opened again; undefined where its file alone does not tell. */
  reopen?: Pick<OpenOptions, 'sectors' | 'session'>;
}

/** What only going through the image tells. */
export interface Learned {
  options: Pick<ChosenOptions, 'isoLevel' | 'rockRidgeVersion'>;
  compressed: number;
  /** The path of a file whose contents begin at a place, in bytes. */
  pathAt: (at: number) => string | undefined;
}

const SECTOR_BYTES = 2048;
/** ECMA-119 8.4.32. */
const APPLICATION_USE_AT = 883;
const APPLICATION_USE_BYTES = 512;
const MOST_ODD = 100;

/** Tells of an image that was gone through. */
export async function aboutImage(image: DiscImage, learned: Learned): Promise<ImageAbout> {
  // Notes tell what an image has, which is told apart.
  const odd = image.findings.list.map(fullFinding).filter(({ severity }) => severity !== 'note');
  const extensions = await extensionsOf(image);
  const boot = await aboutBoot(image, learned);
  return {
    byteLength: image.source.byteLength,
    sectorBytes: image.sectors.byteLength,
    descriptors: image.descriptors.map(({ kind, at }) => ({ kind, sector: at / SECTOR_BYTES })),
    volumes: image.trees.map(aboutVolume),
    isoLevel: learned.options.isoLevel,
    extensions,
    rockRidgeVersion: learned.options.rockRidgeVersion,
    compressed: learned.compressed,
    others: image.others,
    ...(boot ? { boot } : {}),
    sessions: image.sessions.map(({ number, sector, created }) => ({
      number,
      sector,
      ...(created === undefined ? {} : { created }),
      isOpened: number === image.session?.number,
    })),
    odd: odd.slice(0, MOST_ODD).map(({ severity, sentence, section }) => ({ severity, sentence, section })),
  };
}

function aboutVolume(descriptor: TreeDescriptor): VolumeAbout {
  const { kind, jolietLevel, identifiers, blocks, blockBytes, volumeSetSize, volumeSequenceNumber } = descriptor;
  const { pathTableBytes, root, created, modified, expires, effective, bytes } = descriptor;
  const use = bytes.slice(APPLICATION_USE_AT, APPLICATION_USE_AT + APPLICATION_USE_BYTES);
  const isUsed = use.some((byte) => byte !== 0 && byte !== 0x20);
  return {
    kind,
    ...(jolietLevel ? { jolietLevel } : {}),
    identifiers,
    blocks,
    blockBytes,
    volumeSetSize,
    volumeSequenceNumber,
    pathTableBytes,
    rootBlock: root.block,
    created,
    modified,
    expires,
    effective,
    ...(isUsed ? { applicationUse: use } : {}),
  };
}

async function aboutBoot(image: DiscImage, { pathAt }: Learned): Promise<ImageAbout['boot']> {
  const catalog = await image.bootCatalog();
  if (!catalog) return undefined;
  const entries = catalog.sections.flatMap((section) =>
    section.entries.map((one): BootAbout => {
      const { at: _, ...entry } = one;
      const path = pathAt(entry.block * SECTOR_BYTES);
      const { identifier } = section;
      return { ...entry, identifier, isToEnd: loadsToEnd(one), ...(path === undefined ? {} : { path }) };
    }),
  );
  return { block: catalog.at / SECTOR_BYTES, entries };
}
