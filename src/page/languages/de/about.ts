/** Deutsch: was die Seite über sich sagt. */
import type { RestWords } from '../words';

export const about: RestWords['about'] = {
  choice: 'Sprache',
  open: 'Info',
  heading: 'Über Isodrop',
  close: 'Schließen',
  version: (version) => `Version ${version}`,
  explain:
    'Isodrop erstellt Datenträgerabbilder (ISO 9660, Joliet, Rock Ridge) im Browser. Es hat keinen Server: Nichts, was hinzugefügt wird, verlässt den Computer.',
  offline: 'Funktioniert ohne Netz',
  yes: 'ja, jeder Teil der Seite ist auf diesem Computer gespeichert',
  no: 'nein',
  looking: 'wird geprüft …',
  reasons: {
    unsupported: 'dieser Browser oder diese Art von Fenster speichert keine Seiten',
    insecure: 'die Seite kam über unverschlüsseltes http; über https oder auf localhost lässt sie sich speichern',
    pending: 'sie wird gerade geladen; bitte gleich noch einmal nachsehen',
  },
  language: 'Die Seite spricht Englisch, Deutsch, Japanisch und vereinfachtes Chinesisch; die Auswahl ist ganz oben.',
  licences: 'Lizenzen',
  own: (license) => `Isodrop selbst ist freie Software unter der ${license}-Lizenz.`,
  parts: 'Außerdem enthält es diese Teile, jeder unter seiner eigenen Lizenz:',
  missing: 'Die Lizenzen konnten nicht geladen werden.',
};
