/** A small writer of zip archives, with every field to be set wrong. */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from './crc32';

export interface ZipMember {
  path: string;
  content?: string;
  /** The mode with the kind of file, of Unix. */
  mode?: number;
  /** Fields as they are to be written. */
  wrong?: Partial<Record<'flags' | 'method' | 'crc' | 'packed' | 'bytes' | 'offset' | 'localMethod', number>>;
  localPath?: string;
  isStored?: boolean;
  host?: number;
  extra?: Buffer;
  /** Each character of the path is a byte; else it is UTF-8. */
  isLatin1?: boolean;
  /** Of the first of its January, by the entry's own date. */
  year?: number;
}

export function zipOf(members: readonly ZipMember[], before = Buffer.alloc(0)): Buffer {
  const local: Buffer[] = [before];
  const list: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const { path, content = '', mode = 0o100644, wrong = {}, localPath, isStored, host = 3, extra } = member;
    const name = Buffer.from(path, member.isLatin1 ? 'latin1' : 'utf8');
    const bytes = Buffer.from(content, 'latin1');
    const packed = isStored ? bytes : deflateRawSync(bytes);
    const method = wrong.method ?? (isStored ? 0 : 8);
    const fixed = (localMethod: number) => {
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(wrong.flags ?? 0x800, 2);
      fields.writeUInt16LE(localMethod, 4);
      fields.writeUInt16LE((((member.year ?? 1980) - 1980) << 9) | 0x21, 8);
      fields.writeUInt32LE(wrong.crc ?? crc32(bytes), 10);
      fields.writeUInt32LE(wrong.packed ?? packed.length, 14);
      fields.writeUInt32LE(wrong.bytes ?? bytes.length, 18);
      fields.writeUInt16LE(name.length, 22);
      fields.writeUInt16LE(extra?.length ?? 0, 24);
      return fields;
    };
    const own = extra ?? Buffer.alloc(0);
    list.push(Buffer.from('PK\x01\x02'), Buffer.from([20, host]), fixed(method));
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(wrong.offset ?? at, 10);
    list.push(rest, name, own);
    const whole = [
      Buffer.from('PK\x03\x04'),
      fixed(wrong.localMethod ?? method),
      localPath === undefined ? name : Buffer.from(localPath),
      own,
      packed,
    ];
    local.push(...whole);
    at += Buffer.concat(whole).length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}
