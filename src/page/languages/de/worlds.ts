/** Deutsch: was jeder Leser sieht und worüber er stolpert. */

import { formatCount, formatCounted, pluralForm, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

const verb = (count: number, one: string, other: string) => pluralForm(count, { one, other });
const has = (count: number) => `${items(count)} ${verb(count, 'hat', 'haben')}`;

export const worlds: RestWords['worlds'] = {
  largeNote: (count) =>
    `${formatCounted(count, { one: 'große Datei wird', other: 'große Dateien werden' })} erst während des Herunterladens gelesen, und dieser Browser merkt nicht, wenn sich dabei etwas ändert: Bis zum Ende unverändert lassen.`,

  showAs: {
    legend: 'Namen zeigen wie in',
    asGiven: 'Vorgegeben',
    absent: 'nicht vorhanden',
    given: (name) => `Vorgegeben als ${quoteName(name)}`,
  },

  entry: {
    heading: 'Auf dem Datenträger',
    nothing: 'Ein Element auswählen, um seine Namen in jedem System und seine Lage zu sehen.',
    several: (count) => `${items(count)} sind ausgewählt. Eines auswählen, um seine Namen in jedem System zu sehen.`,
    notYet: 'Erscheint, sobald das Abbild bekannt ist.',
    size: 'Größe',
    onDisc: (size) => `${size} auf dem Datenträger`,
    modified: 'Geändert',
    start: 'Startblock',
    system: 'System',
    name: 'Name und Pfad dort',
    and: (readers) => readers.join(', '),
    changed: 'geändert',
    absent: 'Nicht vorhanden',
    onMap: 'Auf der Karte zeigen',
    copyPath: (readers) => `Pfad für ${readers} kopieren`,
    notices: 'Was geändert werden musste',
  },

  readers: {
    heading: 'Wer kann das lesen?',
    notYet: 'Erscheint, sobald das Abbild bekannt ist.',
    short: {
      linux: 'Linux',
      windows: 'Windows',
      macos: 'macOS',
      windows9x: 'Windows 95 bis Me',
      dos: 'DOS',
      firmware: 'Firmware und Bootloader',
      'cloud-init': 'cloud-init',
    },
    all: 'Alles, wie vorgegeben',
    differs: 'Alles, aber nicht ganz wie vorgegeben',
    lost: 'Nicht alles',
    notBootable: 'Von diesem Datenträger startet nichts',
    seed: 'Nimmt ihn als Konfiguration an',
    noSeed: 'Beachtet ihn nicht',
    notMeant: 'Nicht dafür gedacht',
    reads: {
      rockRidge: 'Liest die Rock-Ridge-Namen.',
      joliet: 'Liest die Joliet-Namen.',
      iso: 'Liest die Namen von reinem ISO 9660.',
    },
    firmware:
      'Sicher lesen sie reines ISO 9660. Um einen Computer zu starten, brauchen sie ein Boot-Abbild (El Torito), das dieser Datenträger nicht hat: Er enthält Daten.',
    finding: (reader, world, code, count) => {
      switch (code) {
        case 'absent':
          return `${items(count)} ${verb(count, 'ist', 'sind')} dort nicht vorhanden.`;
        case 'empty':
          return `${formatCounted(count, { one: 'Verknüpfung oder Gerätedatei ist', other: 'Verknüpfungen oder Gerätedateien sind' })} dort eine leere Datei.`;
        case 'long-path':
          return `${has(count)} einen längeren Pfad als ${reader === 'dos' ? 'DOS aufnehmen kann: 66 Zeichen mit Laufwerk' : reader === 'macos' ? 'macOS öffnet: 1.023 Bytes' : 'die meisten Programme öffnen: 259 Zeichen mit Laufwerk'}.`;
        case 'standard-path':
          return `${has(count)} einen Pfad von mehr als 255 Zeichen; mehr erlaubt ISO 9660 nicht.`;
        case 'over-4-gib':
          return `${files(count)} über 4 GiB ${verb(count, 'liegt', 'liegen')} in mehreren Teilen, von denen vielleicht nur der erste gelesen wird.`;
        case 'over-2-gib':
          return `${files(count)} ${verb(count, 'ist', 'sind')} größer als 2 GiB; die meisten Programme dort können das nicht öffnen.`;
        case 'path-table':
          return `${items(count)} ${verb(count, 'liegt', 'liegen')} in einem Ordner mit einer Nummer über 65.535, der für beschädigt gehalten werden kann.`;
        case 'deep':
          return `${folders(count)} ${verb(count, 'liegt', 'liegen')} tiefer als acht Ebenen und ${verb(count, 'wird', 'werden')} vielleicht nicht gefunden.`;
        case 'dos-name':
          return `${has(count)} einen Namen, den DOS nicht kennt: acht Buchstaben und drei nach dem Punkt.`;
        case 'twin':
          return `${files(count)} ${verb(count, 'heißt', 'heißen')} wie ein Ordner daneben.`;
        case 'moved':
          return `${folders(count)} ${verb(count, 'liegt', 'liegen')} tiefer als acht Ebenen und ${verb(count, 'ist', 'sind')} in RR_MOVED zu finden.`;
        case 'names':
          return world === 'iso'
            ? `${has(count)} einen anderen, kurzen Namen.`
            : world === 'joliet'
              ? `${has(count)} einen anderen Namen, aus Zeichen, die Windows erlaubt, und höchstens 64 davon (103, wo das erlaubt ist).`
              : `${has(count)} einen Namen, der nach 255 Bytes abgeschnitten ist.`;
      }
    },
    examples: 'Welche',
    examplesOf: (sentence) => `Welche: ${sentence}`,
    shownAs: 'angezeigt als',
    cloudInit: (report) => [
      report.isLabelled
        ? `Der Datenträger heißt ${quoteName(report.label)}, wie es sein soll.`
        : `Der Datenträger muss „cidata“ heißen und heißt ${quoted(report.label)}: cloud-init sucht nach dem Namen.`,
      ...report.missing.map(
        (name) => `${quoted(name)} fehlt auf der obersten Ebene: cloud-init braucht die Datei, und sei sie leer.`,
      ),
    ],
    cloudInitNot:
      'Ein Datenträger, den cloud-init annimmt, heißt „cidata“ und hat auf der obersten Ebene „user-data“ und „meta-data“.',
    sources:
      'Was jeder von ihnen liest, ist der jeweiligen Dokumentation entnommen; die Zahlen sind in diesem Abbild gezählt.',
  },

  fixes: {
    show: (path) => `${quoteName(path)} im Inhalt zeigen`,
    rename: 'Umbenennen',
    renamePath: (path) => `${quoteName(path)} umbenennen`,
    leftOut: (path) => `Weggelassen: ${quoted(path)}`,
    leaveOut: 'Weglassen',
    leaveOutPath: (path) => `${quoteName(path)} weglassen`,
    leaveOutAll: (count) => `Alle ${formatCount(count)} weglassen`,
    nameCidata: 'Den Datenträger cidata nennen',
    joliet: 'Joliet einschalten',
    rockRidge: 'Rock Ridge einschalten',
    jolietLong: '103 Zeichen erlauben',
    level1: 'Kurze Namen verwenden (Stufe 1)',
    level2: '31 Zeichen erlauben (Stufe 2)',
    level3: 'Stufe 3 verwenden',
    moveDeep: 'Tiefe Ordner verlegen lassen',
    noTables: 'Keine Übersetzungstabellen anlegen',
    leftOutAll: (count) => `Weggelassen: ${items(count)}`,
  },
};
