/** Deutsch: was als Erstes zu sehen ist. */
import { formatCount, formatDuration, formatSize, pluralForm, quoteName } from '../../format';
import type { FirstWords } from '../words';
import { files, folders, items, quoted } from './counted';

export const words: FirstWords = {
  first: {
    productName: 'Isodrop',
    title: 'Isodrop: Ordner ablegen, Datenträgerabbild herunterladen',
    titleWorking: (percent) => (percent ? `${percent} – Isodrop` : 'Wird gelesen … – Isodrop'),
    titleReady: (name, size) => `${quoteName(name)}, ${size} – Isodrop`,
    titleAttention: (name) => `! ${quoteName(name)} – Isodrop`,

    empty: {
      heading: 'Ordner ablegen, Datenträgerabbild erhalten',
      headingTouch: 'Dateien auswählen, Datenträgerabbild erhalten',
      lead: 'Daraus wird eine .iso-Datei, die Windows, macOS, Linux und jede virtuelle Maschine öffnen können. Ein abgelegtes Abbild wird geöffnet und lässt sich ändern und wieder speichern.',
      sample: 'Mit einem Beispiel ausprobieren',
      cloud: 'Datenträger für cloud-init erstellen',
      picker: (canDrop) =>
        `Der Browser fragt, ob diese Seite den Ordner ansehen darf. Beim Auswählen fehlen Dateien mit ungewöhnlichen Namen wie „a?b“ oder „x.lnk“${canDrop ? '; beim Ablegen des Ordners sind alle dabei' : ''}.`,
      input: (canDrop) =>
        `Der Browser nennt es vielleicht „Hochladen“, aber die Dateien bleiben hier. Leere Ordner fehlen${canDrop ? '; beim Ablegen des Ordners bleiben sie erhalten' : ''}.`,
      notSecure:
        'Diese Seite kam über unverschlüsseltes http: Sie funktioniert, lässt sich aber nicht für die Nutzung ohne Netz speichern. Über https oder auf localhost geht das.',
      privacy: 'Nichts verlässt diesen Computer.',
      privacyCheck: 'Zum Nachprüfen einfach das Netz trennen.',
      facts: ['ISO 9660 + Joliet + Rock Ridge', 'Dateien über 4 GB', 'Dieselben Bytes auf jedem Computer'],
    },

    chooseFolder: 'Ordner auswählen',
    chooseFiles: 'Dateien auswählen',
    folderInput: 'Ordner zum Hinzufügen',
    filesInput: 'Dateien zum Hinzufügen',
    addMore: 'Mehr hinzufügen',
    addFolder: 'Ordner hinzufügen',
    addFiles: 'Dateien hinzufügen',
    startOver: 'Neu beginnen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    withLabel: (action, label) => (label ? `${action}: ${label}` : action),
    cancel: 'Abbrechen',
    dropToStart: 'Ablegen, um ein Abbild zu erstellen',
    dropToAdd: 'Ablegen, um es dem Abbild hinzuzufügen',
    dropInto: (name) => `In ${quoted(name)} ablegen`,

    status: {
      empty: 'Noch nichts hinzugefügt.',
      listing: 'Dateien werden gelesen …',
      unpacking: 'Das Archiv wird geöffnet …',
      figures: (count, bytes) =>
        bytes === 0 ? `Bisher ${files(count)}.` : `Bisher ${files(count)}, ${formatSize(bytes)}.`,
      preparing: 'Abbild wird berechnet …',
      comparing: 'Gleiche Dateien werden gesucht …',
      ready: 'Bereit zum Herunterladen.',
      failed: 'Das Abbild kann nicht erstellt werden.',
      conflict: 'Ein Name ist schon vorhanden. Das Herunterladen wartet auf eine Entscheidung.',
      problems: (count) =>
        `${items(count)} ${pluralForm(count, { one: 'konnte', other: 'konnten' })} nicht gelesen werden. Das Herunterladen wartet auf eine Entscheidung.`,
      problemsChanged: (count) =>
        `${items(count)} ${pluralForm(count, { one: 'hat', other: 'haben' })} sich auf dem Datenträger geändert. Das Herunterladen wartet auf eine Entscheidung.`,
      losses: 'Etwas muss noch einmal abgelegt werden. Das Herunterladen wartet darauf.',
      checking: 'Es wird geprüft, ob große Dateien noch unverändert sind …',
      handed: (bytes) => `Dem Browser übergeben: ${formatSize(bytes)}. Der Fortschritt steht in seiner Download-Liste.`,
      changed: (count) =>
        `${items(count)} ${pluralForm(count, { one: 'hat', other: 'haben' })} sich geändert, seit der Ordner gelesen wurde.`,
    },

    image: {
      size: 'Größe des Abbilds',
      about: 'etwa',
      counts: (fileCount, folderCount) => `${files(fileCount)} · ${folders(folderCount)}`,
      download: 'Herunterladen',
      downloadWithout: (count) =>
        `ohne ${formatCount(count)} ${pluralForm(count, { one: 'unlesbares Element', other: 'unlesbare Elemente' })}`,
      progressLabel: 'Fortschritt',
      progressFiles: (done, total, listed) =>
        listed ? `${formatCount(done)} von ${files(total)}` : `${files(total)} gefunden`,
      progressUnpacking: (done, total) => `${formatSize(done)} von ${formatSize(total)} des Archivs`,
      rate: (filesRate, bytesRate) =>
        bytesRate >= 1e6 ? `${formatSize(bytesRate)}/s` : `${files(Math.round(filesRate))}/s`,
      left: (milliseconds) => `noch etwa ${formatDuration(milliseconds)}`,
      decide: 'Entscheiden, was geschehen soll',
      readAt: (moment) => `Gelesen: ${moment}`,
      readAgain: 'Neu einlesen',
      readAgainHelp: 'Liest den Ordner noch einmal und übernimmt, was sich auf dem Datenträger geändert hat',
    },

    startedOver: 'Neu begonnen.',
    discarded: (name) => `Verworfen: ${quoted(name)}`,
    notStoredOnce: 'Gleiche Dateien einzeln speichern',
    cancelled: 'Abgebrochen: Was gerade hinzukam, wurde zurückgenommen.',

    broken: {
      heading: 'Die Seite konnte nicht weiterarbeiten',
      explain: (reason) =>
        `Etwas in ihr ist fehlgeschlagen: ${reason}. Auf dem Datenträger wurde nichts geändert. Nach dem Neuladen der Seite geht es dort weiter, wo es aufgehört hat.`,
    },

    unexpected: (reason) =>
      `Damit war nicht zu rechnen: ${reason}. Was im Abbild ist, ist noch da. Wenn etwas falsch aussieht, hilft es, die Seite neu zu laden.`,

    update: {
      ready: 'Eine neue Version ist bereit',
      missing: 'Ein Teil der Seite konnte nicht geladen werden: Eine neuere Version hat ihn ersetzt.',
      taken: 'In einem anderen Tab wurde eine neuere Version übernommen.',
      reload: 'Neu laden',
      reloadHelp: 'Danach geht es an derselben Stelle weiter.',
      reloadForgets: 'Was jetzt im Abbild ist, muss danach noch einmal abgelegt werden.',
      forgets: 'Hier wird nichts gemerkt',
      forgetsHelp:
        'Dieser Browser speichert nichts für diese Seite: Nach dem Neuladen muss alles noch einmal abgelegt werden.',
      offline: 'Funktioniert jetzt ohne Netz',
      offlineHelp: 'Die Seite ist auf diesem Computer gespeichert und startet ohne Netz.',
      dismiss: 'Schließen',
    },
  },
};
