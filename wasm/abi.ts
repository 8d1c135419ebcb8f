/**
 * The encoder's binary interface: the numbers that the host (`src/image/`) and the encoder share.
 * This file is read by TypeScript and by AssemblyScript, so it holds plain constants only.
 *
 * Host to encoder: one *manifest*, a header of {@link MANIFEST_HEADER_BYTES} bytes and the columns that it
 * points to. Encoder to host: one *result* header. All numbers are little-endian; all offsets in a manifest
 * count from its first byte; a column whose offset is 0 is absent. Times are f64, whole Unix seconds.
 */
export const ABI_VERSION = 4;

/** Bytes in a logical block (ECMA-119 6.2.2), here always 2,048. */
export const BLOCK_BYTES = 2048;

// --- the manifest's header: byte positions -------------------------------------------------------------
export const MANIFEST_VERSION = 0; // u32
export const MANIFEST_BYTES = 4; // u32, the whole manifest
export const MANIFEST_ENTRY_COUNT = 8; // u32, entry 0 is the root; a parent stands before its children
export const MANIFEST_CONTENT_COUNT = 12; // u32
export const MANIFEST_FLAGS = 16; // u32, OPTION_*
export const MANIFEST_ISO_LEVEL = 20; // u32, 1 to 4 (4: ISO 9660:1999)
export const MANIFEST_END_PAD_BLOCKS = 24; // u32
export const MANIFEST_NAMES_BYTES = 28; // u32
export const MANIFEST_TARGETS_BYTES = 32; // u32
export const MANIFEST_NAME_RULES = 36; // u32, NAME_*
export const MANIFEST_CREATION_TIME = 40; // f64; like the other volume times NaN for none
// Column offsets, u32 each. n = entries, c = contents.
export const COLUMN_PARENT = 48; // u32[n]; the root's is 0
export const COLUMN_NAME_START = 52; // u32[n + 1], into NAMES
export const COLUMN_NAMES = 56; // u8[], names as bytes (UTF-8; a lone surrogate as WTF-8)
export const COLUMN_KIND = 60; // u8[n], KIND_*
export const COLUMN_MODE = 64; // u16[n], the twelve POSIX permission bits; absent: 0444, folders and links 0555
export const COLUMN_MODIFY_TIME = 68; // f64[n]
export const COLUMN_ACCESS_TIME = 72; // f64[n]; absent: the modify time
export const COLUMN_ATTRIBUTE_TIME = 76; // f64[n]; absent: the modify time
export const COLUMN_USER = 80; // u32[n]; absent: 0
export const COLUMN_GROUP = 84; // u32[n]; absent: 0
export const COLUMN_LINK_COUNT = 88; // u32[n], of files and links (folders are counted); absent: 1
export const COLUMN_CONTENT = 92; // u32[n], or NO_CONTENT
export const COLUMN_TARGET_START = 96; // u32[n + 1], into TARGETS; absent: no symbolic link
export const COLUMN_TARGETS = 100; // u8[], targets of symbolic links
export const COLUMN_CONTENT_BYTES = 104; // f64[c]
export const COLUMN_IDENTIFIERS = 108; // IDENTIFIER_COUNT × (u32 offset, u32 length), see below
export const COLUMN_FLAGS = 112; // u8[n], ENTRY_*, the root's 0; absent: 0
export const COLUMN_SERIAL = 116; // u32[n], file serial number (RRIP 1.12 PX), the same for hard links; absent: the row, from 1
export const COLUMN_DEVICE_HIGH = 120; // u32[n], of devices, as PN has it; absent: 0
export const COLUMN_DEVICE_LOW = 124; // u32[n]
export const COLUMN_CONTENT_WEIGHT = 128; // i32[c], greater weights lie first; absent: 0
export const MANIFEST_JOLIET_LEVEL = 132; // u32, UCS-2 level 1 to 3
export const MANIFEST_JOLIET_UNITS = 136; // u32, most UTF-16 units of a Joliet identifier, 64 or 103
export const MANIFEST_ISO_NAME_LENGTH = 140; // u32, most characters of a level 2 to 4 identifier: 31, 37 or 207
export const MANIFEST_VOLUME_SET_SIZE = 144; // u32, 1 to 65,535
export const MANIFEST_VOLUME_SEQUENCE_NUMBER = 148; // u32, 1 to the set size
export const MANIFEST_NEW_DIRECTORY_MODE = 152; // u32, permission bits of RR_MOVED
export const MANIFEST_MODIFICATION_TIME = 160; // f64
export const MANIFEST_EXPIRATION_TIME = 168; // f64
export const MANIFEST_EFFECTIVE_TIME = 176; // f64
export const MANIFEST_NEW_DIRECTORY_TIME = 184; // f64, of RR_MOVED; never NaN
export const COLUMN_CONTENT_KIND = 192; // u8[c], CONTENT_*; absent: all are the host's
export const COLUMN_APPLICATION_USE = 196; // u8[512], of the primary descriptor (ECMA-119 8.4.32); absent: spaces
export const MANIFEST_BOOT_COUNT = 200; // u32, entries of the boot catalog, at most `MOST_BOOT_ENTRIES`; 0: there is no boot record
export const COLUMN_BOOT = 204; // BOOT_ENTRY_BYTES × boot entries, in the order of the catalog
export const MANIFEST_HEADER_BYTES = 208;

export const NO_CONTENT = 0xffffffff;
/** Most bytes of a name, and of a link's target, that a manifest may hold. */
export const MAX_NAME_BYTES = 4096;
export const MAX_TARGET_BYTES = 16384;

export const KIND_DIRECTORY = 0;
export const KIND_FILE = 1;
export const KIND_SYMBOLIC_LINK = 2;
export const KIND_CHARACTER_DEVICE = 3;
export const KIND_BLOCK_DEVICE = 4;
export const KIND_PIPE = 5;
export const KIND_SOCKET = 6;

// CONTENT_*: whose bytes a content has. What is a structure has its size from the encoder, which renders it: it belongs
// to one file, and the host tells no size. Structures stand behind all sources.
export const CONTENT_SOURCE = 0; // the host's
export const CONTENT_TRANSLATION_TABLE = 1; // TRANS.TBL of the folder that the file lies in, which has no other
export const CONTENT_BOOT_CATALOG = 2; // El Torito's, at most one; its file may be in no hierarchy, or there is none

// An entry of the boot catalog (El Torito 1.0, 2.2 and 2.4): byte positions. The first is the initial/default entry.
export const BOOT_CONTENT = 0; // u32, a source with bytes: the boot image
export const BOOT_LOAD_SEGMENT = 4; // u16
export const BOOT_SECTORS = 6; // u16, virtual sectors of 512 bytes
export const BOOT_INDICATOR = 8; // u8, 0x88: bootable, or 0
export const BOOT_MEDIA = 9; // u8, 0: no emulation, 1 to 3: floppies of 1.2, 1.44, 2.88 MB, 4: a hard disk
export const BOOT_SYSTEM_TYPE = 10; // u8
export const BOOT_PLATFORM = 11; // u8, of the validation entry or the section header
export const BOOT_SECTION = 12; // u8, 1: it begins a section; the first one never does, the second always
export const BOOT_CRITERIA = 13; // u8[20], type and bytes of the selection criteria; the first one has none
export const BOOT_IDENTIFIER = 33; // u8[28], of the section that it begins; of the first 24 bytes
export const BOOT_ENTRY_BYTES = 64;
/** As in genisoimage: with a header for each but the first they fill a block, and firmware reads no more. */
export const MOST_BOOT_ENTRIES = 32;

// ENTRY_* of COLUMN_FLAGS. What hides a folder hides all that is in it: the host sets the flag for each entry.
/** Not in the ISO 9660 (and Rock Ridge) hierarchy. */
export const ENTRY_NOT_IN_ISO = 1;
/** Not in Joliet's hierarchy. */
export const ENTRY_NOT_IN_JOLIET = 2;
/** Its records have the Existence bit set (ECMA-119 9.1.6): a reader need not show it. */
export const ENTRY_HIDDEN = 4;
/** Its ISO 9660 records have the Associated File bit set. */
export const ENTRY_ASSOCIATED = 8;

export const OPTION_JOLIET = 1;
export const OPTION_ROCK_RIDGE = 2;
/** Rock Ridge as of RRIP 1.12 (`IEEE_1282`) in place of RRIP 1.10 (`RRIP_1991A`). */
export const OPTION_RRIP_112 = 4;
/** Folders below the eighth level stay where they are (genisoimage's `-D`). */
export const OPTION_KEEP_DEEP = 8;
/** The folder for relocated ones is named `.rr_moved` and hidden, as `-hide-rr-moved` has it. */
export const OPTION_HIDE_RELOCATION = 16;

// NAME_*: what ISO 9660 identifiers may have beyond their level, each by genisoimage's option.
/** `-allow-leading-dots`. */
export const NAME_LEADING_DOTS = 1;
/** `-allow-lowercase`. */
export const NAME_LOWERCASE = 2;
/** `-allow-multidot`. */
export const NAME_MULTIDOT = 4;
/** `-relaxed-filenames`: all ASCII characters but `/` and control characters. */
export const NAME_RELAXED = 8;
/** `-no-iso-translate`: `#`, `-` and `~` stay. */
export const NAME_NO_ISO_TRANSLATE = 16;
/** `-omit-version-number`. */
export const NAME_OMIT_VERSION = 32;
/** `-omit-period`: no full stop at the end of a file identifier without extension. */
export const NAME_OMIT_PERIOD = 64;
/** Bytes beyond ASCII stay, as at level 4 (xorriso's `-untranslated_name_len`). */
export const NAME_ALL_BYTES = 128;
/** No full stop in the identifiers of directories (xorriso's `-disallow_dir_id_ext`). */
export const NAME_NO_DIRECTORY_EXTENSION = 256;

// Identifiers of the volume descriptors in the order of ECMA-119 8.4; first for the primary descriptor
// (bytes), then the same nine for the Joliet descriptor (UCS-2, big-endian).
export const IDENTIFIER_SYSTEM = 0;
export const IDENTIFIER_VOLUME = 1;
export const IDENTIFIER_VOLUME_SET = 2;
export const IDENTIFIER_PUBLISHER = 3;
export const IDENTIFIER_DATA_PREPARER = 4;
export const IDENTIFIER_APPLICATION = 5;
export const IDENTIFIER_COPYRIGHT_FILE = 6;
export const IDENTIFIER_ABSTRACT_FILE = 7;
export const IDENTIFIER_BIBLIOGRAPHIC_FILE = 8;
export const IDENTIFIER_COUNT = 9;

// --- the result's header: byte positions ---------------------------------------------------------------
export const RESULT_VERSION = 0; // u32
export const RESULT_STATUS = 4; // u32, STATUS_*
export const RESULT_ENTRY = 8; // u32, the entry that a failure speaks of
export const RESULT_BLOCKS = 12; // u32, of the whole image
export const RESULT_METADATA_BLOCKS = 16; // u32: blocks [0, this) are structures, contents follow
export const RESULT_REGION_COUNT = 20; // u32
export const RESULT_REGIONS = 24; // pointer to (u32 REGION_*, u32 first block, u32 blocks) each
export const RESULT_ORDER_COUNT = 28; // u32
export const RESULT_ORDER = 32; // pointer to u32[], non-empty contents in the order they lie in the image
export const RESULT_CONTENT_BLOCKS = 36; // pointer to u32[c], first block of each content
export const RESULT_CHANGES = 40; // pointer to u32[n], CHANGE_* bits of each entry
export const RESULT_SLOTS = 44; // pointer to u32[n]: first block of a file; of a folder its directory number
export const RESULT_ROCK_RIDGE_BYTES = 48; // f64
export const RESULT_DIRECTORY_BYTES = 56; // f64, directories other than the root
export const RESULT_PATH_TABLE_BYTES = 64; // u32
export const RESULT_DIRECTORY_COUNT = 68; // u32
export const RESULT_CHANGE_COUNTS = 72; // u32[32], how many entries have each CHANGE_* bit
export const RESULT_ENTRY_COUNT = 200; // u32, of the manifest
export const RESULT_CONTENT_COUNT = 204; // u32
export const RESULT_STRUCTURE_COUNT = 208; // u32, contents that are structures
export const RESULT_STRUCTURE_BYTES = 212; // pointer to f64[], how long each of them is
export const RESULT_TRANSLATION_TABLE_BYTES = 216; // f64, all TRANS.TBL together, and the boot catalog
export const RESULT_BOOT_CATALOG = 224; // u32, the content that is the boot catalog, or NO_CONTENT
export const RESULT_HEADER_BYTES = 232;

export const STATUS_GOOD = 0;
export const STATUS_BAD_MANIFEST = 1;
export const STATUS_DUPLICATE_NAME = 2;
export const STATUS_TOO_MANY_BLOCKS = 3;
export const STATUS_DIRECTORY_TOO_LARGE = 4;
export const STATUS_NAMES_EXHAUSTED = 5;

/** What the encoder had to change about an entry, as bits. */
export const CHANGE_ISO_NAME = 1; // the ISO 9660 identifier differs by more than upper case
export const CHANGE_ISO_COLLISION = 2; // … and got a number, since another entry has the plain one
export const CHANGE_JOLIET_CHARACTERS = 4; // characters that Joliet forbids became `_`
export const CHANGE_JOLIET_LENGTH = 8; // cut to MANIFEST_JOLIET_UNITS
export const CHANGE_JOLIET_COLLISION = 16; // got a number, since another entry has the same Joliet name
export const CHANGE_ROCK_RIDGE_LENGTH = 32; // name cut to 255 bytes
export const CHANGE_TIME = 64; // a time before 1900 or after 2155 was clamped
export const CHANGE_RELOCATED = 128; // a folder below the eighth level, moved to RR_MOVED
export const CHANGE_SECTIONS = 256; // a file over 4 GiB − 1 bytes, recorded in several file sections
export const CHANGE_DEEP = 512; // a folder below the eighth level, left there (no Rock Ridge, or as asked for)
export const CHANGE_PATH_TABLE_PARENT = 1024; // parent number over 65,535, cut
export const CHANGE_LINK_LEFT_OUT = 2048; // a symbolic link, which needs Rock Ridge
export const CHANGE_SPECIAL_LEFT_OUT = 4096; // a device, pipe or socket, which needs Rock Ridge
export const CHANGE_TIME_PLAIN = 8192; // a time before 1900 or after 2155 was clamped but for Rock Ridge
export const CHANGE_TABLE_REPLACES = 16384; // left out: the folder's translation table has its name
export const CHANGE_NO_TABLE = 32768; // its folder has no translation table, since it has that one's identifier
export const CHANGE_ISO_PATH = 65536; // its ISO 9660 path is longer than 255 characters (ECMA-119 6.8.2.1)
export const CHANGE_ISO_TWIN = 131072; // a file that is told from a folder beside it by its last full stop alone
export const CHANGE_BITS = 18;

/** What some readers cannot do with an entry, as bits: see `survey` of encoder.ts. */
export const SURVEY_NOT_IN_ISO = 1; // … hierarchy
export const SURVEY_NOT_IN_JOLIET = 2; // … hierarchy, where there is one
export const SURVEY_EMPTY = 4; // a link, device, pipe or socket: an empty file but for Rock Ridge
export const SURVEY_NOT_DOS_NAME = 8; // its ISO 9660 identifier is no name of eight characters and three
export const SURVEY_DOS_PATH = 16; // its ISO 9660 path, version number apart, is longer than SURVEY_DOS_PATH_MOST
export const SURVEY_PLAIN_WINDOWS_PATH = 32; // … longer than SURVEY_WINDOWS_PATH_MOST
export const SURVEY_WINDOWS_PATH = 64; // its Joliet path is longer than SURVEY_WINDOWS_PATH_MOST
export const SURVEY_MAC_PATH = 128; // its Rock Ridge path is longer than SURVEY_MAC_PATH_MOST
export const SURVEY_OVER_2_GIB = 256; // larger than 2 GiB − 1 bytes
export const SURVEY_OVER_4_GIB = 512; // larger than 4 GiB − 1 bytes
/** DOS has 66 characters for a path, `D:\` among them. */
export const SURVEY_DOS_PATH_MOST = 63;
/** Windows has 259 (MAX_PATH and no zero), `D:\` among them. */
export const SURVEY_WINDOWS_PATH_MOST = 256;
/** macOS has 1,023 bytes (PATH_MAX and no zero); those of `/Volumes/` and of a volume's name of 32 are among them. */
export const SURVEY_MAC_PATH_MOST = 981;

// --- regions, in genisoimage's order -------------------------------------------------------------------
export const REGION_SYSTEM_AREA = 0;
export const REGION_PRIMARY_VOLUME_DESCRIPTOR = 1;
export const REGION_JOLIET_VOLUME_DESCRIPTOR = 2;
export const REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR = 3;
export const REGION_VERSION_BLOCK = 4;
export const REGION_PATH_TABLE = 5;
export const REGION_JOLIET_PATH_TABLE = 6;
export const REGION_DIRECTORY_TREE = 7;
export const REGION_JOLIET_DIRECTORY_TREE = 8;
export const REGION_DIRECTORY_TREE_CLEANUP = 9;
export const REGION_EXTENSION_RECORD = 10;
export const REGION_FILES = 11;
export const REGION_END_PADDING = 12;
/** Of ISO 9660:1999 (level 4). */
export const REGION_ENHANCED_VOLUME_DESCRIPTOR = 13;
/** El Torito's, right behind the primary descriptor. */
export const REGION_BOOT_RECORD = 14;
