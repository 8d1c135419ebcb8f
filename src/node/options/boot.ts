import { inDialect, inSection, refused } from '../option-row';

const WHY = 'Isodrop does not make bootable discs yet';
const INSTEAD = 'Use genisoimage or xorriso for this image.';

type Line = readonly [spec: string, help: string];
const rows = (lines: readonly Line[]) =>
  refused(
    WHY,
    lines.map(([spec, help]) => [spec, help, INSTEAD] as const),
  );

/** El Torito, isohybrid, partition tables and the boot blocks of other machines: refused for now. */
export const BOOT = inSection('Boot', [
  rows([
    ['b eltorito-boot FILE', 'El Torito boot image'],
    ['e efi-boot FILE', 'EFI boot image'],
    ['eltorito-alt-boot', 'Begin another boot entry'],
    ['c eltorito-catalog FILE', 'Boot catalog'],
    ['hard-disk-boot', 'The boot image is a hard disk'],
    ['no-emul-boot', 'The boot image is loaded as it is'],
    ['no-boot', 'Mark the entry as not bootable'],
    ['boot-load-seg SEGMENT', 'Where the boot image is loaded'],
    ['boot-load-size SECTORS', 'How much of the boot image is loaded'],
    ['boot-info-table', 'Write a table of the disc into the boot image'],
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
  ...inDialect('mkisofs', rows([['eltorito-platform ID', 'Platform of the next boot entry']])),
  ...inDialect(
    'xorriso',
    rows([
      ['eltorito-id TEXT', 'Name of the boot entry'],
      ['eltorito-selcrit DIGITS', 'Selection criteria of the boot entry'],
      ['boot-catalog-hide', 'Hide the boot catalog'],
      ['grub2-boot-info', 'Write the disc’s address into the boot image'],
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
