import { always, inDialect, inSection, type Lines, refusedAlike } from '../option-row';

const WHY = 'Isodrop does not write Macintosh file systems yet';
/** What a Macintosh of today reads. */
const INSTEAD = 'Use -J or -r, which macOS reads.';

const rows = (lines: Lines) => refusedAlike(WHY, INSTEAD, lines);

/** HFS, HFS+ and Apple's extensions of ISO 9660: refused for now. */
export const MACINTOSH = inSection('Macintosh', [
  rows([
    ['h hfs', 'HFS as well'],
    ['g apple', 'Apple’s extensions'],
    ['H map FILE', 'File types by name'],
    ['magic FILE', 'File types by content'],
    ['hfs-creator CREATOR', 'Default creator'],
    ['hfs-type TYPE', 'Default type'],
    ['probe', 'Look into files for their type'],
    ['mac-name', 'Use Macintosh names'],
    ['no-mac-files', 'Do not look for Macintosh files'],
    ['boot-hfs-file FILE', 'Boot image'],
    ['part', 'Partition table'],
    ['cluster-size BYTES', 'Cluster size of PC Exchange'],
    ['auto FILE', 'File to start'],
    ['no-desktop', 'No desktop files'],
    ['hide-hfs PATTERN', 'Leave files out of HFS'],
    ['hide-hfs-list FILE', 'The same, from a list'],
    ['hfs-volid NAME', 'Name of the HFS volume'],
    ['icon-position', 'Keep icon positions'],
    ['root-info FILE', 'Finder information of the root'],
    ['input-hfs-charset CHARSET', 'Encoding of HFS names'],
    ['output-hfs-charset CHARSET', 'Encoding of HFS names'],
    ['hfs-unlock', 'Leave the volume writable'],
    ['hfs-bless FOLDER', 'System folder'],
    ['hfs-parms LIST', 'HFS parameters'],
    ['cap', 'AUFS CAP files'],
    ['netatalk', 'Netatalk files'],
    ['double', 'AppleDouble files'],
    ['ethershare', 'EtherShare files'],
    ['exchange', 'PC Exchange files'],
    ['sgi', 'SGI files'],
    ['macbin', 'MacBinary files'],
    ['single', 'AppleSingle files'],
    ['ushare', 'UShare files'],
    ['xinet', 'XINET files'],
    ['dave', 'DAVE files'],
    ['sfm', 'SFM files'],
    ['osx-double', 'AppleDouble files of Mac OS X'],
    ['osx-hfs', 'HFS files of Mac OS X'],
  ]),
  ...inDialect('mkisofs', [always('no-hfs', 'No HFS (images never have it)')]),
  ...inDialect(
    'xorriso',
    rows([
      ['hfsplus', 'HFS+ as well'],
      ['hfsplus-serial-no DIGITS', 'Serial number of HFS+'],
      ['hfsplus-block-size BYTES', 'Block size of HFS+'],
      ['apm-block-size BYTES', 'Block size of the Apple partition map'],
      ['hfsplus-file-creator-type CREATOR TYPE PATH', 'Creator and type of a file'],
      ['hfs-bless-by ROLE PATH', 'System folder'],
      ['hide-hfsplus PATTERN', 'Leave files out of HFS+'],
      ['hide-hfsplus-list FILE', 'The same, from a list'],
    ]),
  ),
]);
