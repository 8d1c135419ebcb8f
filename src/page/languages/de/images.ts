/** Deutsch: beliebige Abbilder prüfen und vergleichen. */
import { formatCount, formatCounted, formatSize } from '../../format';
import type { RestWords } from '../words';
import { files, folders, quoted } from './counted';

export const images: RestWords['images'] = {
  desk: {
    heading: 'In ein Abbild schauen',
    help: 'Zum Öffnen ein Abbild oben ablegen. Hier wird es nur gelesen.',
    check: 'Abbild prüfen …',
    compare: 'Zwei Abbilder vergleichen …',
  },
  tools: {
    compare: 'Vergleichen …',
    compareHelp: 'Zeigt, worin sich dieser Datenträger und ein Abbild oder Ordner unterscheiden.',
    checkAny: 'Beliebiges Abbild prüfen …',
    checkAnyHelp:
      'Prüft eine Abbilddatei, gleich von wem sie stammt, nach jeder Regel der Normen und anhand der Prüfsummen darin.',
  },
  openedCheck: 'Prüfen',
  openedCheckName: (name) => `${quoted(name)} prüfen`,
  close: 'Schließen',
  cancel: 'Abbrechen',
  chooseImage: 'Abbild auswählen …',
  chooseFolder: 'Ordner auswählen …',
  imageInput: 'Zu prüfendes Abbild',
  copyText: 'Als Text kopieren',
  copyList: 'Liste kopieren',
  copyJson: 'Als JSON kopieren',

  check: {
    heading: 'Abbild prüfen',
    help: 'Eine Abbilddatei auswählen oder hier ablegen: Sie wird nach jeder Regel der Normen und anhand der Prüfsummen darin geprüft. Sie wird nur gelesen.',
    another: 'Anderes Abbild auswählen …',
    noFolder: 'Das ist ein Ordner. Prüfen lassen sich nur Abbilddateien.',
    running: (name) => `${quoted(name)} wird geprüft …`,
    good: 'Das Abbild hält alle Regeln ein',
    found: (errors, warnings, notes) =>
      [
        formatCounted(errors, { one: 'Fehler', other: 'Fehler' }),
        formatCounted(warnings, { one: 'Warnung', other: 'Warnungen' }),
        formatCounted(notes, { one: 'Hinweis', other: 'Hinweise' }),
      ].join(', '),
    facts: (volume, bytes, fileCount, folderCount, kinds) =>
      `Datenträger ${quoted(volume)}, ${formatSize(bytes)}, ${files(fileCount)} mit Inhalt, ${folders(folderCount)}; ${kinds}`,
    inEnglish: 'Regeln und Befunde stehen hier auf Englisch, wie in den Normen.',
    show: 'Anzeigen',
    shown: {
      all: (count) => `Alle Regeln (${formatCount(count)})`,
      found: (count) => `Regeln mit Befunden (${formatCount(count)})`,
      kept: (count) => `Eingehaltene Regeln (${formatCount(count)})`,
      absent: (count) => `Nicht zutreffende Regeln (${formatCount(count)})`,
    },
    search: 'Regeln durchsuchen',
    rules: (count) => `${formatCounted(count, { one: 'Regel', other: 'Regeln' })} angezeigt`,
    noRules: 'Keine Regel entspricht dem.',
    everyRule: 'Alle Regeln …',
    states: { kept: 'Eingehalten', broken: 'Verletzt', noted: 'Vermerkt', absent: 'Trifft nicht zu' },
  },

  compare: {
    heading: 'Vergleichen',
    help: 'Auswählen, was verglichen wird, oder hier ablegen: Abbilddateien oder Ordner. Sie werden nur gelesen.',
    sides: { first: 'Erste Seite', second: 'Zweite Seite' },
    nothing: 'Noch nichts ausgewählt.',
    kindsOfSide: { disc: 'dieser Datenträger', folder: 'Ordner' },
    thisDisc: 'Dieser Datenträger',
    inputs: {
      first: { image: 'Erstes Abbild für den Vergleich', folder: 'Erster Ordner für den Vergleich' },
      second: { image: 'Zweites Abbild für den Vergleich', folder: 'Zweiter Ordner für den Vergleich' },
    },
    emptyFolder: 'In diesem Ordner ist keine Datei.',
    notReady: 'Der Datenträger steht noch nicht fest: Bitte im Bereich dazu nachsehen und noch einmal vergleichen.',
    compare: 'Vergleichen',
    running: 'Namen, Größen, Inhalte und Attribute werden verglichen …',
    same: 'Beide enthalten dasselbe',
    differences: (count) => formatCounted(count, { one: 'Unterschied', other: 'Unterschiede' }),
    entries: (count) => `${formatCounted(count, { one: 'Eintrag', other: 'Einträge' })} verglichen.`,
    untold: (count) =>
      `Browser melden weder Verknüpfungen noch Ordner ohne Dateien: ${formatCounted(count, { one: 'solcher Eintrag wurde', other: 'solche Einträge wurden' })} ausgelassen.`,
    show: 'Welche Unterschiede angezeigt werden',
    kinds: {
      removed: (first) => `Nur in „${first}“`,
      added: (second) => `Nur in „${second}“`,
      changed: () => 'Anderer Inhalt',
      attributes: () => 'Andere Attribute',
      unreadable: () => 'Nicht lesbar',
    },
    search: 'Pfade durchsuchen',
    shown: (count) => `${formatCounted(count, { one: 'Unterschied', other: 'Unterschiede' })} angezeigt`,
    noneShown: 'Kein Unterschied entspricht dem.',
    list: 'Unterschiede',
    details: {
      kind: (from, to) => `${from} und ${to}`,
      size: (from, to) => `${from} und ${to}`,
      target: (from, to) => `führt zu „${from}“ und „${to}“`,
      device: (from, to) => `Gerät ${from} und ${to}`,
      mode: (from, to) => `Rechte ${from} und ${to}`,
      time: (from, to) => `Zeit ${from} und ${to}`,
      user: (from, to) => `Benutzer ${from} und ${to}`,
      group: (from, to) => `Gruppe ${from} und ${to}`,
      hidden: (from, to) => `${from} und ${to}`,
      reason: (from) => from,
      nowHidden: 'auf der zweiten Seite versteckt',
      nowShown: 'auf der ersten Seite versteckt',
    },
    entryKinds: {
      file: 'Datei',
      directory: 'Ordner',
      link: 'symbolische Verknüpfung',
      'character-device': 'zeichenorientiertes Gerät',
      'block-device': 'blockorientiertes Gerät',
      pipe: 'Pipe',
      socket: 'Socket',
    },
  },
};
