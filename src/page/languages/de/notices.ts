/** Deutsch: Hinweise. */
import { pluralForm } from '../../format';
import type { RestWords } from '../words';
import { folders, items } from './counted';

const named = (count: number, rest: string) => `${items(count)} ${rest}`;

export const notices: RestWords['notices'] = {
  'iso-name': {
    title: (n) => named(n, 'mit kurzem Namen in reinem ISO 9660'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt in reinem ISO 9660 ${after}; für den ganzen Namen ist dort kein Platz.`,
  },
  'iso-collision': {
    title: (n) => named(n, 'nummeriert, weil die kurzen Namen gleich waren'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt in reinem ISO 9660 ${after}, weil ein anderes Element des Ordners denselben kurzen Namen hat.`,
  },
  'iso-path': {
    title: (n) => named(n, 'mit einem längeren Pfad, als ISO 9660 erlaubt'),
    sentence: ({ path }) =>
      `Der Pfad von „${path}“ ist in reinem ISO 9660 länger als 255 Zeichen, mehr erlaubt der Standard nicht: Alte Leser können es vielleicht nicht öffnen. Kürzere Namen oder weniger Ordner ringsum vermeiden das.`,
  },
  'iso-twin': {
    title: (n) => named(n, 'mit dem kurzen Namen eines Ordners daneben'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt in reinem ISO 9660 ${after}, neben einem Ordner dieses Namens ohne den Punkt, den Leser weglassen: Sie zeigen einen Namen zweimal.`,
  },
  'joliet-characters': {
    title: (n) => named(n, 'mit Zeichen, die Windows nicht erlaubt'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt für Windows „${after}“: Joliet erlaubt in Namen keine Steuerzeichen und kein \\ / : ; * oder ?.`,
  },
  'joliet-length': {
    title: (n) => named(n, 'mit zu langem Namen für Joliet'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt für Windows „${after}“: Ein Joliet-Name hat höchstens 64 Zeichen (103, wo das verlangt war).`,
  },
  'joliet-collision': {
    title: (n) => named(n, 'nummeriert, weil die Namen für Windows gleich waren'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt für Windows „${after}“, weil ein anderes Element des Ordners denselben Joliet-Namen hat.`,
  },
  'rock-ridge-length': {
    title: (n) => named(n, 'mit zu langem Namen für Linux'),
    sentence: ({ path, after }) =>
      `„${path}“ heißt für Linux und macOS „${after}“: Ein Name hat dort höchstens 255 Bytes.`,
  },
  time: {
    title: (n) => named(n, 'mit einer Zeit außerhalb von 1900 bis 2155'),
    sentence: ({ path, after }) =>
      `Die Zeit von „${path}“ wurde zu ${after ?? 'der nächstliegenden'}: Ein Abbild kennt nur die Jahre 1900 bis 2155.`,
  },
  'time-plain': {
    title: (n) => named(n, 'mit einer Zeit außerhalb von 1900 bis 2155, die nur Rock Ridge aufnehmen kann'),
    sentence: ({ path, after }) =>
      `Die Zeit von „${path}“ ist ${after ?? 'die nächstliegende'} für Windows und Leser von reinem ISO 9660, die nur die Jahre 1900 bis 2155 kennen; mit Rock Ridge ist es die eigene.`,
  },
  relocated: {
    title: (n) => named(n, 'tiefer als acht Ebenen'),
    sentence: ({ path }) =>
      `Der Ordner „${path}“ liegt tiefer als acht Ebenen; Leser von reinem ISO 9660 finden ihn in RR_MOVED, alle anderen an seinem Platz.`,
  },
  deep: {
    title: (n) => named(n, 'tiefer als acht Ebenen'),
    sentence: ({ path }) =>
      `Der Ordner „${path}“ liegt tiefer als die acht Ebenen, die ISO 9660 erlaubt; manche Leser finden ihn vielleicht nicht. Rock Ridge ohne -D vermeidet das.`,
  },
  sections: {
    title: (n) => named(n, 'über 4 GiB, in Abschnitten aufgezeichnet'),
    sentence: ({ path }) =>
      `„${path}“ ist größer als 4 GiB − 1 Bytes und in mehreren Abschnitten aufgezeichnet, wie es ISO 9660 Stufe 3 vorsieht; alte Leser zeigen vielleicht nur einen Teil.`,
  },
  'path-table': {
    title: (n) => named(n, 'jenseits dessen, was die Pfadtabelle nummerieren kann'),
    sentence: ({ path }) =>
      `Der Ordner, der „${path}“ enthält, hat eine Nummer über 65.535, die die Pfadtabelle nicht aufnehmen kann: Windows hält ihn vielleicht für beschädigt, Linux und macOS lesen ihn.`,
  },
  'identifier-primary': {
    title: (n) => `${n} Bezeichnungen des Datenträgers für reines ISO 9660 geändert`,
    sentence: ({ before, after }) =>
      `Die Bezeichnung „${before}“ lautet in reinem ISO 9660 „${after}“: Dort ist nur ASCII erlaubt, und zu Langes wird abgeschnitten.`,
  },
  'identifier-joliet': {
    title: (n) => `${n} Bezeichnungen des Datenträgers für Windows geändert`,
    sentence: ({ before, after }) =>
      `Die Bezeichnung „${before}“ lautet für Windows „${after}“: Joliet erlaubt keine Steuerzeichen und kein \\ / : ; * oder ?, und zu Langes wird abgeschnitten.`,
  },
  'identifier-characters': {
    title: (n) => `${n} Bezeichnungen des Datenträgers über das hinaus, was ISO 9660 erlaubt`,
    sentence: ({ before }) =>
      `Die Bezeichnung „${before}“ ist aufgezeichnet, wie sie ist, obwohl ISO 9660 nur Großbuchstaben, Ziffern und wenige Zeichen erlaubt.`,
  },
  'table-name': {
    title: () => 'Übersetzungstabellen mit kurzem Namen',
    sentence: ({ path, after }) =>
      `Die Übersetzungstabelle „${path}“ heißt in reinem ISO 9660 ${after}; für den ganzen Namen ist dort kein Platz.`,
  },
  'no-table': {
    title: (n) => `${folders(n)} ohne Übersetzungstabelle`,
    sentence: ({ path }) =>
      `Der Ordner von „${path}“ hat keine Übersetzungstabelle, weil das Element in reinem ISO 9660 deren Namen hat. Ein anderer Name der Tabellen (-table-name) vermeidet das.`,
  },
  'table-replaces': {
    title: (n) => named(n, 'weggelassen: Übersetzungstabellen haben den Namen'),
    sentence: ({ path }) =>
      `„${path}“ wurde weggelassen: Die Übersetzungstabelle des Ordners hat diesen Namen. Ein anderer Name der Tabellen (-table-name) behält beide.`,
  },
  'link-without-rock-ridge': {
    title: (n) => named(n, 'weggelassen: Symbolische Verknüpfungen brauchen Rock Ridge'),
    sentence: ({ path }) =>
      `Die symbolische Verknüpfung „${path}“ wurde weggelassen: Nur Rock Ridge (-r oder -R) kann sie aufnehmen. Oder -f nimmt, worauf sie zeigt.`,
  },
  'special-without-rock-ridge': {
    title: (n) => named(n, 'weggelassen: Geräte, Pipes und Sockets brauchen Rock Ridge'),
    sentence: ({ path }) =>
      `„${path}“ wurde weggelassen: Nur Rock Ridge (-r oder -R) kann ein Gerät, eine Pipe oder einen Socket aufnehmen.`,
  },
  'link-broken': {
    title: (n) => named(n, 'weggelassen: Verknüpfungen, die ins Leere führen'),
    sentence: ({ path, before }) =>
      `Die symbolische Verknüpfung „${path}“ wurde weggelassen: Sie führt zu „${before}“, das es nicht gibt.`,
  },
  'link-loop': {
    title: (n) => named(n, 'als Verknüpfung behalten, weil sie zu einem umgebenden Ordner führen'),
    sentence: ({ path, before }) =>
      `„${path}“ blieb eine symbolische Verknüpfung: Sie führt zu „${before}“, in dem sie liegt.`,
  },
  'link-portable': {
    title: (n) => named(n, 'weggelassen: symbolische Verknüpfungen, die kein Browser sieht'),
    sentence: ({ path }) =>
      `Die symbolische Verknüpfung „${path}“ wurde weggelassen, denn -portable sieht, was ein Browser sieht.`,
  },
  special: {
    title: (n) => named(n, 'weggelassen: Sockets, Geräte und Pipes'),
    sentence: ({ path }) => `„${path}“ wurde weggelassen: Es ist keine gewöhnliche Datei.`,
  },
  'name-encoding': {
    title: (n) => named(n, 'mit einem Namen in einer anderen Kodierung'),
    sentence: ({ path }) =>
      `Der Name von „${path}“ hat nicht die verlangte Kodierung (-input-charset): Seine Bytes wurden genommen, wie sie sind.`,
  },
  unreadable: {
    title: (n) => named(n, 'weggelassen: nicht lesbar'),
    sentence: ({ path }) => `„${path}“ wurde weggelassen, weil es nicht gelesen werden konnte.`,
  },
  'left-out-by-choice': {
    title: (n) => named(n, 'auf Wunsch weggelassen'),
    sentence: ({ path }) => `„${path}“ wurde auf Wunsch weggelassen.`,
  },
  'nothing-to-change': {
    title: (n) =>
      named(n, `${pluralForm(n, { one: 'verschwunden', other: 'verschwunden' })}, seit daran etwas geändert wurde`),
    sentence: ({ path }) => `„${path}“ ist nicht mehr da; was daran geändert wurde, hat deshalb keine Wirkung.`,
  },
  'replacement-gone': {
    title: (n) => named(n, 'wieder mit früherem Inhalt'),
    sentence: ({ path, before }) =>
      `„${path}“ hat seinen früheren Inhalt: „${before}“, das an seine Stelle kam, ist zu groß, um gemerkt zu werden. Bitte noch einmal ersetzen.`,
  },
  'fewer-files': {
    title: (n) => named(n, 'mit weniger Dateien als beim letzten Besuch'),
    sentence: ({ path, before }) => `„${path}“ hat weniger Dateien als beim letzten Besuch: ${before} davon fehlen.`,
  },
  'kept-both': {
    title: (n) => named(n, 'umbenannt, um beide zu behalten'),
    sentence: ({ path, before }) =>
      `„${before}“ wurde als „${path}“ hinzugefügt, weil es schon eine Datei dieses Namens gab.`,
  },
  'empty-folders': {
    title: () => 'Leere Ordner fehlen vielleicht',
    sentence: ({ path }) =>
      `Die Ordnereingabe des Browsers meldet leere Ordner nicht, deshalb sind die von „${path}“ nicht im Abbild. Den Ordner auf der Seite ablegen, um sie zu erhalten.`,
  },
  'hidden-names': {
    title: () => 'Dateien mit ungewöhnlichen Namen fehlen vielleicht',
    sentence: ({ path }) =>
      `Die Ordnerauswahl zeigt Dateien mit ungewöhnlichen Namen (wie „a?b“ oder „x.lnk“) nicht, deshalb können die von „${path}“ fehlen. Den Ordner auf der Seite ablegen, um sie zu erhalten.`,
  },
  'archive-outside': {
    title: (n) => named(n, 'aus Archiven weggelassen: Sie lägen außerhalb'),
    sentence: ({ path }) => `„${path}“ wurde weggelassen: Der Pfad führt durch „..“ aus dem Archiv hinaus.`,
  },
  'archive-through': {
    title: (n) => named(n, 'aus Archiven weggelassen: An ihrem Platz ist etwas anderes'),
    sentence: ({ path, before }) =>
      `„${path}“ wurde weggelassen: Das Archiv hat „${before}“ sowohl als Ordner als auch als etwas anderes, etwa eine Verknüpfung.`,
  },
  'archive-name': {
    title: (n) => named(n, 'aus Archiven weggelassen: Namen, die keine Datei haben kann'),
    sentence: ({ path }) => `„${path}“ aus einem Archiv wurde weggelassen: So kann keine Datei heißen.`,
  },
  'archive-link': {
    title: (n) => named(n, 'aus Archiven weggelassen: Verknüpfungen mit etwas, das nicht da ist'),
    sentence: ({ path, before }) =>
      `Die Verknüpfung „${path}“ wurde weggelassen: Sie führt zu „${before}“, wohin keine Verknüpfung in einem Archiv führen kann oder was nicht davor steht.`,
  },
  'archive-kind': {
    title: (n) => named(n, 'aus Archiven weggelassen: von einer Art, die Abbilder nicht kennen'),
    sentence: ({ path, before }) => `„${path}“ wurde weggelassen: Im Archiv ist es von der Art „${before}“.`,
  },
  'archive-rest': {
    title: () => 'Archive mit mehr hinter ihrem Ende',
    sentence: ({ path }) =>
      `„${path}“ hat weitere Bytes hinter der Endmarke: Was dort steht, etwa ein weiteres Archiv, wurde nicht übernommen.`,
  },
  'archive-ended': {
    title: () => 'Archive ohne ihr Ende',
    sentence: ({ path, before }) =>
      `„${path}“ hat keine Endmarke: Es ist vielleicht nach „${before}“ abgeschnitten, und was danach kam, fehlt.`,
  },
  'archive-twice': {
    title: (n) => named(n, 'mehrmals in Archiven'),
    sentence: ({ path }) => `„${path}“ steht mehrmals im Archiv: Das letzte gilt, wie bei tar.`,
  },
  'archive-absolute': {
    title: (n) => named(n, 'aus Archiven, deren Pfad an der Wurzel beginnt'),
    sentence: ({ path }) => `„${path}“ wurde ohne den Schrägstrich am Anfang übernommen, wie bei tar.`,
  },
  'archive-encoding': {
    title: (n) => named(n, 'aus Archiven mit Namen in einer anderen Kodierung'),
    sentence: ({ path, before }) =>
      `Nichts sagt, in welcher Kodierung der Name von „${path}“ ist: Er wurde als ${before} gelesen. -input-charset gibt eine andere an.`,
  },
  'archive-target': {
    title: (n) => named(n, 'aus Archiven mit Zielen in einer anderen Kodierung'),
    sentence: ({ path, before }) =>
      `Nichts sagt, in welcher Kodierung das Ziel der Verknüpfung „${path}“ ist: Es wurde als Latin-1 gelesen, „${before}“. -input-charset gibt eine andere an.`,
  },
  'archive-control': {
    title: (n) => named(n, 'aus Archiven mit Steuerzeichen im Pfad'),
    sentence: ({ path }) =>
      `„${path}“ hat „_“ anstelle eines Steuerzeichens: Was das Archiv liest, sagt nicht, welches es ist.`,
  },
  'archive-owner': {
    title: (n) => named(n, 'aus Archiven mit Besitzern, die Abbilder nicht fassen'),
    sentence: ({ path, before }) =>
      `„${path}“ gehört im Archiv der Nummer ${before}, die kein Abbild fassen kann: Es gehört jetzt niemandem (65534).`,
  },
  'archive-attributes': {
    title: () => 'Archive mit erweiterten Attributen oder Zugriffslisten',
    sentence: ({ path, before }) =>
      `„${path}“ hat erweiterte Attribute oder Zugriffslisten, zuerst bei „${before}“: Abbilder haben keinen Platz dafür, die Dateien wurden ohne sie übernommen.`,
  },
  'boot-gone': {
    title: (n) => named(n, 'zum Starten nicht im Abbild'),
    sentence: ({ path }) =>
      `Von „${path}“ sollte ein Computer starten, aber die Datei ist nicht im Abbild oder leer: Davon startet nichts.`,
  },
  'boot-full': {
    title: (n) => named(n, 'zum Starten, für die kein Platz ist'),
    sentence: ({ path }) =>
      `Von „${path}“ startet nichts: Eine Disc kann 32 Starteinträge haben, und so viele stehen davor. Bitte einen anderen wegnehmen.`,
  },
  'boot-full-hidden': {
    title: () => 'Verborgene Startabbilder, für die kein Platz ist',
    sentence: ({ path }) =>
      `Von Starteintrag ${path}, den kein Ordner zeigt, startet nichts: Eine Disc kann 32 Starteinträge haben, und so viele stehen davor. Bitte einen anderen wegnehmen.`,
  },
  'boot-floppy': {
    title: () => 'Startabbilder, die keine Disketten sind',
    sentence: ({ path, before }) =>
      `„${path}“ steht für eine Diskette zum Starten und hat ${before ?? 'andere'} Bytes, so viele wie keine Diskette: Kaum ein Computer wird davon starten.`,
  },
  'boot-load': {
    title: () => 'Startabbilder, die für einen Startkatalog zu groß sind',
    sentence: ({ path }) =>
      `„${path}“ ist größer, als ein Startkatalog angeben kann: Firmware, die sich danach richtet, lädt die ersten 65.535 Sektoren (32 MB). -boot-load-size sagt, wie viele nötig sind.`,
  },
  'opened-boot': {
    title: () => 'Nicht alles, wovon ein Computer startet, bleibt erhalten',
    sentence: ({ path, before }) =>
      `„${path}“ startet einen Computer (El Torito). Dem Abbild, das daraus entsteht, fehlt ${before ?? 'ein Teil davon'}.`,
  },
  'opened-systems': {
    title: () => 'Andere Dateisysteme eines Abbilds bleiben nicht erhalten',
    sentence: ({ path, before }) =>
      `„${path}“ hat außerdem: ${before}. Das Abbild, das daraus entsteht, hat das nicht.`,
  },
  'opened-cut': {
    title: () => 'Unvollständige Abbilder',
    sentence: ({ path, before }) =>
      `„${path}“ ist nicht vollständig: Was in dem fehlenden Teil liegt, wurde weggelassen. ${before ?? 'Ein Teil davon fehlt.'}`,
  },
  'opened-unreadable': {
    title: (n) => named(n, 'eines Abbilds weggelassen: nicht lesbar'),
    sentence: ({ path, before }) => `„${path}“ wurde weggelassen. ${before ?? 'Es ist nicht lesbar.'}`,
  },
  'opened-sessions': {
    title: () => 'Abbilder mit mehreren Sitzungen',
    sentence: ({ path, before, after }) =>
      `„${path}“ hat ${before} Sitzungen. Alles, was ${after === undefined ? 'die letzte' : `Sitzung ${after}`} zeigt, ist da, und das Abbild, das daraus entsteht, hat eine.`,
  },
  'opened-compressed': {
    title: (n) => named(n, 'ohne Kompression gespeichert'),
    sentence: ({ path }) =>
      `„${path}“ ist im geöffneten Abbild komprimiert (zisofs) und wird unkomprimiert gespeichert.`,
  },
  'opened-odd': {
    title: (n) => `Auffälliges im geöffneten Abbild: ${n.toLocaleString('de')}`,
    sentence: ({ path, before }) => `„${path}“: ${before ?? 'Daran ist etwas auffällig.'}`,
  },
};
