/**
 * The one script of the page and of its workers: what both need is in it once, and nothing is left to be fetched when
 * a worker starts. So no module may touch the document before it is called.
 */
import { runEngine } from '../worker/engine';
import { openPage } from './page';

if (globalThis.document) openPage(document, import.meta.url);
else runEngine();
