/**
 * Firefox as it is installed, through WebDriver BiDi. What that has no command for, a folder dialog and a drop, is done
 * in the browser's own scope (`moz:scope`), at the very place where the window system would answer.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type Display, openDisplay } from './display';
import { type Engine, end, lineOf, type Places, until } from './engine';

const PREFERENCES = {
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  // The button of its question is off for a second otherwise.
  'security.dialog_enable_delay': 0,
};

interface Message {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
  method?: string;
  params?: Record<string, unknown>;
}

/** One connection of WebDriver BiDi. */
class Connection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor(socket: WebSocket, event: (method: string, parameters: Record<string, unknown>) => void) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const { id, type, result, error, message, method, params } = JSON.parse(String(data)) as Message;
      if (type === 'event') return event(method as string, params ?? {});
      const waiting = this.#waiting.get(id as number);
      this.#waiting.delete(id as number);
      if (type === 'success') waiting?.resolve(result as never);
      else waiting?.reject(new Error(`${error}: ${message}`));
    });
    socket.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox ended.'));
    });
  }

  send<T>(method: string, params: object = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

interface ScriptResult {
  type: 'success' | 'exception';
  result: { value: string };
  exceptionDetails: { text: string };
}

/** What `chrome` scope has and TypeScript does not know. */
interface BrowserScope {
  Cc: Record<string, Service>;
  Ci: Record<string, unknown>;
  Components: { ID(text: string): unknown; manager: { QueryInterface(type: unknown): Registrar } };
  ChromeUtils: { generateQI(types: string[]): unknown };
  Services: {
    tm: { dispatchToMainThread(work: () => void): void };
    wm: { getMostRecentWindow(type: string): BrowserWindow };
  };
  chosenFolder: string;
}
interface Service {
  createInstance(type: unknown): never;
  getService(type: unknown): never;
}
interface LocalFile {
  initWithPath(path: string): void;
}
interface Registrar {
  registerFactory(id: unknown, name: string, contract: string, factory: object): void;
}
interface BrowserWindow extends Window {
  DataTransfer: new () => DataTransfer & { mozSetDataAt(format: string, data: unknown, index: number): void };
  gBrowser: { selectedBrowser: Element };
  windowUtils: { dragSession: object; dispatchDOMEventViaPresShellForTesting(target: Element, event: Event): boolean };
}

/** Puts a folder dialog in the place of the system's, which chooses `chosenFolder` at once. */
const mockFolderDialog = () => {
  const { Cc, Ci, Components, ChromeUtils, Services } = globalThis as unknown as BrowserScope;
  const scope = globalThis as unknown as BrowserScope;
  const dialog = () => ({
    init() {},
    appendFilter() {},
    appendFilters() {},
    appendRawFilter() {},
    open(callback: { done(answer: unknown): void }) {
      Services.tm.dispatchToMainThread(() => callback.done((Ci.nsIFilePicker as { returnOK: number }).returnOK));
    },
    get file() {
      const file: LocalFile = (Cc['@mozilla.org/file/local;1'] as Service).createInstance(Ci.nsIFile);
      file.initWithPath(scope.chosenFolder);
      return file;
    },
    QueryInterface: ChromeUtils.generateQI(['nsIFilePicker']),
  });
  const factory = {
    createInstance: (type: unknown) => (dialog().QueryInterface as (type: unknown) => object)(type),
    QueryInterface: ChromeUtils.generateQI(['nsIFactory']),
  };
  const id = Components.ID('{3f0b9d5e-7a1f-4a52-9a0c-6f6c1d2b7e41}');
  Components.manager
    .QueryInterface(Ci.nsIComponentRegistrar)
    .registerFactory(id, 'Folder dialog of the tests', '@mozilla.org/filepicker;1', factory);
};

/** Agrees where Firefox asks whether a whole folder may be given to the page. Returns whether it asks. */
const agree = () => {
  const { Services } = globalThis as unknown as BrowserScope;
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  for (const browser of document.querySelectorAll('browser')) {
    const { contentDocument } = browser as unknown as HTMLIFrameElement;
    if (!contentDocument?.documentURI.endsWith('commonDialog.xhtml')) continue;
    const dialog = contentDocument.querySelector('dialog') as unknown as { getButton(name: string): HTMLElement };
    try {
      dialog.getButton('accept').click();
      return true;
    } catch {
      // It has no buttons yet.
    }
  }
  return false;
};

/** A drag session of the browser's own, as one from a file manager makes it. */
const dropFolder = async (path: string) => {
  const { Cc, Ci, Services } = globalThis as unknown as BrowserScope;
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const drags: { startDragSessionForTests(window: Window, action: number): void } = (
    Cc['@mozilla.org/widget/dragservice;1'] as Service
  ).getService(Ci.nsIDragService);
  const copy = (Ci.nsIDragService as { DRAGDROP_ACTION_COPY: number }).DRAGDROP_ACTION_COPY;
  drags.startDragSessionForTests(window, copy);
  const file: LocalFile = (Cc['@mozilla.org/file/local;1'] as Service).createInstance(Ci.nsIFile);
  file.initWithPath(path);
  const dataTransfer = new window.DataTransfer();
  dataTransfer.mozSetDataAt('application/x-moz-file', file, 0);
  const session = window.windowUtils.dragSession;
  Object.assign(session, { dataTransfer, canDrop: true, dragAction: copy });
  const browser = window.gBrowser.selectedBrowser;
  const { x, y } = browser.getBoundingClientRect();
  const at = {
    screenX: window.screenX + x + 200,
    screenY: window.screenY + y + 200,
    clientX: x + 200,
    clientY: y + 200,
  };
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, view: window, dataTransfer, ...at });
    window.windowUtils.dispatchDOMEventViaPresShellForTesting(browser, event);
    // The page lives in another process, which answers whether it takes what hovers.
    await new Promise((resolve) => window.setTimeout(resolve, 200));
  }
  (session as { endDragSession(done: boolean, keys: number): void }).endDragSession(true, 0);
};

const CONTROL = process.platform === 'darwin' ? '\uE03D' : '\uE009';

class Firefox implements Engine {
  name = 'Firefox';
  readonly errors: string[] = [];
  readonly downloads: string;
  readonly drop?: (path: string) => Promise<void>;
  readonly #program: string;
  readonly #profile: string;
  readonly #display: Display | undefined;
  #process!: ChildProcess;
  #connection!: Connection;
  #context!: string;

  constructor(program: string, { profile, downloads }: Places, display: Display | undefined) {
    this.#program = program;
    this.#profile = profile;
    this.downloads = downloads;
    this.#display = display;
    // Without a screen it has no drag and drop.
    if (display) this.drop = (path) => this.#inBrowser(dropFolder, path);
  }

  async start() {
    await mkdir(this.#profile, { recursive: true });
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
    await writeFile(join(this.#profile, 'user.js'), lines.join(''));
    const options = ['--no-remote', '--profile', this.#profile, '--remote-debugging-port', '0'];
    const screen = this.#display ? [] : ['--headless'];
    this.#process = spawn(this.#program, [...screen, ...options, '--remote-allow-system-access', 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        MOZ_CRASHREPORTER_DISABLE: '1',
        ...(this.#display ? { DISPLAY: this.#display.name } : {}),
      },
    });
    const [, address] = await lineOf(this.#process, /WebDriver BiDi listening on (ws:\S+)/);
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    this.#connection = new Connection(socket, (_, { level, text }) => {
      if (level === 'error') this.errors.push(String(text));
    });
    const { capabilities } = await this.#send<{ capabilities: { browserVersion: string } }>('session.new', {
      capabilities: {},
    });
    this.name = `Firefox ${capabilities.browserVersion}`;
    await this.#send('session.subscribe', { events: ['log.entryAdded'] });
    const downloadBehavior = { type: 'allowed', destinationFolder: this.downloads };
    await this.#send('browser.setDownloadBehavior', { downloadBehavior });
    this.#context = await this.#firstContext({});
    await this.#send('browsingContext.activate', { context: this.#context });
    await this.#inBrowser(mockFolderDialog);
  }

  async goto(url: string) {
    await this.#send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  evaluate<T, A>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    return this.#run(this.#context, work, argument);
  }

  async click(xpath: string) {
    const origin = { type: 'element', element: await this.#find(xpath) };
    const mouse = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.#perform({ type: 'pointer', id: 'mouse', actions: mouse });
  }

  async fill(xpath: string, text: string) {
    await this.click(xpath);
    const press = (value: string) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ];
    const all = [{ type: 'keyDown', value: CONTROL }, ...press('a'), { type: 'keyUp', value: CONTROL }];
    await this.#perform({ type: 'key', id: 'keys', actions: [...all, ...[...text].flatMap(press)] });
  }

  async chooseFiles(xpath: string, files: string[]) {
    await this.#send('input.setFiles', { context: this.#context, element: await this.#find(xpath), files });
  }

  async chooseFolder(xpath: string, path: string) {
    await this.#inBrowser((folder: string) => {
      (globalThis as unknown as BrowserScope).chosenFolder = folder;
    }, path);
    await this.click(xpath);
    await until('Firefox asks whether the page may have the folder', () => this.#inBrowser(agree));
    // Its buttons are there before it listens to them.
    await until('Firefox has taken the answer', async () => !(await this.#inBrowser(agree)));
  }

  async screenshot() {
    const { data } = await this.#send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
    });
    return Buffer.from(data, 'base64');
  }

  async restart() {
    await this.#quit();
    await this.start();
  }

  async close() {
    await this.#quit();
    await this.#display?.close();
  }

  async #quit() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    const asked = await this.#send('browser.close').then(
      () => true,
      () => false,
    );
    if (!asked) return end(this.#process);
    await ended;
  }

  #send<T>(method: string, parameters: object = {}): Promise<T> {
    return this.#connection.send(method, parameters);
  }

  async #firstContext(scope: object): Promise<string> {
    const { contexts } = await this.#send<{ contexts: { context: string }[] }>('browsingContext.getTree', scope);
    return (contexts[0] as { context: string }).context;
  }

  async #inBrowser<T, A>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    return this.#run(await this.#firstContext({ 'moz:scope': 'chrome' }), work, argument);
  }

  async #run<T, A>(context: string, work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    const { type, result, exceptionDetails } = await this.#send<ScriptResult>('script.callFunction', {
      functionDeclaration: `async (argument) => JSON.stringify({ value: await (${work})(JSON.parse(argument)) })`,
      arguments: [{ type: 'string', value: JSON.stringify(argument ?? null) }],
      awaitPromise: true,
      target: { context },
    });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return JSON.parse(result.value).value;
  }

  /** The one element of this name, in sight. */
  async #find(xpath: string): Promise<{ sharedId: string }> {
    const context = this.#context;
    const locator = { type: 'xpath', value: xpath };
    const node = await until(xpath, async () => {
      const { nodes } = await this.#send<{ nodes: { sharedId: string }[] }>('browsingContext.locateNodes', {
        context,
        locator,
      });
      return nodes[0];
    });
    await this.#send('script.callFunction', {
      functionDeclaration: '(node) => node.scrollIntoView({ block: "nearest", behavior: "instant" })',
      arguments: [{ sharedId: node.sharedId }],
      awaitPromise: false,
      target: { context },
    });
    return { sharedId: node.sharedId };
  }

  async #perform(source: object) {
    await this.#send('input.performActions', { context: this.#context, actions: [source] });
  }
}

/** Starts an installed Firefox with a profile of its own. */
export async function openFirefox(program: string, places: Places): Promise<Engine> {
  const firefox = new Firefox(program, places, await openDisplay());
  await firefox.start();
  return firefox;
}
