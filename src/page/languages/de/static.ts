import type { StaticWords } from '../../texts-static';

export const words: StaticWords = {
  title: 'Isodrop: Ordner ablegen, Datenträgerabbild herunterladen',
  description: 'Ordner ablegen, Datenträgerabbild herunterladen. Nichts verlässt den Computer.',
  heading: 'Ordner ablegen, Datenträgerabbild erhalten',
  noScript:
    'Isodrop erstellt das Abbild auf dem eigenen Computer, mit JavaScript und WebAssembly. JavaScript ist für diese Seite ausgeschaltet: Bitte einschalten. Nichts verlässt den Computer.',
  late: 'Wenn hier nichts weiter erscheint, konnte die Seite nicht starten. Als Datei geöffnet (file://) führt der Browser sie nicht aus: Sie braucht einen Webserver, etwa „npm start“, und einen Browser von 2023 oder später.',
};
