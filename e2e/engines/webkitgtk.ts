/** WebKitGTK's MiniBrowser, through its WebDriver (W3C WebDriver). It keeps nothing once it is ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { type Display, openDisplay } from './display';
import { type Engine, end, type Places, until } from './engine';

/** The name of an element's reference (WebDriver, section 12). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What is installed of it. */
export interface WebKitPrograms {
  driver: string;
  browser: string;
}

class WebKitGtk implements Engine {
  name = 'WebKitGTK';
  readonly downloads: string;
  readonly #programs: WebKitPrograms;
  readonly #home: string;
  readonly #display: Display | undefined;
  #driver: ChildProcess | undefined;
  #address = '';
  #session = '';

  constructor(programs: WebKitPrograms, { profile }: Places, display: Display | undefined) {
    this.#programs = programs;
    this.#home = profile;
    // Where no folder is set for downloads they come into the home.
    this.downloads = profile;
    this.#display = display;
  }

  async start() {
    await mkdir(this.#home, { recursive: true });
    const port = await freePort();
    const folders = { HOME: '.', XDG_CACHE_HOME: 'cache', XDG_CONFIG_HOME: 'config', XDG_DATA_HOME: 'data' };
    this.#driver = spawn(this.#programs.driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...Object.fromEntries(Object.entries(folders).map(([name, path]) => [name, join(this.#home, path)])),
        ...(this.#display ? { DISPLAY: this.#display.name } : {}),
        // It needs neither, and waits for them where they are not.
        DBUS_SESSION_BUS_ADDRESS: 'disabled:',
        NO_AT_BRIDGE: '1',
      },
    });
    this.#address = `http://127.0.0.1:${port}`;
    await until('WebKitWebDriver answers', () =>
      this.#call('GET', '/status').then(
        () => true,
        () => false,
      ),
    );
    const browser = { binary: this.#programs.browser, args: ['--automation'] };
    const { sessionId, capabilities } = await this.#call<{
      sessionId: string;
      capabilities: { browserVersion: string };
    }>('POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browser } },
    });
    this.#session = `/session/${sessionId}`;
    // Rows have their buttons where there is room for them.
    await this.#ask('POST', '/window/rect', { x: 0, y: 0, width: 1400, height: 1000 });
    this.name = `WebKitGTK ${capabilities.browserVersion}`;
  }

  async goto(url: string) {
    await this.#ask('POST', '/url', { url });
  }

  async evaluate<T, A>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    const script = `const [argument, done] = arguments;
      Promise.resolve((${work})(argument)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#ask<{ value: T; error?: string }>('POST', '/execute/async', {
      script,
      args: [argument ?? null],
    });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  async click(xpath: string) {
    const element = await this.#find(xpath);
    // What is shown only under the pointer cannot be pressed otherwise.
    const over = { type: 'pointerMove', duration: 0, x: 0, y: 0, origin: { [ELEMENT]: element } };
    await this.#ask('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', actions: [over] }] });
    await this.#ask('POST', `/element/${element}/click`, {});
  }

  async fill(xpath: string, text: string) {
    const field = await this.#find(xpath);
    // Control and A; what is held is let go at the end of a command.
    for (const keys of ['\uE009a', text]) await this.#ask('POST', `/element/${field}/value`, { text: keys });
  }

  async chooseFiles(xpath: string, paths: string[]) {
    await this.#ask('POST', `/element/${await this.#find(xpath)}/value`, { text: paths.join('\n') });
  }

  async screenshot() {
    return Buffer.from(await this.#ask<string>('GET', '/screenshot'), 'base64');
  }

  async close() {
    if (this.#session) await this.#ask('DELETE', '').catch(() => {});
    if (this.#driver) await end(this.#driver);
    await this.#display?.close();
  }

  #find(xpath: string): Promise<string> {
    return until(xpath, () =>
      this.#ask<Record<string, string>>('POST', '/element', { using: 'xpath', value: xpath }).then(
        (element) => element[ELEMENT],
        () => undefined,
      ),
    );
  }

  #ask<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#call(method, `${this.#session}${path}`, body);
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#address + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = (await response.json()) as { value: T & { error: string; message: string } };
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts an installed MiniBrowser. */
export async function openWebKitGtk(programs: WebKitPrograms, places: Places): Promise<Engine> {
  const engine = new WebKitGtk(
    programs,
    { ...places, profile: join(dirname(places.profile), 'home') },
    await openDisplay(),
  );
  await engine.start();
  return engine;
}
