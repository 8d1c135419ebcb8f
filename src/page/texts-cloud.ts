/** The texts of the form for cloud-init, and of what discs with a purpose need. */
import type { CloudFile, TemplateId } from './cloud-init';
import { quoteName } from './format';
import { localized } from './localized';

const english = {
  heading: 'A disc for cloud-init',
  explain:
    'A virtual machine that starts with this disc sets itself up by these files. The disc is called cidata, and holds them at its top.',
  files: {
    'user-data': { label: 'user-data', help: 'What to set up: users, keys, packages, commands.' },
    'meta-data': {
      label: 'meta-data',
      help: 'Which machine it is. Another instance-id means a new machine, which is set up anew.',
    },
    'network-config': {
      label: 'network-config',
      help: 'Without it the machine asks for its addresses (DHCP), which is mostly right.',
    },
  } satisfies Record<CloudFile, { label: string; help: string }>,
  optional: 'optional',
  begin: 'Begin with',
  example: 'an example …',
  templates: {
    machine: 'A user with an SSH key',
    script: 'A script',
    autoinstall: 'Ubuntu Server’s autoinstall',
  } satisfies Record<TemplateId, string>,
  network: 'Begin with an example',
  line: (line: number) => `Line ${line}`,
  atLine: (line: number, message: string) => `Line ${line}: ${message}`,
  fine: 'cloud-init can read this.',
  loading: 'The files are being looked at …',
  put: 'Put these files on the disc',
  cancel: 'Cancel',
  waits: 'Mend what is marked first: cloud-init would pass over it without a word.',
  failed: (reason: string) => `The files could not be put on the disc. ${reason}`,
  unreadable: (name: string, reason: string) =>
    `“${quoteName(name)}” is on the disc and stays as it is. It cannot be edited here: ${reason}`,
  noFile: 'it is a folder.',
  step: 'Files for cloud-init',

  faults: {
    byteOrderMark:
      'There is a byte order mark before it, with which cloud-init does not know it. Save it as UTF-8 without one.',
    header: 'It must begin with #cloud-config, or with another header that cloud-init knows, such as #!/bin/sh.',
    nearly: 'The first line must be #cloud-config and nothing else.',
    placeholder: 'Put your own public key here: the contents of a file such as ~/.ssh/id_ed25519.pub.',
    noMapping: 'It must be a list of keys with values, such as “hostname: machine”.',
    autoinstall: 'Under “autoinstall” there must be “version: 1”.',
    instanceId: '“instance-id” is missing: by it cloud-init knows whether the machine is a new one.',
    instanceIdText: '“instance-id” must be one word or number.',
    hostname: '“local-hostname” must be a name.',
    version: '“version” must be 1 or 2.',
    version1: 'Of version 1 there must be a list under “config”.',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('cloud', english);
