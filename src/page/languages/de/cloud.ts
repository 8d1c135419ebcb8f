/** Deutsch: das Formular für cloud-init, und was Datenträger mit einem Zweck brauchen. */
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { quoted } from './counted';

export const cloud: RestWords['cloud'] = {
  heading: 'Ein Datenträger für cloud-init',
  explain:
    'Eine virtuelle Maschine, die mit diesem Datenträger startet, richtet sich nach diesen Dateien ein. Er heißt cidata und hat sie auf der obersten Ebene.',
  files: {
    'user-data': { label: 'user-data', help: 'Was einzurichten ist: Benutzer, Schlüssel, Pakete, Befehle.' },
    'meta-data': {
      label: 'meta-data',
      help: 'Welche Maschine es ist. Eine andere instance-id bedeutet eine neue Maschine, die neu eingerichtet wird.',
    },
    'network-config': {
      label: 'network-config',
      help: 'Ohne diese Datei fragt die Maschine nach ihren Adressen (DHCP), was meistens richtig ist.',
    },
  },
  optional: 'optional',
  begin: 'Beginnen mit',
  example: 'einem Beispiel …',
  templates: {
    machine: 'Ein Benutzer mit SSH-Schlüssel',
    script: 'Ein Skript',
    autoinstall: 'Autoinstall von Ubuntu Server',
  },
  network: 'Mit einem Beispiel beginnen',
  line: (line) => `Zeile ${line}`,
  atLine: (line, message) => `Zeile ${line}: ${message}`,
  fine: 'cloud-init kann das lesen.',
  loading: 'Die Dateien werden angesehen …',
  put: 'Diese Dateien auf den Datenträger legen',
  cancel: 'Abbrechen',
  waits: 'Erst das Markierte berichtigen: cloud-init würde es wortlos übergehen.',
  failed: (reason) => `Die Dateien konnten nicht auf den Datenträger gelegt werden. ${reason}`,
  unreadable: (name, reason) =>
    `${quoted(name)} ist auf dem Datenträger und bleibt, wie es ist. Hier lässt es sich nicht bearbeiten: ${reason}`,
  noFile: 'Es ist ein Ordner.',
  step: 'Dateien für cloud-init',

  faults: {
    byteOrderMark:
      'Davor steht eine Byte-Reihenfolge-Markierung (BOM), mit der cloud-init die Datei nicht erkennt. Als UTF-8 ohne BOM speichern.',
    header: 'Der Anfang muss #cloud-config sein oder eine andere Kopfzeile, die cloud-init kennt, etwa #!/bin/sh.',
    nearly: 'Die erste Zeile muss genau #cloud-config lauten.',
    placeholder: 'Hier gehört der eigene öffentliche Schlüssel hin: der Inhalt einer Datei wie ~/.ssh/id_ed25519.pub.',
    noMapping: 'Es muss eine Liste von Schlüsseln mit Werten sein, etwa „hostname: machine“.',
    autoinstall: 'Unter „autoinstall“ muss „version: 1“ stehen.',
    instanceId: '„instance-id“ fehlt: Daran erkennt cloud-init, ob die Maschine neu ist.',
    instanceIdText: '„instance-id“ muss ein einzelnes Wort oder eine Zahl sein.',
    hostname: '„local-hostname“ muss ein Name sein.',
    version: '„version“ muss 1 oder 2 sein.',
    version1: 'Bei Version 1 muss unter „config“ eine Liste stehen.',
  },
};

export const needs: RestWords['needs'] = {
  heading: 'Dieser Datenträger braucht',
  looking: 'Der Datenträger wird angesehen …',
  edit: 'Dateien bearbeiten …',
  met: 'vorhanden',
  unmet: 'fehlt',

  there: (name) => `${quoted(name)} ist vorhanden.`,
  unseen: (name) => `${quoted(name)} ist vorhanden; es ist kein kurzer Text und wird nicht angesehen.`,
  missing: (path) =>
    `${quoted(path)} fehlt. Bitte ${path.includes('/') ? 'unter genau diesem Pfad' : 'auf der obersten Ebene'} hinzufügen.`,
  misnamed: (name, path) => `${quoted(name)} muss ${quoted(path)} heißen.`,
  inFolder: (path, folder) => `${quoted(path)} liegt in ${quoted(folder)}; es muss auf der obersten Ebene liegen.`,
  faulty: (name, line, message, others) =>
    `${quoted(name)}${line === undefined ? '' : `, Zeile ${line}`}: ${message}${others > 0 ? ` Und ${formatCount(others)} weitere.` : ''}`,
  joliet: 'Joliet enthält die Namen unverändert.',
  rockRidge: 'Rock Ridge enthält die Namen unverändert.',
  noNames: (forWindows) =>
    `Ohne Joliet${forWindows ? '' : ' oder Rock Ridge'} sind die Namen kurz und in Großbuchstaben; so findet sie niemand.`,
  noUuid: 'Es muss ein Objekt mit „uuid“ sein, an der die Maschine erkannt wird.',
  notWellFormed: 'Das ist kein wohlgeformtes XML: Windows Setup hält dort an.',
  noUnattend:
    'Das ist keine Antwortdatei: Ihr Wurzelelement muss <unattend xmlns="urn:schemas-microsoft-com:unattend"> sein.',
  emptyKickstart: 'Es enthält nur Kommentare.',

  remedies: {
    'cloud-form': 'Schreiben …',
    joliet: 'Joliet einschalten',
    rename: 'Umbenennen',
    'to-top': 'Inhalt nach oben legen',
  },
  jolietStep: 'Joliet einschalten',
};
