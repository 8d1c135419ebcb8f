/** Deutsch: Vorlagen. */
import type { RestWords } from '../words';

export const presets: RestWords['presets'] = {
  universal: {
    title: 'Universell',
    sentence: 'Kurze Namen für alte Leser und daneben lange für Windows (Joliet), Linux und macOS (Rock Ridge).',
    because: '',
  },
  linux: {
    title: 'Linux',
    sentence: 'Namen von bis zu 255 Bytes mit Zeiten und Rechten (Rock Ridge), und nichts für Windows.',
    because: '',
  },
  windows: {
    title: 'Windows',
    sentence: 'Namen von bis zu 103 Zeichen, wie Windows sie zeigt (Joliet), und nichts für Linux und macOS.',
    because: '',
  },
  macos: {
    title: 'macOS',
    sentence:
      'Namen von bis zu 255 Bytes (Rock Ridge), die macOS wie Linux liest; Ordner für alte Leser sind verborgen.',
    because: '',
  },
  dos: {
    title: 'DOS und Retro-Computer',
    sentence: 'Nur Großbuchstaben und Namen mit 8.3 Zeichen (Stufe 1), wie MSCDEX und alte Computer sie wollen.',
    because: '',
  },
  games: {
    title: 'Spielkonsolen und Emulatoren',
    sentence:
      'Ein einziges Dateisystem, wie Konsolen es suchen: Großbuchstaben, Namen von bis zu 31 Zeichen (Stufe 2) mit ;1 dahinter.',
    because: '',
  },
  archive: {
    title: 'Langzeitarchiv',
    sentence:
      'Jeder Name auf jede mögliche Weise und in einer Liste (TRANS.TBL) in jedem Ordner, damit ihn auch der einfachste Leser späterer Zeiten findet (Stufe 3).',
    because: '',
  },
  tools: {
    title: 'Werkzeuge für virtuelle Maschinen',
    sentence:
      'Treiber und Installationsprogramme für Gäste aller Art: lange Namen für alle, und Linux darf starten, was darauf ist.',
    because: '',
  },
  'cloud-init': {
    title: 'cloud-init (NoCloud)',
    sentence:
      'Richtet eine virtuelle Maschine beim ersten Start ein, nach user-data und meta-data auf der obersten Ebene.',
    because: 'cloud-init sucht einen Datenträger dieses Namens und übergeht alle anderen.',
  },
  'config-2': {
    title: 'OpenStack-Konfigurationslaufwerk',
    sentence: 'Was OpenStack seinen Maschinen mitgibt: openstack/latest/meta_data.json und was dazugehört.',
    because: 'cloud-init und cloudbase-init suchen einen Datenträger dieses Namens und übergehen alle anderen.',
  },
  unattend: {
    title: 'Windows-Antwortdatenträger',
    sentence: 'Windows Setup installiert von selbst, was autounattend.xml auf der obersten Ebene vorgibt.',
    because: '',
  },
  kickstart: {
    title: 'Kickstart',
    sentence: 'Fedora, Red Hat und Verwandte installieren von selbst, was ks.cfg auf der obersten Ebene vorgibt.',
    because: 'Das Installationsprogramm (Anaconda) sucht von sich aus einen Datenträger dieses Namens.',
  },
};
