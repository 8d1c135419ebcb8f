import { serve } from './serve.mjs';

/** Before the page tests: serves dist; its address goes to them as ISODROP_URL. */
export default async function setup() {
  const site = await serve();
  process.env.ISODROP_URL = site.url;
  return site.close;
}
