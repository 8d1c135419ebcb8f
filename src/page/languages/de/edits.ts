/** Deutsch: was das Abbild bearbeitet. */
import { TEXT_LIMIT } from '../../../worker/session';
import { formatCount, formatCounted, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

export const edits: RestWords['edits'] = {
  quoted,
  items,

  menu: {
    row: (name) => `Aktionen für ${quoteName(name)}`,
    contents: 'Weitere Aktionen',
    rowLabel: (what) => `Aktionen für ${what}`,
    open: 'Öffnen',
    close: 'Schließen',
    rename: 'Umbenennen',
    newFolder: 'Neuer Ordner …',
    newFile: 'Neue Textdatei …',
    newFolderHere: 'Neuer Ordner darin …',
    newFileHere: 'Neue Textdatei darin …',
    addFilesHere: 'Dateien hier hinzufügen …',
    addFolderHere: 'Ordner hier hinzufügen …',
    editText: 'Text bearbeiten …',
    openArchive: 'Archiv öffnen',
    replaceFile: 'Datei ersetzen …',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    pasteHere: 'Darin einfügen',
    moveTo: 'Verschieben nach …',
    copyTo: 'Kopieren nach …',
    leaveOut: 'Weglassen',
    hideFromWindows: 'Vor Windows verbergen (Joliet)',
    hideFromDos: 'Vor DOS verbergen (ISO 9660)',
    executable: 'Ausführbar',
    makeExecutable: 'Ausführbar machen',
    makeNotExecutable: 'Nicht ausführbar machen',
    boot: 'Davon starten (BIOS)',
    bootEfi: 'Davon starten (UEFI)',
    weight: 'Lage auf dem Datenträger …',
    pattern: 'Nach Muster weglassen …',
    leftOut: (count) => `Was weggelassen wurde (${formatCount(count)}) …`,
    programs: 'Programme als ausführbar kennzeichnen',
  },

  rename: { label: (name) => `Neuer Name von ${quoted(name)}` },

  done: {
    renamed: (from, to) => `${quoted(from)} heißt jetzt ${quoted(to)}.`,
    moved: (what, into) => `${what} nach ${into} verschoben.`,
    copied: (what, into) => `${what} nach ${into} kopiert.`,
    newFolder: (name) => `Ordner ${quoted(name)} angelegt.`,
    newFile: (name) => `Datei ${quoted(name)} angelegt.`,
    edited: (name) => `Text von ${quoted(name)} geändert.`,
    replaced: (name) => `${quoted(name)} hat jetzt einen anderen Inhalt.`,
    leftOut: (what) => `Weggelassen: ${what}`,
    leftOutMatching: 'Passendes weggelassen.',
    broughtBack: (what) => `${what} zurückgeholt.`,
    hidden: (what, world) => `${world} sieht ${what} nicht mehr.`,
    shown: (what, world) => `${world} sieht ${what} wieder.`,
    executable: (what) => `${what} lässt sich jetzt unter Linux und macOS ausführen.`,
    notExecutable: (what) => `${what} lässt sich nicht mehr ausführen.`,
    weighed: (what) => `Lage von ${what} auf dem Datenträger festgelegt.`,
    cut: (what) => `${what} ausgeschnitten. Jetzt am gewünschten Ort einfügen.`,
    copiedForPaste: (what) => `${what} kopiert. Jetzt am gewünschten Ort einfügen.`,
    nothing: 'Es gab nichts zu ändern.',
    programs: (count) =>
      count === 1 ? 'Ein Programm ausführbar gemacht.' : `${formatCount(count)} Programme ausführbar gemacht.`,
    boots: (name) => `Der Datenträger startet von ${quoted(name)}.`,
    bootsNot: (name) => `Der Datenträger startet nicht von ${quoted(name)}.`,
    told: (name) => `${quoted(name)} erfährt, wo auf dem Datenträger es liegt.`,
    notTold: (name) => `${quoted(name)} bleibt, wie es ist.`,
    noPrograms: 'Keine Datei beginnt wie ein Programm, oder alle sind schon ausführbar.',
  },
  boot: {
    heading: 'Startet von',
    platform: (platform) =>
      ({ 0: 'BIOS', 1: 'PowerPC', 2: 'Macintosh', 239: 'UEFI' })[platform] ?? `Plattform ${platform}`,
    as: (media) => (media === 0 ? 'ein Programm' : media === 4 ? 'als Festplatte' : 'als Diskette'),
    hidden: (number) => `Eintrag ${number}, den kein Ordner zeigt`,
    gone: 'nicht im Abbild',
    full: 'startet nicht, da der Startkatalog keinen Platz dafür hat',
    notBootable: 'nicht als startfähig gekennzeichnet',
    tell: 'Ihm sagen, wo auf dem Datenträger es liegt',
    tellHelp:
      'Schreibt auf dem Datenträger eine Tabelle in seine Bytes 8 bis 63 (-boot-info-table). ISOLINUX und GRUB brauchen sie.',
    remove: (name) => `Nicht von ${quoted(name)} starten`,
  },
  flags: { notInJoliet: 'nicht für Windows', notInIso: 'nicht für DOS' },
  worlds: { joliet: 'Windows (Joliet)', iso: 'DOS (ISO 9660)' },

  top: 'die oberste Ebene',
  cancel: 'Abbrechen',
  close: 'Schließen',

  newFolder: { heading: 'Neuer Ordner', name: 'Name', make: 'Anlegen' },
  newFile: { heading: 'Neue Textdatei', name: 'Name', text: 'Text', make: 'Anlegen' },
  editText: {
    heading: (name) => ['„', name, '“ bearbeiten'],
    text: 'Text',
    save: 'Speichern',
    limits: () => `Wird als UTF-8 gespeichert, bis zu ${formatSize(TEXT_LIMIT)}.`,
    crlf: 'Zeilen enden weiterhin wie unter Windows.',
    mixed: 'Zeilen enden verschieden; nach dem Speichern enden alle wie unter Linux.',
  },

  move: {
    headingMove: (what) => `${what} verschieben`,
    headingCopy: (what) => `${what} kopieren`,
    where: 'Ordner',
    into: (folder) => `Nach ${folder}`,
    there: 'Da ist es schon.',
    up: 'Aufwärts',
    none: 'Darin ist kein Ordner.',
    move: 'Hierher verschieben',
    copy: 'Hierher kopieren',
    tooMany: (count) => `Die ersten ${formatCount(count)} Ordner werden angezeigt.`,
  },

  taken: {
    heading: 'Der Name ist schon vorhanden',
    headings: (count) => `${formatCount(count)} Namen sind schon vorhanden`,
    more: (count) => `und ${formatCount(count)} weitere`,
    replace: 'Ersetzen',
    keepBoth: 'Beide behalten',
    skip: 'Unverändert lassen',
    explain: 'Ersetztes wird weggelassen und lässt sich zurückholen.',
  },

  pattern: {
    heading: 'Nach Muster weglassen',
    explain:
      'Ein Muster je Zeile, wie in einer .gitignore-Datei: „*.tmp“ überall, „/build“ nur ganz oben, „logs/“ nur Ordner, „!keep.tmp“ dies nicht. Groß- und Kleinbuchstaben gelten gleich.',
    label: 'Muster',
    matches: (count, inside, bytes) =>
      count === 0 ? 'Nichts passt.' : `Weggelassen würden ${items(count)}: ${files(inside)}, ${formatSize(bytes)}.`,
    leaveOut: 'Weglassen',
    junk: 'Häufiger Ballast',
    junkLabel: (pattern) => `${pattern} weglassen`,
    junkCount: (count, inside, bytes) =>
      count === 0 ? 'hier keine' : `${items(count)}, ${files(inside)}, ${formatSize(bytes)}`,
    looking: 'Wird gesucht …',
  },

  leftOut: {
    heading: 'Was weggelassen wurde',
    none: 'Nichts ist weggelassen.',
    bringBack: 'Zurückholen',
    bringBackName: (path) => `${quoteName(path)} zurückholen`,
    bringBackAll: 'Alle diese zurückholen',
    more: (count) =>
      `und ${formatCounted(count, { one: 'weiteres', other: 'weitere' })}: Einige hiervon zurückholen, um sie zu sehen.`,
  },

  weight: {
    heading: (what) => `Lage von ${what} auf dem Datenträger`,
    explain: 'Was nahe am Anfang liegt, wird schneller gefunden; das zählt bei echten Discs und für Bootloader.',
    choices: {
      first: 'Nahe am Anfang',
      normal: 'Wo der Name es hinlegt',
      last: 'Nahe am Ende',
      other: 'Nach Gewicht',
    },
    label: 'Gewicht',
    weightHelp: 'Ganze Zahlen; größere liegen näher am Anfang.',
    place: 'Festlegen',
  },
};
