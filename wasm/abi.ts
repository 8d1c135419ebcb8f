/**
 * The encoder's binary interface: the numbers that the host (`src/image/`) and the encoder share.
 * This file is read by TypeScript and by AssemblyScript, so it holds plain constants only.
 *
 * Host to encoder: one *manifest*, a header of {@link MANIFEST_HEADER_BYTES} bytes and the columns that it
 * points to. Encoder to host: one *result* header. All numbers are little-endian; all offsets in a manifest
 * count from its first byte; a column whose offset is 0 is absent. Times are f64, whole Unix seconds.
 */
export const ABI_VERSION = 1;

/** Bytes in a logical block (ECMA-119 6.2.2), here always 2,048. */
export const BLOCK_BYTES = 2048;

// --- the manifest's header: byte positions -------------------------------------------------------------
export const MANIFEST_VERSION = 0; // u32
export const MANIFEST_BYTES = 4; // u32, the whole manifest
export const MANIFEST_ENTRY_COUNT = 8; // u32, entry 0 is the root; a parent stands before its children
export const MANIFEST_CONTENT_COUNT = 12; // u32
export const MANIFEST_FLAGS = 16; // u32, OPTION_*
export const MANIFEST_ISO_LEVEL = 20; // u32, 1 to 3
export const MANIFEST_END_PAD_BLOCKS = 24; // u32
export const MANIFEST_NAMES_BYTES = 28; // u32
export const MANIFEST_TARGETS_BYTES = 32; // u32
export const MANIFEST_VOLUME_TIME = 40; // f64
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
export const MANIFEST_HEADER_BYTES = 128;

export const NO_CONTENT = 0xffffffff;

export const KIND_DIRECTORY = 0;
export const KIND_FILE = 1;
export const KIND_SYMBOLIC_LINK = 2;

export const OPTION_JOLIET = 1;
export const OPTION_ROCK_RIDGE = 2;
/** genisoimage's `-r`: owner 0, all read bits, no write bits, execute for all or none. */
export const OPTION_RATIONALIZED = 4;

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
export const RESULT_METADATA_BLOCKS = 16; // u32: blocks [0, this) are rendered, contents follow
export const RESULT_REGION_COUNT = 20; // u32
export const RESULT_REGIONS = 24; // pointer to (u32 REGION_*, u32 first block, u32 blocks) each
export const RESULT_ORDER_COUNT = 28; // u32
export const RESULT_ORDER = 32; // pointer to u32[], non-empty contents in the order they lie in the image
export const RESULT_CONTENT_BLOCKS = 36; // pointer to u32[c], first block of each content
export const RESULT_CHANGES = 40; // pointer to u16[n], CHANGE_* bits of each entry
export const RESULT_SLOTS = 44; // pointer to u32[n]: first block of a file; of a folder its directory number
export const RESULT_ROCK_RIDGE_BYTES = 48; // f64
export const RESULT_DIRECTORY_BYTES = 56; // f64, directories other than the root
export const RESULT_PATH_TABLE_BYTES = 64; // u32
export const RESULT_DIRECTORY_COUNT = 68; // u32
export const RESULT_CHANGE_COUNTS = 72; // u32[16], how many entries have each CHANGE_* bit
export const RESULT_ENTRY_COUNT = 136; // u32, of the manifest
export const RESULT_CONTENT_COUNT = 140; // u32
export const RESULT_HEADER_BYTES = 144;

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
export const CHANGE_JOLIET_LENGTH = 8; // cut to 64 UCS-2 characters
export const CHANGE_JOLIET_COLLISION = 16; // got a number, since another entry has the same Joliet name
export const CHANGE_ROCK_RIDGE_LENGTH = 32; // name cut to 255 bytes
export const CHANGE_TIME = 64; // a time before 1900 or after 2155 was clamped
export const CHANGE_RELOCATED = 128; // a folder below the eighth level, moved to RR_MOVED
export const CHANGE_SECTIONS = 256; // a file over 4 GiB − 1 bytes, recorded in several file sections
export const CHANGE_DEEP = 512; // a folder below the eighth level, left there (no Rock Ridge)
export const CHANGE_PATH_TABLE_PARENT = 1024; // parent number over 65,535, cut
export const CHANGE_LINK_LEFT_OUT = 2048; // a symbolic link, which needs Rock Ridge
export const CHANGE_BITS = 12;

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
