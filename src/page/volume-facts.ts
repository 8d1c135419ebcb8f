/** What descriptors, boot entries and records tell, as rows of words: to be shown, and to be copied. */
import type { BootAbout, EntryAbout, ImageAbout, VolumeAbout } from '../worker/session';
import { formatBytes, formatCount, formatMode } from './format';
import { texts } from './texts-volume';

/** What it is called, and what it is. */
export type Fact = readonly [string, string];

type LongDate = VolumeAbout['created'];

/** A row, or none where there is nothing to tell. */
const fact = (label: string, value: string | undefined): Fact[] =>
  value === undefined || value === '' ? [] : [[label, value]];

/** A distance from Greenwich in quarters of an hour: +01:00. */
export function zoneText(quarters: number): string {
  const minutes = Math.abs(quarters) * 15;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${quarters < 0 ? '−' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A date as it is recorded, in its own zone (ECMA-119 8.4.26.1); undefined where there is none. */
export function dateText({ digits, zone, isNone, unixSeconds }: LongDate): string | undefined {
  if (isNone) return undefined;
  // What is no date is told by its characters.
  if (unixSeconds === undefined) return texts.noDate(digits.replaceAll(/[^ -~]/g, '·'));
  const at = (from: number, to: number) => digits.slice(from, to);
  const day = `${at(0, 4)}-${at(4, 6)}-${at(6, 8)}`;
  return `${day} ${at(8, 10)}:${at(10, 12)}:${at(12, 14)}.${at(14, 16)} ${zoneText(zone)}`;
}

/** A time that is known by its seconds, in Greenwich. */
export function timeText(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return Number.isNaN(date.getTime())
    ? String(unixSeconds)
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} +00:00`;
}

export function volumeFacts(volume: VolumeAbout): Fact[] {
  const { identifiers, blocks, blockBytes, volumeSetSize, volumeSequenceNumber, pathTableBytes, rootBlock } = volume;
  const names = Object.entries(texts.identifiers) as [keyof VolumeAbout['identifiers'], string][];
  const dates = Object.entries(texts.dates) as [keyof typeof texts.dates, string][];
  return [
    ...names.flatMap(([name, label]) => fact(label, identifiers[name])),
    ...dates.flatMap(([name, label]) => fact(label, dateText(volume[name]))),
    [texts.space, texts.spaceOf(blocks, formatBytes(blocks * blockBytes))],
    [texts.blockSize, formatBytes(blockBytes)],
    ...(volumeSetSize > 1 ? fact(texts.set, texts.setOf(volumeSequenceNumber, volumeSetSize)) : []),
    [texts.pathTable, formatBytes(pathTableBytes)],
    [texts.root, formatCount(rootBlock)],
  ];
}

/** What the image has, a sentence each. */
export function standards(about: ImageAbout): string[] {
  const { volumes, isoLevel, extensions, rockRidgeVersion, compressed, others, boot, sessions, sectorBytes } = about;
  const { has } = texts;
  const joliet = volumes.find(({ kind }) => kind === 'joliet');
  const rockRidge = extensions.find(({ identifier }) => /^(RRIP|IEEE)/.test(identifier));
  const more = extensions.filter((one) => one !== rockRidge && !/^(RRIP|IEEE)/.test(one.identifier));
  return [
    isoLevel === 4 ? has.iso1999 : has.iso(isoLevel),
    ...(joliet ? [has.joliet(joliet.jolietLevel ?? 3)] : []),
    ...(rockRidge ? [has.rockRidge(rockRidgeVersion, rockRidge.identifier)] : []),
    ...more.map(({ identifier }) => has.extension(identifier)),
    ...(boot ? [has.elTorito(boot.entries.length)] : []),
    ...(compressed > 0 ? [has.zisofs(compressed)] : []),
    ...(others.udf ? [has.udf(others.udf)] : []),
    ...(others.hfs ? [has.hfs(others.hfs)] : []),
    ...(others.appleMap ? [has.appleMap(others.appleMap)] : []),
    ...(others.partitionTable ? [has.partitionTable(others.partitionTable)] : []),
    ...(others.systemArea ? [has.systemArea] : []),
    ...(sessions.length > 1 ? [has.sessions(sessions.length)] : []),
    ...(sectorBytes !== 2048 ? [has.sectors(formatBytes(sectorBytes))] : []),
  ];
}

export function bootFacts(entry: BootAbout): Fact[] {
  const { boot } = texts;
  const { emulation, sectors, isToEnd, block, path, loadSegment, identifier, systemType, isBootable } = entry;
  const { criteriaType } = entry;
  return [
    ...fact(boot.file, path),
    [boot.block, formatCount(block)],
    [boot.emulation, boot.emulations[emulation]],
    [boot.loads, isToEnd ? boot.toEnd : boot.sectors(sectors)],
    ...(loadSegment === 0 ? [] : fact(boot.segment, hex(loadSegment, 4))),
    ...(systemType === 0 ? [] : fact(boot.systemType, hex(systemType, 2))),
    ...(criteriaType === 0 ? [] : fact(boot.criteria, hex(criteriaType, 2))),
    ...fact(boot.identifier, identifier),
    ...(isBootable ? [] : fact(boot.state, boot.notBootable)),
  ];
}

export const hex = (number: number, digits: number) => `0x${number.toString(16).toUpperCase().padStart(digits, '0')}`;

/** A boot entry's platform (El Torito 1.0, 2.1 and figure 2; UEFI 2.10, 13.3.2.1). */
export const platformText = (platform: number): string =>
  texts.boot.platforms[platform as keyof typeof texts.boot.platforms] ?? texts.boot.platform(hex(platform, 2));

export function recordedFacts(about: EntryAbout): Fact[] {
  const { recorded } = texts;
  const { moreExtents } = about;
  const { names, extents, byteLength, recordedBytes, isCompressed, mode, user, group, links, serial, device } = about;
  const flags = [
    ...(about.isHidden ? [recorded.hidden] : []),
    ...(about.isAssociated ? [recorded.associated] : []),
    ...(about.isSections ? [recorded.sections] : []),
  ];
  const time = (seconds: number | undefined) => (seconds === undefined ? undefined : timeText(seconds));
  return [
    ...names.flatMap(({ namespace, path }) => fact(texts.namespaces[namespace], path)),
    ...extents.flatMap(({ block, byteLength: length }, at) =>
      fact(
        extents.length > 1 ? recorded.extentOf(at + 1) : recorded.extent,
        recorded.place(block, formatBytes(length)),
      ),
    ),
    ...fact(recorded.moreExtents, moreExtents === undefined ? undefined : formatCount(moreExtents)),
    ...(isCompressed
      ? fact(recorded.compressed, recorded.compressedTo(formatBytes(byteLength), formatBytes(recordedBytes)))
      : []),
    ...fact(recorded.flags, flags.join(', ')),
    ...fact(recorded.time, time(about.recorded)),
    ...fact(recorded.modified, time(about.modified)),
    ...fact(recorded.accessed, time(about.accessed)),
    ...fact(recorded.changed, time(about.attributesChanged)),
    ...fact(recorded.created, time(about.created)),
    ...fact(
      recorded.mode,
      mode === undefined
        ? undefined
        : `${formatMode(mode & 0o7777)} (${(mode & 0o177777).toString(8).padStart(6, '0')})`,
    ),
    ...fact(recorded.owner, user === undefined ? undefined : recorded.ownerOf(String(user), String(group ?? 0))),
    ...fact(recorded.links, links === undefined ? undefined : formatCount(links)),
    ...fact(recorded.serial, serial === undefined ? undefined : String(serial)),
    ...fact(recorded.device, device && `${device.major}, ${device.minor}`),
    ...fact(recorded.target, about.target),
    [recorded.record, texts.atByte(hex(about.recordAt, 8))],
  ];
}
