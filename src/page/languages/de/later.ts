/** Deutsch: was geladen wird, sobald die Seite zu sehen ist. */
import { VOLUME_NAME_LIMIT } from '../../../image/options';
import { formatCount, formatCounted, formatSize, pluralForm, quoteName } from '../../format';
import { shellQuote } from '../../texts-later';
import type { RestWords } from '../words';
import { files, items, quoted } from './counted';

const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: 'Nicht mehr vorhanden.',
  NotAllowedError: 'Der Browser erlaubt das Lesen nicht.',
  NoModificationAllowedError: 'Der Browser erlaubt das Lesen nicht.',
  SecurityError: 'Der Browser erlaubt das Lesen nicht.',
  EncodingError:
    'Der Name ist kein UTF-8, deshalb kann der Browser die Datei nicht öffnen. Zuerst umbenennen, dann alles neu einlesen.',
  SpoolFullError: 'Dafür war kein Platz.',
  LengthError: 'Die Datei hat sich beim Lesen geändert.',
  NotReadableError: 'Die Datei lässt sich nicht öffnen oder hat sich beim Lesen geändert.',
};
const KINDS: Readonly<Record<string, string>> = {
  changed: 'Seit dem Lesen auf dem Datenträger geändert.',
  missing: 'Nicht mehr auf dem Datenträger.',
};
const RETRIES = {
  changed: 'Neu einlesen',
  missing: 'Zurücklegen und noch einmal versuchen',
  unreadable: 'Noch einmal versuchen',
  'folder-unreadable': 'Noch einmal versuchen',
  lost: 'Noch einmal ablegen',
} as const;

export const later: RestWords['later'] = {
  volume: {
    label: 'Name des Datenträgers',
    useFolder: 'Namen des Ordners verwenden',
    useFolderName: (name) => `Namen des Ordners verwenden: ${quoteName(name)}`,
    limits: `Wird beim Öffnen angezeigt: bis zu ${VOLUME_NAME_LIMIT.iso} Zeichen, davon ${VOLUME_NAME_LIMIT.joliet} in Joliet (Windows).`,
    nothing: 'Ohne Namen zeigt jedes System seinen eigenen an, etwa „CD-Laufwerk“.',
    differs: (joliet, iso) => `Windows (Joliet) zeigt ${quoted(joliet)} an, reines ISO 9660 ${quoted(iso)}.`,
    changed: (name) => `Der Datenträger wird ${quoted(name)} heißen.`,
  },

  formats: {
    summary: 'Was das ist',
    off: 'aus',
    list: [
      [
        'ISO 9660',
        'Seit 1988 die gemeinsame Grundlage aller Systeme: Jeder Computer, jede Firmware und DOS lesen es, mit kurzen Namen (8.3).',
      ],
      ['Joliet', 'Daneben lange Namen in jeder Schrift für Windows: bis zu 64 Zeichen.'],
      ['Rock Ridge', 'Daneben lange Namen, genaue Zeiten und Zugriffsrechte für Linux, macOS und andere Unix-Systeme.'],
    ],
  },

  storeOnce: {
    saved: (count, bytes) =>
      `${formatSize(bytes)} gespart: ${files(count)} ${pluralForm(count, { one: 'gleicht einer anderen', other: 'gleichen anderen' })}.`,
    nothing: 'Keine zwei Dateien sind gleich: Es gibt nichts zu sparen.',
  },

  madeFor: {
    label: 'Gedacht für',
    groups: { any: 'Allgemein', purpose: 'Für einen Zweck', own: 'Eigene Vorlagen' },
    gone: 'Eine Vorlage, die es nicht mehr gibt',
    opened: 'Wie das geöffnete Abbild',
    asOpened: 'Die Optionen sind die des geöffneten Abbilds. Was es sonst noch hatte, sagen die Hinweise.',
    options: 'Optionen …',
    loading: 'Die Optionen werden geladen …',
    changed: (count) => `${formatCounted(count, { one: 'Option wurde', other: 'Optionen wurden' })} seither geändert.`,
    own: 'Selbst gespeicherte Optionen.',
  },

  contents: {
    heading: 'Inhalt',
    topDissolved: (name) => ['Der Inhalt von „', name, '“ liegt auf der obersten Ebene.'],
    topFolder: (name) => ['„', name, '“ ist ein Ordner auf dem Datenträger.'],
    sideBySide: 'Alles Hinzugefügte liegt nebeneinander auf der obersten Ebene.',
    makeFolder: 'Stattdessen als Ordner',
    makeTop: 'Inhalt nach oben legen',
    treeLabel: 'Inhalt des Abbilds',
    name: 'Name',
    size: 'Größe',
    modified: 'Geändert',
    actions: 'Aktionen',
    leaveOutName: (name) => `${quoteName(name)} weglassen`,
    readAgainName: (name) => `${quoteName(name)} neu einlesen`,
    changed: 'seither geändert',
    unreadable: 'nicht lesbar',
    empty: 'Im Abbild ist nichts.',
    dropHint: 'Weitere Dateien oder Ordner einfach irgendwo ablegen',
    sortTitle: (column, isSorted) =>
      `${isSorted ? 'Umgekehrt sortieren' : `Nach ${column} sortieren`}: nur zur Ansicht, der Datenträger behält seine eigene Reihenfolge`,
    keys: 'Pfeiltasten bewegen, rechts öffnet einen Ordner, Eingabe zeigt, was in einer Datei steht, Leertaste wählt aus, mit Umschalt wählen Pfeile mehr aus, Buchstaben führen zu einem Namen, F2 benennt um, Entf lässt weg, Umschalt und F10 öffnen ein Menü.',
    entries: items,
  },

  archives: {
    opened: (name) => ['„', name, '“ wurde geöffnet: Der Inhalt ist im Abbild.'],
    keep: 'Stattdessen als Datei behalten',
    keepName: (name) => `${quoteName(name)} stattdessen als Datei behalten`,
    add: 'Als Datei hinzufügen',
    readable: 'Unter Linux darf jeder alles lesen, Eigentümer werden weggelassen.',
    asTheyAre: 'Eigentümer und Rechte behalten, wie sie sind',
  },

  columns: {
    label: 'Spalten',
    names: { mode: 'Rechte', iso: 'ISO-9660-Name', joliet: 'Joliet-Name', block: 'Startblock' },
    help: {
      mode: 'Zugriffsrechte unter Linux und macOS',
      iso: 'Was DOS und Firmware anzeigen',
      joliet: 'Was Windows anzeigt',
      block: 'Wo eine Datei auf dem Datenträger beginnt',
    },
    none: '–',
  },

  filter: {
    label: 'Nach Namen filtern',
    placeholder: 'Filtern',
    title: 'Zeigt nur, was dies im Namen hat (Strg+F)',
    clear: 'Filter löschen',
    found: (count) => formatCounted(count, { one: 'Name passt', other: 'Namen passen' }),
    nothing: ['Kein Name enthält „', '“.'],
  },

  selection: {
    label: 'Auswahl',
    count: (count, size) => `${formatCount(count)} ausgewählt · ${size}`,
    clear: 'Auswahl aufheben',
  },

  notices: {
    heading: 'Hinweise',
    none: 'Nichts musste weggelassen oder geändert werden.',
    severity: {
      'left-out': 'Nicht im Abbild',
      changed: 'Im Abbild, aber nicht ganz wie vorgegeben',
      'plain-names': 'Nur für DOS und Firmware',
    },
    more: (shown, count) =>
      `${formatCount(Math.min(100, count - shown))} weitere von ${formatCount(count - shown)} anzeigen`,
    notYet: 'Sie erscheinen, sobald das Abbild bekannt ist.',
  },

  problems: {
    heading: (count) =>
      `${items(count)} ${pluralForm(count, { one: 'konnte', other: 'konnten' })} nicht gelesen werden`,
    headingChanged: (count) =>
      `${items(count)} ${pluralForm(count, { one: 'hat', other: 'haben' })} sich geändert, seit der Ordner gelesen wurde`,
    explain: 'Nichts wird ungefragt weggelassen: noch einmal versuchen oder ohne fortfahren.',
    explainChanged: 'Das Abbild wäre veraltet: neu einlesen oder ohne fortfahren.',
    sentence: ({ kind, error }) =>
      `${KINDS[kind] ?? REASONS[error] ?? 'Der Browser kann es nicht lesen.'} ${error === 'InvalidStateError' ? 'Noch einmal auswählen' : RETRIES[kind]} oder weglassen.`,
    kinds: {
      unreadable: 'nicht lesbar',
      'folder-unreadable': 'Ordner nicht lesbar',
      changed: 'geändert',
      missing: 'verschwunden',
      lost: 'noch nicht wieder da',
    },
    retry: 'Noch einmal versuchen',
    leaveOut: 'Weglassen',
    retryName: (path) => `${quoteName(path)} noch einmal versuchen`,
    retryAll: 'Alle noch einmal versuchen',
    readAllAgain: 'Alle neu einlesen',
    leaveOutAll: 'Alle weglassen',
    more: (count) => `und ${formatCount(count)} weitere`,
  },

  kept: {
    heading: 'Zuletzt bearbeitet',
    figures: (fileCount, bytes, changes, when) =>
      [
        files(fileCount),
        ...(bytes === undefined ? [] : [formatSize(bytes)]),
        ...(changes > 0 ? [formatCounted(changes, { one: 'Änderung', other: 'Änderungen' })] : []),
        when,
      ].join(' · '),
    takeUp: 'Weitermachen',
    takeUpName: (name) => `Mit ${quoteName(name)} weitermachen`,
    discard: 'Verwerfen',
    discardName: (name) => `${quoteName(name)} verwerfen`,
    all: (count) => `Alle ${formatCount(count)} anzeigen`,
    discardAll: 'Alle verwerfen',
    discardedAll: (count) => `Verworfen: ${formatCount(count)} Datenträger`,
    isOpen: 'Dieser Datenträger ist in einem anderen Tab geöffnet. Erst dort schließen, dann hier weitermachen.',
    asking: 'Der Browser fragt vielleicht, ob diese Seite den Ordner wieder ansehen darf.',
    explain:
      'Die letzten acht Datenträger merkt sich dieser Browser, ohne den Inhalt der Dateien: Der wird neu gelesen. Was jetzt abgelegt wird, ist ein eigener Datenträger.',
  },

  losses: {
    heading: 'Zum Vervollständigen noch einmal ablegen',
    explain:
      'Alle Änderungen daran sind gemerkt. Das Herunterladen wartet, bis es wieder da ist oder weggelassen wurde.',
    folder: (name, count) => ['„', name, `“: ${files(count)} ${pluralForm(count, { one: 'fehlt', other: 'fehlen' })}`],
    loose: (count) => `${files(count)} ${pluralForm(count, { one: 'fehlt', other: 'fehlen' })}`,
    reasons: {
      once: 'Dieser Browser lässt die Seite das nur einmal lesen.',
      refused: 'Das erneute Lesen wurde nicht erlaubt.',
      gone: 'Es ist nicht mehr dort, wo es war.',
      hidden: 'Der Browser zeigt diese Dateien nur, wenn der Ordner abgelegt wird.',
    },
    names: (names, more) => `${names.map(quoteName).join(', ')}${more > 0 ? ` und ${formatCount(more)} weitere` : ''}`,
    dropFolder: (name) => `Den Ordner ${quoted(name)} irgendwo auf dieser Seite ablegen.`,
    dropFiles: 'Die Dateien irgendwo auf dieser Seite ablegen.',
    allow: 'Lesen erlauben',
    allowName: (name) => `Lesen von ${quoteName(name)} erlauben`,
    without: 'Ohne fortfahren',
    withoutName: (name) => `Ohne ${quoteName(name)} fortfahren`,
    looseName: 'die Dateien',
  },

  conflict: {
    heading: (name) => ['„', name, '“ ist schon vorhanden'],
    folder: (folder) => `Im Ordner ${quoted(folder)}`,
    top: 'Auf der obersten Ebene',
    there: 'Im Abbild',
    incoming: 'Neu',
    replace: 'Ersetzen',
    keepBoth: 'Beide behalten',
    leaveOut: 'Das Neue weglassen',
    newer: 'neuer',
    larger: 'größer',
    forAll: (count) => `Genauso bei allen ${formatCount(count)} folgenden`,
  },

  failure: {
    heading: 'Das Abbild konnte nicht erstellt werden',
    headings: {
      'worker-crashed': 'Ein Teil dieser Seite wurde angehalten',
      'no-space': 'Es ist nicht genug Platz',
      'read-once': 'Dies lässt sich nur einmal lesen',
      'page-error': 'Etwas auf dieser Seite ist fehlgeschlagen',
      archive: 'Das Archiv wurde nicht geöffnet',
      'not-saved': 'Das Abbild wurde nicht gespeichert',
      'image-unreadable': 'Eine Datei des Abbilds hat sich geändert',
      'file-changed': 'Eine Datei des Abbilds hat sich geändert',
    },
    says: {
      'too-many-blocks':
        'Das Abbild wäre größer als 8 TiB, mehr kann ISO 9660 nicht aufnehmen. Bitte einige Dateien weglassen.',
      'directory-too-large':
        'Ein Ordner hat so viele Einträge, dass sein Verzeichnis größer als 4 GiB wäre, was ISO 9660 nicht aufnehmen kann. Bitte auf mehrere Ordner verteilen.',
      'names-exhausted':
        'Ein Ordner hat mehr Namen, die sich in ISO 9660 gleichen, als nummeriert werden können. Bitte auf mehrere Ordner verteilen.',
      'out-of-memory':
        'Der Arbeitsspeicher reicht für dieses Abbild nicht aus. Bitte andere Programme oder Tabs schließen oder das Abbild aufteilen.',
      'no-space':
        'Der Browser hatte für weitere kleine Dateien keinen Platz. Nichts ging verloren: Speicherplatz freigeben, ein nicht privates Fenster verwenden oder etwas weglassen, dann noch einmal versuchen.',
    },
    about: (path, text) => `${quoted(path)}: ${text}`,
    mended: 'Es funktioniert wieder, und nichts ging verloren.',
    log: 'Das Protokoll bis hier',
    copy: 'Bericht kopieren',
  },

  log: {
    heading: 'Protokoll',
    summary: 'Was wo liegt, und dasselbe Abbild als Befehl',
    stage: 'Abschnitt',
    start: 'Startblock',
    count: 'Blöcke',
    total: 'Gesamt',
    command: 'Dasselbe als Befehl',
    notExact:
      'Nicht ganz: Einiges, was hier umbenannt, zusammengelegt oder weggelassen wurde, lässt sich nicht mit einem einzigen Befehl ausdrücken.',
    text: 'So gibt es genisoimage aus',
    copy: 'Kopieren',
    copyBlocks: 'Tabelle kopieren',
    copyCommand: 'Befehl kopieren',
    copyText: 'Protokoll kopieren',
    notYet: 'Das Protokoll erscheint, sobald das Abbild bekannt ist.',
  },

  loading: 'Wird geladen …',
  copied: 'Kopiert',

  next: {
    heading: 'Und jetzt?',
    items: (name) => [
      {
        title: 'An eine virtuelle Maschine anschließen',
        lines: [
          ['VirtualBox', 'Ändern → Massenspeicher → optisches Laufwerk → Abbild auswählen.'],
          ['Hyper-V', 'Einstellungen → SCSI-Controller → DVD-Laufwerk → Imagedatei.'],
          ['QEMU', 'Dies an den Startbefehl anhängen.', `-cdrom ${shellQuote(name)}`],
        ],
      },
      {
        title: 'Hier öffnen',
        lines: [
          ['Windows', 'Rechtsklick auf die Datei → Bereitstellen.'],
          ['macOS', 'Doppelklick auf die Datei.'],
          ['Linux', '', `sudo mount -o loop,ro ${shellQuote(name)} /mnt`],
        ],
      },
      {
        title: 'Auf USB-Stick kopieren oder brennen',
        lines: [
          ['USB', 'Die .iso-Datei unverändert auf den Stick kopieren und dort einbinden, wo sie gebraucht wird.'],
          [
            'Disc',
            'Windows: Rechtsklick → Datenträgerabbild brennen. macOS: Rechtsklick → Brennen. Linux: Brasero, K3b.',
          ],
          ['Hinweis', 'Dies ist ein Daten-Datenträger: Computer können ihn lesen, aber nicht von ihm starten.'],
        ],
      },
    ],
  },
};
