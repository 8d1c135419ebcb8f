/** Deutsch: das Abbild in eine Datei speichern, und Prüfsummen. */
import type { ChecksumKind } from '../../../worker/session';
import { formatCount, formatCounted, formatSize } from '../../format';
import type { RestWords } from '../words';
import { files, folders, quoted } from './counted';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

export const saving: RestWords['saving'] = {
  tools: {
    label: 'Was sich mit dem Abbild noch tun lässt',
    save: 'In eine Datei speichern …',
    saveHelp: 'Die Datei ist frei wählbar. Diese Seite zeigt den Fortschritt und bildet dabei die SHA-256-Prüfsumme.',
    fileType: 'Datenträgerabbild',
    newName: (stem) => `${stem} (neu).iso`,
    elsewhere: (images) =>
      `In eine andere Datei speichern als ${images.map(quoted).join(', ')}: Daraus wird dieser Datenträger gelesen, und der Browser leert die Datei, die ausgewählt wird.`,
    isSource: (name) =>
      `${quoted(name)} ist eine der Dateien, aus denen dieser Datenträger besteht, und wurde nicht beschrieben. Der Browser hat sie beim Auswählen vielleicht geleert: bitte nachsehen und sie, falls sie leer ist, aus einer Kopie wiederherstellen. Dann in eine andere Datei speichern.`,
    checksums: 'Prüfsummen',
    check: 'Abbild prüfen',
    checkHelp: 'Liest das fertige Abbild zurück und vergleicht es vor dem Herunterladen mit dem, was hineinkam.',
  },

  work: {
    save: (name) => ({
      name: `${quoted(name)} wird gespeichert`,
      done: `Gespeichert: ${quoted(name)}`,
      failed: `Nicht gespeichert: ${quoted(name)}`,
      cancelled: `Abgebrochen: ${quoted(name)} wurde nicht gespeichert.`,
    }),
    checksum: (kind, name) => ({
      name: `${names[kind]} von ${quoted(name)}`,
      done: `Berechnet: ${names[kind]} von ${quoted(name)}`,
      failed: `Nicht berechnet: ${names[kind]} von ${quoted(name)}`,
      cancelled: `Abgebrochen: ${names[kind]} von ${quoted(name)} wurde nicht berechnet.`,
    }),
    check: (name) => ({
      name: `${quoted(name)} wird geprüft`,
      done: `Geprüft: ${quoted(name)}`,
      failed: `Nicht geprüft: ${quoted(name)}`,
      cancelled: `Abgebrochen: ${quoted(name)} wurde nicht geprüft.`,
    }),
    progress: (name) => `Fortschritt: ${name}`,
    filesDone: (done, all) => `${formatCount(done)} von ${files(all)}`,
    figures: (done, all) => `${formatSize(done)} von ${formatSize(all)}`,
    rate: (bytes) => `${formatSize(bytes)}/s`,
    extract: (name) => ({
      name: `Entpacken nach ${quoted(name)}`,
      done: `Entpackt nach ${quoted(name)}`,
      failed: `Nicht entpackt nach ${quoted(name)}`,
      cancelled: `Beendet: Nicht alles wurde nach ${quoted(name)} entpackt.`,
    }),
    reading: 'Ordner und Namen werden gelesen …',
    closing: 'Alles ist geschrieben. Der Browser prüft die Datei und legt sie an ihren Platz …',
    cancelName: (name) => `Abbrechen: ${name}`,
    tell: 'Benachrichtigen, wenn es fertig ist',
    willTell: 'Der Browser meldet sich, wenn es fertig ist.',
    cannotTell:
      'Der Browser lässt diese Seite keine Benachrichtigung senden. In den Einstellungen der Seite lässt es sich erlauben.',
    titleStarting: 'In Arbeit … – Isodrop',
    ofBefore: 'Der Datenträger wurde seither geändert: Dies gilt für den Stand davor.',
    dismissName: (name) => `Schließen: ${name}`,
  },

  saved: {
    heading: 'Gespeichert',
    fact: (bytes) => `${formatSize(bytes)}, bis zum letzten Byte geschrieben.`,
    check: 'Die Datei zurücklesen und prüfen',
  },

  check: {
    heading: 'Prüfung',
    good: 'Das Abbild ist in Ordnung',
    goodFile: 'Die Datei ist in Ordnung',
    bad: (errors) => formatCounted(errors, { one: 'Fehler gefunden', other: 'Fehler gefunden' }),
    compared: (fileCount, folderCount) =>
      `${files(fileCount)} und ${folders(folderCount)} wurden zurückgelesen und mit dem verglichen, was hineinkam: Namen, Größen, Zeiten und jedes Byte.`,
    badHelp: 'Nicht darauf verlassen. Das Abbild noch einmal speichern oder herunterladen und jene Datei prüfen.',
    findings: (count) => formatCounted(count, { one: 'Befund', other: 'Befunde' }),
    severities: { error: 'Fehler', warning: 'Warnung', note: 'Hinweis' },
    more: (count) => `… und ${formatCount(count)} weitere`,
    standards: 'Auch der Aufbau des Abbilds hält sich an die Standards.',
    file: 'Gespeicherte Datei prüfen …',
    fileHelp:
      'Die heruntergeladene oder kopierte .iso-Datei auswählen: Sie wird bis zum letzten Byte mit diesem Datenträger verglichen.',
    fileInput: 'Zu prüfendes Abbild',
    again: 'Noch einmal prüfen',
  },

  checksums: {
    heading: 'Prüfsummen',
    names,
    workOut: 'Berechnen',
    workOutName: (kind) => `${names[kind]} berechnen`,
    copyName: (kind) => `${names[kind]} kopieren`,
    file: 'Datei',
    fileName: (kind) => `Prüfsummendatei für ${names[kind]} speichern`,
    explain:
      'Sie zeigen, ob eine Kopie bis zum letzten Bit gleich ist. Die Prüfsummendatei neben das Abbild legen und ausführen:',
    copyCommand: 'Befehl kopieren',
  },
};
