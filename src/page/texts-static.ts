/**
 * The texts that stand in index.html and in the manifest, where no script has run yet: the build puts them there, for every
 * language.
 */
export const english = {
  title: 'Isodrop: drop a folder, download the disc image',
  description: 'Drop a folder, download the disc image. Nothing leaves your computer.',
  heading: 'Drop a folder, get a disc image',
  noScript:
    'Isodrop makes the image on your own computer, with JavaScript and WebAssembly. JavaScript is switched off for this page: please switch it on. Nothing leaves your computer.',
  late: 'If nothing more appears here, the page could not start. Opened as a file (file://) a browser does not run it: it needs a web server, such as “npm start”, and a browser of 2023 or later.',
};

export type StaticWords = typeof english;
