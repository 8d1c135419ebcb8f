/** What kind of thing a file is, by the end of its name: for its icon only. */
import {
  AppWindow,
  Archive,
  Book,
  Disc3,
  File,
  FileCode,
  FileSpreadsheet,
  FileText,
  Film,
  Image,
  Music,
  Presentation,
  Type,
} from './icons-later';

export type FileKind =
  | 'plain'
  | 'text'
  | 'document'
  | 'table'
  | 'slides'
  | 'picture'
  | 'sound'
  | 'film'
  | 'archive'
  | 'disc'
  | 'program'
  | 'code'
  | 'font';

const ENDINGS: Readonly<Record<Exclude<FileKind, 'plain'>, string>> = {
  text: 'txt md markdown rst log nfo adoc org tex 1st diz srt sub vtt',
  document: 'pdf doc docx odt rtf pages epub mobi azw3 djvu ps wpd',
  table: 'xls xlsx xlsm ods numbers csv tsv parquet db sqlite sqlite3 mdb',
  slides: 'ppt pptx odp key',
  picture:
    'jpg jpeg jpe png gif webp avif heic heif bmp tif tiff svg ico psd xcf raw nef cr2 cr3 arw dng raf orf ai eps pcx tga',
  sound: 'mp3 wav flac ogg oga opus m4a m4b aac wma aif aiff aifc mid midi mod xm s3m ape',
  film: 'mp4 m4v mkv avi mov webm wmv mpg mpeg m2ts mts flv vob ogv 3gp divx',
  archive:
    'zip 7z rar tar gz tgz bz2 tbz xz txz zst lz4 lzma z arj lha lzh cab deb rpm jar apk whl gem pkg war crx xpi',
  disc: 'iso img bin cue nrg mdf mds dmg vhd vhdx vmdk qcow2 vdi ova ovf wim esd udf toast d64 adf',
  program: 'exe msi com dll sys drv so dylib appimage efi o obj lib wasm class elf run ko',
  code: 'js mjs cjs jsx ts mts tsx py pyw rb go rs c h cc cpp cxx hpp cs java kt kts swift php pl pm lua sh bash zsh fish bat cmd ps1 vbs html htm xhtml css scss sass less json jsonc xml xsl yaml yml toml ini cfg conf reg inf sql vue svelte asm s mk cmake gradle r jl dart scala clj hs ml ex erl ipynb bas pas',
  font: 'ttf otf ttc woff woff2 fon pfb bdf',
};

const PATHS: Readonly<Record<FileKind, string>> = {
  plain: File,
  text: FileText,
  document: Book,
  table: FileSpreadsheet,
  slides: Presentation,
  picture: Image,
  sound: Music,
  film: Film,
  archive: Archive,
  disc: Disc3,
  program: AppWindow,
  code: FileCode,
  font: Type,
};

const kinds = new Map(
  Object.entries(ENDINGS).flatMap(([kind, endings]) => endings.split(' ').map((ending) => [ending, kind as FileKind])),
);

/** The kind of a file of that name. */
export function fileKind(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  return (dot < 0 ? undefined : kinds.get(name.slice(dot + 1).toLowerCase())) ?? 'plain';
}

/** The icon of a kind. */
export const kindIcon = (kind: FileKind): string => PATHS[kind];
