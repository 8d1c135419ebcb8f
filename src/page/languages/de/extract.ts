/** Deutsch: entpacken, was im Abbild ist. */
import { formatCounted, formatSize, quoteName } from '../../format';
import type { RestWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const extract: RestWords['extract'] = {
  menu: 'Entpacken …',
  all: 'Alles entpacken …',
  heading: (what) => `${what} entpacken`,
  headingAll: 'Alles entpacken',
  where: 'Wohin',
  folder: 'In einen Ordner',
  folderHelp:
    'Der Ordner ist frei wählbar. Browser geben Dateien dort weder Rechte noch Eigentümer noch Zeiten; symbolische Links und Geräte werden weggelassen, aus harten Links werden eigene Dateien.',
  noFolder:
    'Dieser Browser kann nicht in einen ausgewählten Ordner schreiben. Chrome und Edge auf einem Computer können es.',
  zip: 'Als .zip-Datei',
  zipHelp:
    'Lässt sich überall öffnen. Zeiten, Unix-Rechte, Eigentümer und symbolische Links bleiben; Geräte werden weggelassen, aus harten Links werden eigene Dateien. Nichts wird komprimiert.',
  tar: 'Als .tar-Datei',
  tarHelp:
    'Für Linux und macOS. Zeiten, Rechte, Eigentümer, symbolische und harte Links, Geräte und Pipes bleiben. Nichts wird komprimiert.',
  inside: (name) => `Darin in einen neuen Ordner ${quoted(name)}`,
  chooseFolder: 'Ordner auswählen …',
  chooseFile: 'Datei auswählen …',
  download: 'Herunterladen',
  cancel: 'Abbrechen',
  busy: 'Gerade wird etwas anderes geschrieben oder geprüft. Bitte warten, bis das fertig ist.',
  isSource: (name) =>
    `In ${quoted(name)} wurde nichts geschrieben: Dieser Datenträger besteht aus dem, was in jenem Ordner ist. Bitte einen anderen auswählen.`,
  fileTypes: { zip: 'Zip-Archiv', tar: 'Tar-Archiv' },

  taken: {
    explain: 'Was ersetzt wird, ist endgültig weg: Diese Seite kann es nicht zurückholen.',
    stop: 'Abbrechen',
  },
  failed: {
    heading: 'Nicht alles lässt sich schreiben',
    text: (path, why) => `${quoted(path)} wurde nicht geschrieben: ${why}.`,
    explain:
      'Beim Weitermachen werden aus demselben Grund auch andere Dateien weggelassen, ohne noch einmal zu fragen.',
    again: 'Noch einmal versuchen',
    goOn: 'Ohne sie weitermachen',
    stop: 'Beenden',
  },

  why: {
    renamed: 'heißt dort anders',
    kept: 'war schon da und bleibt, wie es war',
    'other-there': 'etwas anderes hat diesen Namen und bleibt',
    source: 'aus der Datei, die dort so heißt, besteht dieser Datenträger; sie bleibt',
    unread: 'lässt sich nicht oder nicht bis zum Ende lesen',
    link: 'ist ein symbolischer Link',
    special: 'ist ein Gerät, eine Pipe oder ein Socket',
    name: 'dort ist kein ähnlicher Name möglich',
    full: 'auf diesem Laufwerk ist kein Platz dafür',
    refused: 'der Browser durfte dort nicht schreiben',
    used: 'ein anderes Programm oder ein anderer Tab verwendet diese Datei',
    'folder-gone': 'der Ordner ist nicht mehr da',
    disk: 'das Laufwerk meldete einen Fehler oder ist nicht mehr da',
    blocked: 'der Browser wies die fertige Datei ab',
    unknown: 'der Browser konnte die Datei nicht schreiben',
  },
  note: (path, why) => `${quoteName(path)}: ${why}`,
  renamed: (path, name) => `${quoteName(path)}: heißt dort ${quoted(name)}`,

  done: {
    heading: 'Entpackt',
    partly: 'Entpackt, aber nicht alles',
    stopped: 'Beendet, bevor alles entpackt war',
    counts: (fileCount, folderCount, linkCount, bytes) =>
      [
        files(fileCount),
        folders(folderCount),
        ...(linkCount > 0 ? [formatCounted(linkCount, { one: 'Link', other: 'Links' })] : []),
        formatSize(bytes),
      ].join(', '),
    stays: 'Was da ist, ist vollständig: Von keiner Datei ist nur ein Teil geblieben.',
    handed: 'An den Browser übergeben: Der Fortschritt steht in der Liste der Downloads.',
    again: 'Noch einmal herunterladen',
    leftOut: (count) => `${items(count)} weggelassen`,
    others: (count) => `${items(count)} mit anderem Namen`,
    notes: 'Was nicht da ist oder nicht so, wie es war',
    more: (count) => `und ${items(count)} mehr`,
    copy: 'Liste kopieren',
  },
};
