/**
 * Defects that are put into the encoder and the manifest one by one, to see that the tests find each: `npm run mutate`.
 * No defect is listed that leaves every image as it is.
 */
export interface Defect {
  /** Below the top folder. */
  file: string;
  /** What stands there exactly once. */
  text: string;
  instead: string;
  /** What is then wrong. */
  breaks: string;
}

const table: Readonly<Record<string, readonly [text: string, instead: string, breaks: string][]>> = {
  'wasm/numbers.ts': [
    ['bswap<u16>(<u16>value)', '<u16>value', '16 bits high byte first are low byte first'],
    ['store<u32>(at, bswap<u32>(value))', 'store<u32>(at, value)', '32 bits high byte first are low byte first'],
    ['put722(at + 2, value)', 'put721(at + 2, value)', 'the second half of 7.2.3 is low byte first'],
    ['(<u64>bswap<u32>(value)) << 32', '(<u64>value) << 32', 'the second half of 7.3.3 is low byte first'],
    ['(bytes + 2047) >> 11', '(bytes + 2048) >> 11', 'whole blocks are counted with one more'],
    ['return (bytes + 2047)', 'return (bytes + 2046)', 'a last byte has no block'],
  ],
  'wasm/boot_catalog.ts': [
    ['0x10000 - (sum & 0xffff)', '0xffff - (sum & 0xffff)', 'the sum of the validation entry is not 0'],
    ['? FINAL_HEADER : HEADER', '? HEADER : FINAL_HEADER', 'the first section of the boot catalog is the last one'],
    ['end - index)', 'end - index + 1)', 'sections of the boot catalog have an entry too many'],
    ['if (index > 0) memory', 'if (index > 1) memory', 'the second boot entry has no selection criteria'],
  ],
  'src/image/boot-info.ts': [
    ['this.#position >= INFO_END', 'this.#position > INFO_END', 'a byte is missing in the checksum of boot images'],
    ['+ 5n', '+ 4n', 'GRUB 2 looks for its core in the sector before'],
  ],
  'wasm/time.ts': [
    ['<u32>(year - 1900)', '<u32>(year - 1901)', 'records are dated a year early'],
    ['(<u32>month) << 8', '(<u32>(month - 1)) << 8', 'months of records count from 0'],
    ['<i32>days + 719468', '<i32>days + 719469', 'dates are a day late'],
    ['days--;', 'days -= 2;', 'times before 1970 are a day early'],
    [' - yearOfEra / 100)', ')', 'every year of a century is a leap year'],
    ['= 5869583999', '= 5869584000', 'the year 2156 is recorded in one byte'],
    ['putDigits(at + 8, secondOfDay / 3600, 2)', 'putDigits(at + 8, secondOfDay / 3601, 2)', 'hours of volume dates'],
  ],
  'wasm/sort.ts': [
    ['if (otherPiece < piece) break;', 'if (otherPiece <= piece) break;', 'names alike in eight bytes are not sorted'],
    [
      'if (next - run > 1 &&',
      'if (next - run > 2 &&',
      'two names alike in eight bytes are not sorted, in large folders',
    ],
    ['return left >= 8 ? piece', 'return left >= 7 ? piece', 'a byte after a name counts'],
    ['return piece < otherPiece;', 'return piece > otherPiece;', 'long names are sorted backwards'],
    [
      'for (let byte: u64 = 0; byte < 8; byte++)',
      'for (let byte: u64 = 1; byte < 8; byte++)',
      'every eighth byte is not sorted by',
    ],
  ],
  'wasm/unique.ts': [
    ['value < 10 ? 0x30', 'value < 9 ? 0x30', 'the digit 9 becomes @'],
    ['if (get32(slots, slot) != 0) continue;', '', 'a number may make a name that is there already'],
    ['keyLength(holder - 1) == length &&', '', 'a name that begins as another counts as the same'],
    ['const item = left - 1;', 'const item = count - left;', 'the last name stays plain, not the first'],
  ],
  'wasm/iso_name.ts': [
    ['SHORT_AFTER: u32 = 3', 'SHORT_AFTER: u32 = 4', 'extensions of four characters'],
    ['byte >= 0x61 && byte <= 0x7a) return', 'byte >= 0x61 && byte < 0x7a) return', 'z becomes _'],
    ['(byte >= 0x30 && byte <= 0x39)', '(byte >= 0x30 && byte < 0x39)', '9 becomes _'],
    ['if (before >= most - 1) written--;', '', 'a full stop too many'],
    ['version <= LAST_VERSION', 'version < LAST_VERSION', 'version 32767 is none'],
    ['store<u8>(name + at, STOP_KEY)', 'store<u8>(name + at, 0x7e)', 'the full stop sorts last'],
    ['if (isLong) extension = min(extension, room);', '', 'numbered names outgrow their level'],
    ['before == 0 && !leadingDots', 'before == 0 && leadingDots', 'leading dots where they are not allowed'],
    ['if (at == length) store<u8>(identifier, UNDERSCORE);', '', 'names of full stops alone'],
    ['if (!isRelaxed) return length;', 'return length;', 'names that differ in their version alone both stay'],
  ],
  'wasm/joliet_name.ts': [
    ['0x3b, 0x3f, 0x5c', '0x3b, 0x3b, 0x5c', 'question marks in Joliet'],
    ['units + width > jolietUnits', 'units + width >= jolietUnits', 'Joliet names are cut a character early'],
    ['(codePoint - 0x10000) & 0x3ff', '(codePoint - 0x10000) & 0x1ff', 'low surrogates'],
    ['== 0xd800) keep--;', '== 0xdc00) keep--;', 'a number parts a pair of surrogates'],
  ],
  'wasm/path_table.ts': [
    ['put722(RECORD + PARENT', 'put721(RECORD + PARENT', 'parent numbers of type M are low byte first'],
    ['put732(RECORD + EXTENT', 'put731(RECORD + EXTENT', 'blocks of type M are low byte first'],
    ['jolietPlaces : places, parent) + 1', 'jolietPlaces : places, parent)', 'parent numbers count from 0'],
    ['if (place + 1 > MOST_PARENT', 'if (place + 1 >= MOST_PARENT', 'the notice about parents comes one early'],
    ['if (isPlaceholder) continue;', '', 'relocated folders are in the path table twice'],
    ['if (length & 1) store<u8>(RECORD + IDENTIFIER + length, 0);', '', 'the padding byte is not zero'],
    ['return blocks + (blocks & 1);', 'return blocks;', 'path tables of one block'],
    ['offset < start ? start - offset : 0', 'offset < start ? start - offset + 1 : 0', 'a record that crosses a block'],
    ['if (ordersDiffer && !joliet)', 'if (ordersDiffer && joliet)', 'the order of 6.9.1 with other than d-characters'],
  ],
  'wasm/directory_record.ts': [
    ['+ length >= block ?', '+ length > block ?', 'a record that just fills a block stays in it'],
    ['role == su.ROLE_SELF ? 0 : 1, IDENTIFIER); // 6.8.2.2', '0, IDENTIFIER); // 6.8.2.2', '`..` is called `.`'],
    ['given | FLAG_MULTI_EXTENT', 'given', 'sections of a file do not go on'],
    ['SECTION_BYTES: u64 = 4294965248', 'SECTION_BYTES: u64 = 4294967295', 'sections end within a block'],
    ['return (length + 1) & ~1;', 'return length;', 'the padding byte is missing'],
    [
      'role == su.ROLE_SELF ? directory : directories.isoParent(directory)',
      'role == su.ROLE_SELF ? directory : directories.realParent(directory)',
      '`..` of a relocated folder leads to where it was',
    ],
    [
      'directory : directories.realParent(directory);',
      'directory : directories.isoParent(directory);',
      '`..` of a relocated folder is dated as RR_MOVED',
    ],
    [
      'VOLUME_SEQUENCE_NUMBER, manifest.volumeSequenceNumber)',
      'VOLUME_SEQUENCE_NUMBER, 1)',
      'all files are on the first volume',
    ],
    ['existence | FLAG_ASSOCIATED', 'existence', 'associated files are not marked'],
    ['0x313b); // ;1', '0x303b); // ;1', 'version 0'],
    ['first + <u32>(start >> 11)', 'first', 'all sections begin where the first does'],
  ],
  'wasm/directory_extent.ts': [
    ['section + 1 < record.sectionsOf(entry)', 'section < record.sectionsOf(entry)', 'a section too many'],
    ['MOST_BLOCKS: u64 = 0x1fffff', 'MOST_BLOCKS: u64 = 0x3fffff', 'directories over 4 GiB'],
    ['length + (length & 1);', 'length;', 'continuation areas at odd bytes'],
    [
      'areaOffset = load<u32>(point, 8);',
      'areaOffset = 0;',
      'later blocks of a directory lead to its first continuation area',
    ],
  ],
  'wasm/directories.ts': [
    ['const DEEPEST: u32 = 7', 'const DEEPEST: u32 = 8', 'nine levels'],
    ['level = 2;', 'level = 1;', 'nine levels below RR_MOVED'],
    ['return 2 + get32(subdirectories', 'return 1 + get32(subdirectories', 'link counts of folders'],
    ['set32(subdirectories, 0, get32(subdirectories, 0) + 1);', '', 'RR_MOVED is no link of the root'],
    ['duplicateEntry = entry;\n      return false;', '', 'two entries of one name'],
  ],
  'wasm/directory_order.ts': [
    [
      'set32(groups, child, get32(groups, directory));',
      'set32(groups, child, 0);',
      'the order of extents below relocated folders',
    ],
  ],
  'wasm/extents.ts': [
    [
      'if (get32(contentBlocks, content) == 0) {',
      'if (manifest.entryCount > 0) {',
      'names of one file do not share its bytes',
    ],
    [
      'i32.MAX_VALUE - manifest.weightOf(content)',
      'i32.MAX_VALUE + manifest.weightOf(content)',
      'light files come first',
    ],
    [' + get32(continuationBlocks, directory);', ';', 'continuation areas lie in the next directory'],
    [
      'set32(placeholderBlocks, child, <u32>next)',
      'set32(placeholderBlocks, child, <u32>block)',
      'the block of what stands for a relocated folder',
    ],
  ],
  'wasm/system_use.ts': [
    ['if (hasName) flags |= RR_NM;', '', 'RR says that there is no NM'],
    ['if (role == ROLE_MOVED) flags |= RR_RE;', '', 'RR says that there is no RE'],
    ['manifest.groupOf(owned)', 'manifest.userOf(owned)', 'groups are users'],
    ['part < left ? NM_CONTINUE : 0', '0', 'long names do not go on'],
    ['putRecordDate(at + 7, accessed)', 'putRecordDate(at + 7, changed)', 'access times'],
    ['putVolumeDate(at + 17, accessed)', 'putVolumeDate(at + 17, changed)', 'access times in the long form'],
    ['isLong ? TF_STAMPS | TF_LONG_FORM : TF_STAMPS', 'TF_STAMPS', 'long stamps are not said to be so'],
    ['0o010000, 0o140000', '0o140000, 0o010000', 'pipes are sockets'],
    ['putLink(0x50, link)', 'putLink(0x43, link)', '`..` of a relocated folder has CL'],
    ['byte(0xbe);', 'byte(0xbf);', 'the check bytes of SP'],
  ],
  'wasm/system_use_area.ts': [
    ['CONTINUATION_LIMIT: u32 = 2048 - 8', 'CONTINUATION_LIMIT: u32 = 2048 + 8', 'continuation areas cross blocks'],
    ['RECORD_LIMIT: u32 = 254', 'RECORD_LIMIT: u32 = 258', 'records of more than 255 bytes'],
    ['put733(ce + 12, offset)', 'put733(ce + 12, 0)', 'all continuation areas begin where their block does'],
    [
      'put733(AREA + areaStart - 8, length)',
      'put733(AREA + areaStart - 8, length - 1)',
      'continuation areas end a byte early',
    ],
  ],
  'wasm/symbolic_link.ts': [
    ['COMPONENT_PARENT: u8 = 4', 'COMPONENT_PARENT: u8 = 2', '`..` is `.`'],
    ['COMPONENT_ROOT: u8 = 8', 'COMPONENT_ROOT: u8 = 0', 'absolute links are relative'],
    ['return 255 - (written()', 'return 257 - (written()', 'SL entries of more than 255 bytes'],
    ['closeLinkEntry(true)', 'closeLinkEntry(false)', 'long links do not go on'],
  ],
  'wasm/volume_descriptor.ts': [
    ['[0x40, 0x43, 0x45]', '[0x43, 0x40, 0x45]', 'UCS-2 levels'],
    ['put732(to + TYPE_M_PATH_TABLE', 'put731(to + TYPE_M_PATH_TABLE', 'where the type M path table is'],
    ['store<u16>(at + unit, 0x2000)', 'store<u16>(at + unit, 0x0020)', 'spaces of UCS-2 are low byte first'],
    ['APPLICATION_USE, 0x20', 'APPLICATION_USE, 0', 'application use'],
    [
      'putVolumeDate(to + EFFECTIVE_DATE, manifest.effectiveTime)',
      'putVolumeDate(to + EFFECTIVE_DATE, manifest.creationTime)',
      'the effective date',
    ],
    ['ENHANCED_VERSION: u8 = 2', 'ENHANCED_VERSION: u8 = 1', 'the enhanced descriptor is a supplementary one'],
    ['which == PRIMARY ? TYPE_PRIMARY : TYPE_SUPPLEMENTARY', 'TYPE_PRIMARY', 'three primary descriptors'],
    [
      'const length = min(manifest.identifierLength(index), fieldBytes);',
      'const length = manifest.identifierLength(index);',
      'long identifiers run into the next field',
    ],
  ],
  'wasm/extension_record.ts': [
    ['<u8>identifier.length, 4', '<u8>(identifier.length - 1), 4', 'the name of Rock Ridge is cut'],
    ['ER_BYTES + IDENTIFIER_112.length', 'ER_BYTES + IDENTIFIER.length', 'the length of ER in RRIP 1.12'],
  ],
  'wasm/namespaces.ts': [
    [
      'joliet ? manifest.isInJoliet(entry) : manifest.isInIso(entry)',
      'joliet ? manifest.isInIso(entry) : manifest.isInJoliet(entry)',
      'what one hierarchy hides is hidden from the other',
    ],
    ['<= <u32>KIND_FILE', '<= <u32>KIND_SYMBOLIC_LINK', 'links without Rock Ridge'],
  ],
  'wasm/rock_ridge_name.ts': [
    ['& 0xc0) == 0x80) cut--;', '& 0xc0) == 0x81) cut--;', 'long names are cut within a character'],
  ],
  'wasm/relocation_name.ts': [
    ['let hidden = manifest.hideRelocation;', 'let hidden = false;', '-hide-rr-moved does nothing'],
  ],
  'wasm/manifest.ts': [
    ['parentOf(entry) >= entry', 'parentOf(entry) > entry', 'a folder may be in itself'],
    ['contentOf(entry) >= contentCount', 'contentOf(entry) > contentCount', 'a content that is not there'],
    ['end > nameBytes', 'end > nameBytes + 256', 'names outside of their column'],
    ['bootCount > <u32>MOST_BOOT_ENTRIES', 'bootCount > <u32>MOST_BOOT_ENTRIES + 1', 'a boot entry too many'],
    ['<u64>offset + identifierLength(index) > bytes', '<u64>offset > bytes', 'identifiers outside of the manifest'],
  ],
  'wasm/encoder.ts': [
    ['MOST_BLOCKS: u64 = 0xffffffff', 'MOST_BLOCKS: u64 = 0x100000000', 'an image of 2^32 blocks'],
    ['sectionsOf(entry) > 1', 'sectionsOf(entry) > 2', 'no notice about a file of two sections'],
    ['isRecordable(modified) ? 0 : CHANGE_TIME_PLAIN', '0', 'no notice about times that Rock Ridge alone has'],
  ],
  'wasm/structure_contents.ts': [
    ['if (isSameName && !manifest.isDirectory(entry)) {', 'if (isSameName) {', 'a folder gives way to a table'],
    ['let state: u8 = isInIso ? LISTS : 0;', 'let state: u8 = LISTS;', 'tables that list nothing'],
    ['state |= TAKEN;', '', 'a table where its identifier is taken'],
    ['return distinctLength(to, length, isDirectory);', 'return length;', 'a table where readers see its name'],
    ['set32(tables, manifest.parentOf(entry), NONE);', 'continue;', 'tables that are left out are measured'],
    ['if (get32(owners, content) != NONE) return false;', '', 'one table of two folders'],
    ['if (get32(tables, folder) != NONE) return false;', '', 'two tables in a folder'],
  ],
  'wasm/translation_table.ts': [
    ['IDENTIFIER_BYTES: u32 = 208', 'IDENTIFIER_BYTES: u32 = 207', 'the width of identifiers in tables'],
    ['entry != table && entry != directories.relocationEntry', 'entry != table', 'RR_MOVED is in a table'],
    ['store<u64>(point, bytes);', 'store<u64>(point, after);', 'blocks of a table begin with a wrong line'],
  ],
  'src/image/translation-tables.ts': [
    ['TABLE_MODE = 0o444', 'TABLE_MODE = 0o600', 'tables are not everybody’s to read'],
    ['(at) => rows + at + 1);', '(at) => rows + at);', 'a table has the serial number of another file'],
    ['() => owner.user ?? 0', '() => 0', 'tables have no owner'],
    ['header.getFloat64(abi.MANIFEST_NEW_DIRECTORY_TIME, true)', '0', 'tables are of 1970'],
    ['!this.inJoliet ? abi.ENTRY_NOT_IN_JOLIET : 0', '0', 'tables are not hidden from Joliet'],
  ],
  'wasm/path_length.ts': [
    ['parent == 0 ? name : parent + 1 + name', 'parent + 1 + name', 'a path begins with what joins names'],
    ['directories.isoParent(directory)', 'directories.realParent(directory)', 'relocated folders are where they were'],
    ['jolietNameLength(entry) >> 1', 'jolietNameLength(entry)', 'Joliet paths count bytes'],
    ['return max(inPlace, get32(lengths, directories.directoryOf(entry)));', 'return inPlace;', 'a folder in RR_MOVED'],
  ],
  'wasm/survey.ts': [
    ['stop > DOS_BEFORE', 'stop > DOS_BEFORE + 1', 'nine characters before the full stop'],
    ['bytes > 0x7fffffff', 'bytes > 0x80000000', 'files of 2 GiB'],
    ['(hasVersion ? VERSION_BYTES : 0)', '0', 'version numbers in what readers show'],
    ['if (byte >= 0x61 && byte <= 0x7a) return false;', '', 'small letters in DOS'],
    ['manifest.kindOf(entry) > <u32>KIND_FILE', 'manifest.kindOf(entry) > <u32>KIND_FILE + 1', 'links are not files'],
  ],
  'src/image/equal-contents.ts': [
    ['if (number === 0) continue;', '', 'contents that nobody read are equal'],
    [
      'this.#version.get(content) === this.#tree.contentVersion(content) ? this.#known[part].get(content) : 0',
      'this.#known[part].get(content)',
      'what was learned of other bytes stays',
    ],
    ['sameContent[content] = kept;', 'sameContent[content] = content;', 'nothing is shared'],
    [' / BLOCK_BYTES) * BLOCK_BYTES', ')', 'what is saved is told in bytes, not in blocks'],
  ],
  'src/image/row-columns.ts': [
    ['(mode & 0o111) !== 0 ? 0o555 : 0o444', '(mode & 0o100) !== 0 ? 0o555 : 0o444', 'who may execute a file'],
  ],
  'src/image/manifest.ts': [
    ['Math.max(weights[content] as number', 'Math.min(weights[content] as number', 'the weight of a file of two names'],
    ['if (first[own] === 0) first[own] = row + 1;', 'first[own] = row + 1;', 'serial numbers of hard links'],
    ['(flags[parents[row] as number] as number) & inherited', '0', 'what is in a hidden folder is not hidden'],
    ['(major & 0xfffff000) | (minor >>> 20)', '(major & 0xfffff000) | (minor >>> 16)', 'device numbers of RRIP 1.12'],
  ],
};

export const DEFECTS: readonly Defect[] = Object.entries(table).flatMap(([file, rows]) =>
  rows.map(([text, instead, breaks]) => ({ file, text, instead, breaks })),
);

/** A source with a defect. @throws {Error} when the text that it replaces is not there exactly once */
export function withDefect(source: string, { file, text, instead }: Defect): string {
  const count = source.split(text).length - 1;
  if (count !== 1) throw new Error(`“${text}” is in ${file} ${count} times, not once: mend e2e/mutate/defects.ts`);
  return source.replace(text, () => instead);
}
