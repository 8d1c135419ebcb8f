/** The texts of what the page says of itself. */
import { localized } from './localized';

const english = {
  /** The language of the page, which is chosen beside it. */
  choice: 'Language',
  open: 'About',
  heading: 'About Isodrop',
  close: 'Close',
  version: (version: string) => `Version ${version}`,
  explain:
    'Isodrop makes disc images (ISO 9660, Joliet, Rock Ridge) in the browser. It has no server: nothing that you add leaves your computer.',
  offline: 'Works offline',
  yes: 'yes: every part of the page is kept on this computer',
  no: 'no',
  looking: 'is being looked at …',
  reasons: {
    unsupported: 'this browser, or this kind of window, keeps no pages',
    insecure: 'the page came over plain http; over https or on localhost it can be kept',
    pending: 'it is being fetched; wait a moment and look again',
  },
  language: 'The page speaks English, German, Japanese and Simplified Chinese; choose at its top.',
  licences: 'Licences',
  own: (license: string) => `Isodrop itself is free software under the ${license} licence.`,
  parts: 'It consists of these parts as well, each under its own licence:',
  missing: 'The licences could not be loaded.',
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('about', english);
