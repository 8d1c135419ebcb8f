/** Deutsch: was im Hintergrund geschieht, und warum etwas nicht ging. */
import type { NotSaved, What } from '../../../worker/sayings';
import { formatCount } from '../../format';
import type { RestWords } from '../words';
import { items } from './counted';

const of = (what: What) => (typeof what === 'string' ? `„${what}“` : items(what));
const WORLDS = { joliet: 'Windows', iso: 'DOS' } as const;
const NOT_SAVED: Readonly<Record<NotSaved, string>> = {
  full: 'Auf dem Laufwerk ist kein Platz dafür. Platz schaffen oder ein anderes Laufwerk wählen und noch einmal speichern.',
  refused:
    'Der Browser durfte nicht schreiben. Noch einmal speichern und es erlauben oder einen anderen Ordner wählen.',
  used: 'Ein anderes Programm oder ein anderer Tab verwendet die Datei. Dort schließen oder einen anderen Namen wählen.',
  'folder-gone': 'Der Ordner ist nicht mehr da. Bitte einen anderen wählen.',
  disk: 'Das Laufwerk meldete einen Fehler oder ist nicht mehr da. Bitte ein anderes wählen.',
  blocked: 'Der Browser lehnte die fertige Datei ab. Einen anderen Namen wählen oder „Herunterladen“ verwenden.',
  unknown: 'Der Browser konnte nicht schreiben. Einen anderen Ordner wählen oder „Herunterladen“ verwenden.',
};
const REASONS: Readonly<Record<string, string>> = {
  NotFoundError: 'Sie ist nicht mehr da.',
  NotAllowedError: 'Der Browser erlaubt das Lesen nicht.',
  SecurityError: 'Der Browser erlaubt das Lesen nicht.',
  NotReadableError: 'Sie lässt sich nicht öffnen oder hat sich beim Lesen geändert.',
};

export const sayings: RestWords['sayings'] = {
  add: (what) => `${of(what)} hinzufügen`,
  'add-files': () => 'Dateien hinzufügen',
  'open-session': (session, name) => `Sitzung ${session} von „${name}“ öffnen`,
  'read-again': () => 'Neu einlesen',
  rename: (name) => `„${name}“ umbenennen`,
  move: (what) => `${of(what)} verschieben`,
  copy: (what) => `${of(what)} kopieren`,
  'bring-back': (what) => `${of(what)} zurückholen`,
  'leave-out': (what) => `${of(what)} weglassen`,
  'leave-out-matching': (count) => `${formatCount(count)} passende Elemente weglassen`,
  'new-folder': (name) => `Neuer Ordner „${name}“`,
  'new-file': (name) => `Neue Datei „${name}“`,
  edit: (name) => `„${name}“ bearbeiten`,
  replace: (what) => `${of(what)} ersetzen`,
  'keep-both': (what) => `Beide behalten: ${of(what)}`,
  hide: (what, world) => `${of(what)} vor ${WORLDS[world]} verbergen`,
  show: (what, world) => `${of(what)} für ${WORLDS[world]} zeigen`,
  executable: (what) => `${of(what)} ausführbar machen`,
  'not-executable': (what) => `${of(what)} nicht ausführbar machen`,
  place: (what) => `Lage von ${of(what)} auf dem Datenträger`,
  change: (what) => `${of(what)} ändern`,
  boot: (name) => `Von „${name}“ starten`,
  'no-boot': (name) => (name === '' ? 'Starteintrag wegnehmen' : `Nicht von „${name}“ starten`),
  'no-effect': () => 'Änderung ohne Wirkung',
  'name-disc': () => 'Datenträger umbenennen',
  'contents-at-top': () => 'Inhalt auf oberster Ebene',
  'folder-at-top': () => 'Ordner auf oberster Ebene',
  'start-over': () => 'Neu beginnen',
  options: () => 'Optionen',
  'made-for': (title) => `Gedacht für: ${title}`,
  'made-for-else': () => 'Für etwas anderes gedacht',

  'is-taken': (name) => `„${name}“ ist schon vorhanden.`,
  'are-taken': (count) => `${formatCount(count)} dieser Namen sind schon vorhanden.`,
  'choose-another': (name) => `„${name}“ ist schon vorhanden. Bitte einen anderen Namen wählen.`,
  'name-empty': () => 'Ein Name hat mindestens ein Zeichen.',
  'name-dots': (name) => `„${name}“ steht für einen Ordner selbst oder den darüber. Bitte einen anderen Namen wählen.`,
  'name-slash': () => 'Ein Name enthält keinen Schrägstrich: Der trennt die Namen von Ordnern.',
  'name-zero': () => 'Ein Name enthält kein Nullzeichen.',
  'name-long': (bytes, most) =>
    `Dieser Name hat ${formatCount(bytes)} Bytes, höchstens ${formatCount(most)} sind erlaubt: bitte um ${formatCount(bytes - most)} kürzen.`,
  'name-fault': () => 'So kann nichts heißen. Bitte einen anderen Namen wählen.',
  'name-fault-of': (name) => `„${name}“ kann kein Name sein.`,
  gone: (name) => `${name === undefined ? 'Dies' : `„${name}“`} ist nicht mehr im Abbild.`,
  'folder-gone': () => 'Der Zielordner ist nicht mehr im Abbild.',
  'into-itself': (name) => `„${name}“ kann nicht in sich selbst gelegt werden. Bitte einen anderen Ordner wählen.`,
  'coming-in': () => 'Davon kommt vielleicht noch etwas herein. Bitte kopieren, wenn alles gelesen und geklärt ist.',
  'nothing-matches': () => 'Nichts im Abbild passt.',
  'no-contents': (name) => `„${name}“ ist keine Datei: Es gibt keinen Inhalt, der sich ändern ließe.`,
  'text-long': (bytes, most) =>
    `Dieser Text hat ${formatCount(bytes)} Bytes; hier sind höchstens ${formatCount(most)} möglich.`,
  'boot-empty': (name) => `„${name}“ ist leer: Davon kann nichts starten.`,
  'boot-catalog': (name) =>
    `„${name}“ ist der Startkatalog: Er wird mit jedem Abbild neu geschrieben, aus dem, wovon die Disc startet, und kann keine andere Datei sein.`,
  'boot-full': (name, most) =>
    `Von „${name}“ kann nicht auch noch gestartet werden: Eine Disc kann ${most} Starteinträge haben. Bitte erst einen anderen wegnehmen.`,
  'no-file': (name) => `„${name}“ ist keine Datei.`,
  'file-long': (name, most) =>
    `„${name}“ ist zu lang, um hier bearbeitet zu werden: Höchstens ${formatCount(most)} Bytes sind möglich.`,
  'file-unread': (name) => `„${name}“ wird noch gelesen. Bitte gleich noch einmal versuchen.`,
  'no-text': (name) => `„${name}“ ist kein Text in UTF-8. Stattdessen durch eine andere Datei ersetzen.`,
  'not-taken': (name, error) =>
    `„${name}“ wurde nicht übernommen. ${REASONS[error] ?? 'Der Browser kann sie nicht lesen.'}`,

  'worker-crashed': (worker, reason, isHopeless) =>
    `Ein Teil dieser Seite (${worker}) wurde angehalten: ${reason}. ${isHopeless ? 'Das wiederholt sich. Bitte die Seite neu laden.' : 'Er wurde neu gestartet, und das Abbild wird neu erstellt.'}`,
  'missing-part': () =>
    'Ein Teil dieser Seite konnte nicht geladen werden. Bitte die Seite neu laden oder darauf verzichten.',
  'read-once': (names) =>
    `Dieser Browser lässt die Seite ${names.map((name) => (name === undefined ? 'die ausgewählten Dateien' : `„${name}“`)).join(', ')} nur einmal lesen. Um Änderungen zu übernehmen, neu beginnen und noch einmal auswählen.`,
  'replacement-changed': (path) =>
    `„${path}“ wurde durch eine Datei ersetzt, die sich seither geändert hat oder verschwunden ist. Noch einmal ersetzen oder das rückgängig machen.`,
  'changed-since': (path, became) =>
    `„${path}“ ${became === 'missing' ? 'ist nicht mehr da' : 'hat sich geändert'}, seit es gelesen wurde. Neu einlesen und noch einmal beginnen.`,
  'files-unchecked': () =>
    'Es ließ sich nicht prüfen, ob die Dateien noch sind, was sie zu Beginn waren. Bitte noch einmal beginnen.',
  'image-changed': () => 'Das Abbild hat sich inzwischen geändert. Bitte noch einmal beginnen.',
  'extract-later': () =>
    'Es ist noch nicht alles gelesen, oder der Datenträger hat sich eben geändert. Dann noch einmal entpacken.',
  'image-unreadable': () =>
    'Das Abbild ließ sich nicht bis zum Ende lesen: Eine Datei darin hat sich geändert oder ist nicht mehr da. Bitte den Ordner neu einlesen.',
  'not-saved': (name, why) => `„${name}“ wurde nicht gespeichert. ${NOT_SAVED[why]}`,
};
