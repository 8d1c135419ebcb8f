import { BootTable, Platform } from '../../image/boot';
import { currentEntry, nameBootFile, readCriteria, readIdentifier, readPlatform, readWord } from '../boot-options';
import { type Apply, inDialect, inSection, type Lines, refusedAlike, works } from '../option-row';

const WHY = 'Isodrop’s discs boot by El Torito alone so far';
const INSTEAD = 'Use genisoimage or xorriso for this image.';

const rows = (lines: Lines) => refusedAlike(WHY, INSTEAD, lines);

const beginNext: Apply = ({ boot }) => {
  boot.isNext = true;
};

const bootEfi: Apply = (options, value, spelling) => {
  // xorriso's long option is an entry of its own.
  const isWhole = options.dialect === 'xorriso' && /efi-boot$/.test(spelling);
  if (isWhole) options.boot.isNext = true;
  nameBootFile(options, value, Platform.efi);
  if (!isWhole) return;
  currentEntry(options).emulation = 'none';
  options.boot.isNext = true;
};

/** El Torito. Isohybrid, partition tables and the boot blocks of other machines are refused for now. */
export const BOOT = inSection('Boot', [
  works('b eltorito-boot FILE', 'Boot from this file of the image (El Torito)', (options, value) => {
    nameBootFile(options, value, options.boot.platform);
  }),
  works('e efi-boot FILE', 'The same, for UEFI', bootEfi),
  works('eltorito-alt-boot', 'What follows is about another boot entry', beginNext),
  works(
    'c eltorito-catalog FILE',
    'Path of the boot catalog in the image; by default boot.catalog',
    ({ boot }, value) => {
      boot.catalog = value;
    },
  ),
  works('hard-disk-boot', 'The boot image is a hard disk, with one partition', (options) => {
    currentEntry(options).emulation = 'hard-disk';
  }),
  works('no-emul-boot', 'The boot image is a program; without it, it is a floppy disk', (options) => {
    currentEntry(options).emulation = 'none';
  }),
  works('no-boot', 'Nothing is booted from the disk that is emulated', (options) => {
    Object.assign(currentEntry(options), { isBootable: false });
  }),
  works(
    'boot-load-seg SEGMENT',
    'Where the boot image is loaded; by default where BIOSes do',
    (options, value, spelling) => {
      Object.assign(currentEntry(options), { loadSegment: readWord(spelling, value, 'a segment') });
    },
  ),
  works(
    'boot-load-size SECTORS',
    'How many sectors of 512 bytes of a program are loaded; by default all of it',
    (options, value, spelling) => {
      const isXorriso = options.dialect === 'xorriso';
      const isFull = isXorriso && value === 'full';
      const sectors = isFull ? undefined : readWord(spelling, value, 'a number of sectors');
      Object.assign(currentEntry(options), { sectors: sectors === 0 && !isXorriso ? undefined : sectors });
    },
  ),
  works('boot-info-table', 'Tell the boot image where on the disc it lies, by a table at its byte 8', (options) => {
    const entry = currentEntry(options);
    Object.assign(entry, { tables: entry.tables | BootTable.info });
  }),
  rows([
    ['G generic-boot FILE', 'First blocks of the disc'],
    ['B sparc-boot FILES', 'SPARC boot images'],
    ['sparc-label LABEL', 'SPARC disc label'],
    ['sunx86-boot FILES', 'Solaris x86 boot images'],
    ['sunx86-label LABEL', 'Solaris x86 disc label'],
    ['alpha-boot FILE', 'Alpha boot image'],
    ['mips-boot FILE', 'MIPS boot image'],
    ['mipsel-boot FILE', 'DECstation boot image'],
    ['hppa-cmdline LINE', 'HP-PA boot command line'],
    ['hppa-kernel-32 FILE', 'HP-PA kernel'],
    ['hppa-kernel-64 FILE', 'HP-PA kernel'],
    ['hppa-bootloader FILE', 'HP-PA boot loader'],
    ['hppa-ramdisk FILE', 'HP-PA RAM disk'],
    ['prep-boot FILE', 'PReP boot image'],
    ['chrp-boot', 'CHRP boot header'],
  ]),
  ...inDialect('mkisofs', [
    works(
      'eltorito-platform ID',
      'Platform of what the next -b names: x86, PPC, Mac, efi or a number',
      (options, value, spelling) => {
        const platform = readPlatform(spelling, value);
        if (platform !== options.boot.platform) options.boot.isNext = true;
        options.boot.platform = platform;
      },
    ),
  ]),
  ...inDialect('xorriso', [
    works('eltorito-id TEXT', 'Name of the boot entry’s section, or of the catalog', (options, value) => {
      Object.assign(currentEntry(options), { identifier: readIdentifier(value) });
    }),
    works('eltorito-selcrit DIGITS', 'Selection criteria of the boot entry', (options, value, spelling) => {
      Object.assign(currentEntry(options), { criteria: readCriteria(spelling, value) });
    }),
    works('boot-catalog-hide', 'Show the boot catalog in no folder', ({ boot }) => {
      boot.isCatalogHidden = true;
    }),
    works('grub2-boot-info', 'Tell GRUB 2’s boot image where on the disc it lies', (options) => {
      const entry = currentEntry(options);
      Object.assign(entry, { tables: entry.tables | BootTable.grub2 });
    }),
  ]),
  ...inDialect(
    'xorriso',
    rows([
      ['grub2-mbr FILE', 'GRUB’s master boot record'],
      ['grub2-sparc-core FILE', 'GRUB’s core for SPARC'],
      ['isohybrid-mbr FILE', 'Master boot record of a USB stick'],
      ['isohybrid-gpt-basdat', 'Mark the boot image in the GPT'],
      ['isohybrid-gpt-hfsplus', 'Mark the boot image in the GPT'],
      ['isohybrid-apm-hfsplus', 'Mark the boot image in the Apple partition map'],
      ['part_like_isohybrid', 'Partition tables without a master boot record'],
      ['iso_mbr_part_type TYPE', 'Type of the image’s partition'],
      ['gpt_disk_guid GUID', 'Identifier of the GPT'],
      ['embedded-boot FILE', 'First blocks of the disc'],
      ['protective-msdos-label', 'Write a partition table'],
      ['mbr-force-bootable', 'Mark a partition as bootable'],
      ['partition_offset BLOCK', 'Where the first partition begins'],
      ['partition_sec_hd NUMBER', 'Sectors of each head'],
      ['partition_hd_cyl NUMBER', 'Heads of each cylinder'],
      ['partition_cyl_align MODE', 'Whole cylinders'],
      ['append_partition NUMBER TYPE FILE', 'Append a partition'],
      ['appended_part_as_gpt', 'Mark appended partitions in the GPT'],
      ['appended_part_as_apm', 'Mark appended partitions in the Apple partition map'],
      ['efi-boot-part FILE', 'EFI system partition'],
      ['efi-boot-image', 'EFI system partition of the boot image'],
      ['chrp-boot-part', 'Mark the image as a CHRP partition'],
      ['prep-boot-part FILE', 'PReP partition'],
      ['hppa-hdrversion NUMBER', 'Version of the HP-PA header'],
    ]),
  ),
]);
