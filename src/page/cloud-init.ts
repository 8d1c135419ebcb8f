/** What cloud-init reads from a NoCloud disc, checked as it would take it: YAML of version 1.1, as PyYAML reads it. */
import { isMap, LineCounter, parseDocument } from 'yaml';
import { texts } from './texts-cloud';

/** Something that cloud-init would stumble over. */
export interface Fault {
  /** From 1; absent where it is about the whole file. */
  line?: number;
  message: string;
}

/** The files of such a disc. */
export const CLOUD_FILES = ['user-data', 'meta-data', 'network-config'] as const;
export type CloudFile = (typeof CLOUD_FILES)[number];

/** Beginnings of user-data that cloud-init knows; what has none of them is passed over with a warning in a log. */
const KNOWN_STARTS = [
  '#!',
  '#include',
  '#cloud-boothook',
  '#part-handler',
  '#cloud-config-archive',
  '#cloud-config-jsonp',
  '## template:',
  'Content-Type:',
  'MIME-Version:',
];
const CLOUD_CONFIG = '#cloud-config';
/** Stands in the template for what only the person has. */
const KEY_PLACEHOLDER = 'PUT-YOUR-PUBLIC-KEY-HERE';

/** What is wrong with a file. */
export function checkCloudFile(file: CloudFile, text: string): Fault[] {
  if (file === 'user-data') return checkUserData(text);
  return file === 'meta-data' ? checkMetaData(text) : checkNetworkConfig(text);
}

function checkUserData(text: string): Fault[] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const placeholder = text.split('\n').findIndex((line) => line.includes(KEY_PLACEHOLDER));
  const own = placeholder < 0 ? [] : [{ line: placeholder + 1, message: texts.faults.placeholder }];
  if (first.startsWith('\ufeff')) return [{ line: 1, message: texts.faults.byteOrderMark }, ...own];
  if (first.trimEnd() !== CLOUD_CONFIG) {
    const isKnown = KNOWN_STARTS.some((start) => first.startsWith(start));
    if (isKnown) return own;
    return [
      { line: 1, message: /^\s*#\s*cloud-config/i.test(first) ? texts.faults.nearly : texts.faults.header },
      ...own,
    ];
  }
  const { faults, value } = readYaml(text);
  if (value && 'autoinstall' in value && (value.autoinstall as { version?: unknown } | null)?.version !== 1) {
    faults.push({ message: texts.faults.autoinstall });
  }
  return [...faults, ...own];
}

function checkMetaData(text: string): Fault[] {
  const { faults, value, isEmpty } = readYaml(text);
  if (!value && !isEmpty) return faults;
  const id = value?.['instance-id'];
  if (id === undefined || id === null || id === '') faults.push({ message: texts.faults.instanceId });
  else if (typeof id === 'object') faults.push({ message: texts.faults.instanceIdText });
  const name = value?.['local-hostname'];
  if (name !== undefined && typeof name !== 'string') faults.push({ message: texts.faults.hostname });
  return faults;
}

/** Nothing is right, too: cloud-init then asks for addresses (DHCP). */
function checkNetworkConfig(text: string): Fault[] {
  const { faults, value, isEmpty } = readYaml(text);
  if (!value || isEmpty) return faults;
  // What Netplan has around it is taken as well.
  const config = isRecord(value.network) ? value.network : value;
  if (config.config === 'disabled') return faults;
  if (config.version !== 1 && config.version !== 2) faults.push({ message: texts.faults.version });
  if (config.version === 1 && !Array.isArray(config.config)) faults.push({ message: texts.faults.version1 });
  return faults;
}

interface ReadYaml {
  faults: Fault[];
  /** Undefined where it is no mapping. */
  value: Readonly<Record<string, unknown>> | undefined;
  isEmpty: boolean;
}

function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.1', lineCounter: lines, prettyErrors: false, strict: true });
  const faults = document.errors.map(
    ({ pos, message }): Fault => ({ line: lines.linePos(pos[0]).line, message: `${message}.` }),
  );
  const isEmpty = faults.length === 0 && document.contents === null;
  if (faults.length === 0 && !isEmpty && !isMap(document.contents)) faults.push({ message: texts.faults.noMapping });
  if (faults.length > 0 || isEmpty) return { faults, value: undefined, isEmpty };
  try {
    const value: unknown = document.toJS();
    return { faults, value: isRecord(value) ? value : undefined, isEmpty };
  } catch (error) {
    // An alias that is too much, or leads to nothing.
    return { faults: [{ message: `${(error as Error).message}.` }], value: undefined, isEmpty };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a new disc begins with. */
export const TEMPLATES = {
  machine: `${CLOUD_CONFIG}
users:
  - name: admin
    shell: /bin/bash
    sudo: ALL=(ALL) NOPASSWD:ALL
    ssh_authorized_keys:
      - ssh-ed25519 ${KEY_PLACEHOLDER}
`,
  script: `#!/bin/sh
# Runs as root at the first start.
echo "Hello from cloud-init" > /etc/motd
`,
  autoinstall: `${CLOUD_CONFIG}
autoinstall:
  version: 1
  locale: en_US.UTF-8
  ssh:
    install-server: true
    authorized-keys:
      - ssh-ed25519 ${KEY_PLACEHOLDER}
  user-data:
    hostname: machine
    users:
      - name: admin
        shell: /bin/bash
        sudo: ALL=(ALL) NOPASSWD:ALL
        ssh_authorized_keys:
          - ssh-ed25519 ${KEY_PLACEHOLDER}
`,
} as const;
export type TemplateId = keyof typeof TEMPLATES;

export const META_DATA_TEMPLATE = `instance-id: machine-1
local-hostname: machine
`;
export const NETWORK_TEMPLATE = `version: 2
ethernets:
  lan:
    match:
      name: "e*"
    dhcp4: true
`;
