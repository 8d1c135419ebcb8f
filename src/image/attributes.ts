/** What is known of each entry besides its name and place, as columns. */
import { Column } from './columns';
import type { EntryId } from './entry';

/**
 * What is known of an entry. Times are whole Unix seconds, rounded down; NaN where nothing tells (a folder is then
 * as new as the newest file in it). The mode is the twelve POSIX permission bits.
 */
export interface Attributes {
  modifyTime: number;
  accessTime?: number;
  attributeTime?: number;
  mode?: number;
  user?: number;
  group?: number;
  linkCount?: number;
  /** Of a device. */
  device?: { major: number; minor: number };
}

/** A mode that is not known: readers then see 0444, folders and links 0555. */
export const NO_MODE = 0xffff;

/** Columns that few trees need are made when the first entry has such an attribute. */
export class AttributeColumns {
  readonly modifyTime = new Column((n) => new Float64Array(n), Number.NaN);
  readonly mode = new Column((n) => new Int32Array(n), NO_MODE);
  accessTime: Column<Float64Array> | undefined;
  attributeTime: Column<Float64Array> | undefined;
  user: Column<Uint32Array> | undefined;
  group: Column<Uint32Array> | undefined;
  linkCount: Column<Uint32Array> | undefined;
  deviceMajor: Column<Uint32Array> | undefined;
  deviceMinor: Column<Uint32Array> | undefined;

  set(entry: EntryId, attributes: Attributes): void {
    this.modifyTime.set(entry, attributes.modifyTime);
    if (attributes.mode !== undefined) this.mode.set(entry, attributes.mode);
    if (attributes.accessTime !== undefined) {
      this.accessTime ??= new Column((n) => new Float64Array(n), Number.NaN);
      this.accessTime.set(entry, attributes.accessTime);
    }
    if (attributes.attributeTime !== undefined) {
      this.attributeTime ??= new Column((n) => new Float64Array(n), Number.NaN);
      this.attributeTime.set(entry, attributes.attributeTime);
    }
    if (attributes.user !== undefined) {
      this.user ??= new Column((n) => new Uint32Array(n));
      this.user.set(entry, attributes.user);
    }
    if (attributes.group !== undefined) {
      this.group ??= new Column((n) => new Uint32Array(n));
      this.group.set(entry, attributes.group);
    }
    if (attributes.linkCount !== undefined) {
      this.linkCount ??= new Column((n) => new Uint32Array(n), 1);
      this.linkCount.set(entry, attributes.linkCount);
    }
    if (attributes.device !== undefined) {
      this.deviceMajor ??= new Column((n) => new Uint32Array(n));
      this.deviceMinor ??= new Column((n) => new Uint32Array(n));
      this.deviceMajor.set(entry, attributes.device.major);
      this.deviceMinor.set(entry, attributes.device.minor);
    }
  }

  get(entry: EntryId): Attributes {
    const attributes: Attributes = { modifyTime: this.modifyTime.get(entry) };
    const mode = this.mode.get(entry);
    if (mode !== NO_MODE) attributes.mode = mode;
    if (this.accessTime) attributes.accessTime = this.accessTime.get(entry);
    if (this.attributeTime) attributes.attributeTime = this.attributeTime.get(entry);
    if (this.user) attributes.user = this.user.get(entry);
    if (this.group) attributes.group = this.group.get(entry);
    if (this.linkCount) attributes.linkCount = this.linkCount.get(entry);
    if (this.deviceMajor && this.deviceMinor) {
      attributes.device = { major: this.deviceMajor.get(entry), minor: this.deviceMinor.get(entry) };
    }
    return attributes;
  }
}
