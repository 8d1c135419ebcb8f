/** Images of other projects' tests that are kept in `images`, what each is for, and what the reader shows of it. */

export interface Fixture {
  /** Of the file, without what gzip adds. */
  name: string;
  about: string;
  /** Entries of each hierarchy, and a digest of their paths, kinds, targets and contents. */
  shows: string;
  /** Codes of what is found. */
  findings?: readonly string[];
}

export const FIXTURES: readonly Fixture[] = [
  { name: 'dfvfs_iso9660.raw', about: 'genisoimage, plain names', shows: 'iso 5: 2aa42aa1714db8cb' },
  { name: 'glaire_joliet.iso', about: 'Joliet', shows: 'joliet 2, iso 2: 55a0367d2eae0238' },
  {
    name: 'glaire_rockridge.iso',
    about: 'Rock Ridge and Joliet, folders below the eighth level',
    shows: 'rock-ridge 16, joliet 16, iso 18: c21af9e72cbb5032',
  },
  {
    name: 'kdomanski_rockridge.iso',
    about: 'a thousand files in a folder, a link',
    shows: 'rock-ridge 1009, iso 1009: c48c731ed0e6321f',
  },
  { name: 'libarchive_1.iso', about: 'an empty volume', shows: 'iso 0: e3b0c44298fc1c14' },
  { name: 'libarchive_2.iso', about: 'folders and files without extensions', shows: 'iso 4: 004515d2ba709f24' },
  { name: 'libarchive_3.iso', about: 'a root directory without a time', shows: 'iso 4: 004515d2ba709f24' },
  {
    name: 'libarchive_fuzz_1.iso',
    about: 'folders in folders, 101 deep, relocated',
    shows: 'rock-ridge 203, joliet 203, iso 237: 736c939c31beb846',
  },
  {
    name: 'libarchive_joliet.iso',
    about: 'Joliet beside Rock Ridge',
    shows: 'rock-ridge 4, joliet 4, iso 4: dc27a0dc353aea44',
  },
  { name: 'libarchive_joliet_by_nero.iso', about: 'Joliet of Nero', shows: 'joliet 2, iso 2: 152ad5429932c385' },
  {
    name: 'libarchive_joliet_long.iso',
    about: 'Joliet names of 103 characters',
    shows: 'rock-ridge 3, joliet 3, iso 3: fddf2a4e265b4002',
    findings: ['name-twice'],
  },
  {
    name: 'libarchive_joliet_rockridge.iso',
    about: 'both kinds of long names',
    shows: 'rock-ridge 4, joliet 4, iso 4: dc27a0dc353aea44',
  },
  {
    name: 'libarchive_joliet_utf16be_overflow.iso',
    about: 'a path longer than readers have room for',
    shows: 'joliet 6, iso 0: c427d6ca6051056f',
  },
  {
    name: 'libarchive_multi_extent.iso',
    about: 'a file of several sections',
    shows: 'rock-ridge 1, joliet 1, iso 1: 2ff6efdc31ac941c',
  },
  {
    name: 'libarchive_rockridge.iso',
    about: 'Rock Ridge: links of every kind',
    shows: 'rock-ridge 9, iso 9: 05c78d2b2f45345d',
  },
  {
    name: 'libarchive_rockridge_ce.iso',
    about: 'names and targets that go on in continuation areas',
    shows: 'rock-ridge 7, iso 7: 8ce5aefe08e1ce35',
  },
  {
    name: 'libarchive_rockridge_ce_loop.iso',
    about: 'continuation areas in a circle',
    shows: 'rock-ridge 7, iso 7: 8ce5aefe08e1ce35',
    findings: ['continuation-loop', 'name-incomplete'],
  },
  {
    name: 'libarchive_rockridge_new.iso',
    about: 'Rock Ridge of a later mkisofs',
    shows: 'rock-ridge 9, iso 9: 9bc7770de7bb3726',
  },
  {
    name: 'libarchive_rockridge_rr_moved.iso',
    about: 'relocated folders',
    shows: 'rock-ridge 12, iso 14: b579be25b875a8c3',
  },
  {
    name: 'libarchive_rockridge_zf_overflow.iso',
    about: 'a directory longer than the image',
    shows: 'rock-ridge 1, iso 1: fd9f5415d7bf5d83',
  },
  { name: 'libarchive_xorriso.iso', about: 'xorriso', shows: 'rock-ridge 9, iso 9: 73707fa2b988861e' },
  { name: 'libarchive_zisofs.iso', about: 'zisofs', shows: 'rock-ridge 7, iso 7: edfa57ae60e0263f' },
  {
    name: 'libarchive_zisofs_overflow.iso',
    about: 'a header of zisofs that is none',
    shows: 'rock-ridge 1, iso 1: 02cf5f445b731da1',
    findings: ['zisofs-unknown'],
  },
];
