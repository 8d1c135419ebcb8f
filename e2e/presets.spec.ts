/** What a disc is made for: presets, single options, the command and presets of one's own, as a person does it. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { PRESETS } from '../src/image/presets';
import { expectAccessible } from './tools/accessibility';
import { COMMAND, downloadButton, downloadHash, dropReady, type Files, sha256, test, write } from './tools/page';

const FILES: Files = {
  'A rather long name, with spaces.text': 10,
  'a~b#c-d.tar.gz': 20,
  '.hidden': 'x',
  'UPPER.TXT': 'x',
  'copies/one.bin': 'the same',
  'copies/two.bin': 'the same',
  'Ünïcode/日本語.txt': 30,
};

const madeFor = (page: Page) => page.getByRole('combobox', { name: 'Made for' });
const volumeName = (page: Page) => page.getByRole('textbox', { name: 'Volume name' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Options' });
const openOptions = (page: Page) => page.getByRole('button', { name: 'Options …' }).click();
const undo = (page: Page) => page.getByRole('button', { name: /^Undo: / });

/** What is kept of presets; `more` is put beside them first, or in their stead. */
function keptPresets(page: Page, more?: unknown, instead = false): Promise<unknown[]> {
  return page.evaluate(
    ([one, isAll]) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = indexedDB.open('keyval-store');
        request.onupgradeneeded = () => request.result.createObjectStore('keyval');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const store = request.result.transaction('keyval', 'readwrite').objectStore('keyval');
          const all = store.get('own-presets');
          all.onsuccess = () => {
            const kept = one === undefined ? all.result : isAll ? one : [...all.result, one];
            if (one !== undefined) store.put(kept, 'own-presets');
            store.transaction.oncomplete = () => {
              request.result.close();
              resolve(kept);
            };
          };
        };
      }),
    [more, instead] as const,
  );
}

/** SHA-256 of the image that the shown command makes of what lies in a folder, seen as a browser does. */
async function shownCommandHash(page: Page, folder: string): Promise<string> {
  const command = page.locator('.command');
  await expect(command).toHaveText(/^(genisoimage|mkisofs|isodrop) /);
  const line = ((await command.textContent()) ?? '').trim().replace(/^\S+/, `"$NODE" "$COMMAND" -quiet -portable`);
  execFileSync('sh', ['-c', line], { cwd: folder, env: { ...process.env, NODE: process.execPath, COMMAND } });
  const [, output] = / -o (\S+)/.exec(line) ?? [];
  return sha256(join(folder, output as string));
}

test.describe('the image of each preset is the shown command’s', () => {
  for (const [id, preset] of Object.entries(PRESETS)) {
    const tag = id === 'universal' ? [] : '@thorough';
    test(id, { tag }, async ({ page, folder }) => {
      const path = await write(join(folder, 'stuff'), FILES);
      await page.goto('./');
      await dropReady(page, path);
      await madeFor(page).selectOption(preset.title);
      await expect(madeFor(page)).toHaveAccessibleDescription(preset.sentence);
      if ('volumeName' in preset) {
        await expect(volumeName(page)).toHaveValue(preset.volumeName.name);
        await expect(volumeName(page)).toHaveAccessibleDescription(preset.volumeName.because);
        await expect(volumeName(page)).toHaveAttribute('readonly');
      }
      const hash = await downloadHash(page);
      await openOptions(page);
      expect(await shownCommandHash(page, folder)).toBe(hash);
    });
  }
});

test('a preset is one step, with the disc’s name and every option', async ({ page, folder }) => {
  const path = await write(join(folder, 'stuff'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await volumeName(page).fill('MINE');
  await volumeName(page).blur();
  const before = await downloadHash(page);

  await madeFor(page).selectOption('cloud-init (NoCloud)');
  await expect(volumeName(page)).toHaveValue('cidata');
  await undo(page).click();
  await expect(madeFor(page)).toHaveValue('universal');
  await expect(volumeName(page)).toHaveValue('MINE');
  await expect(volumeName(page)).toBeEditable();
  expect(await downloadHash(page)).toBe(before);

  // By keyboard, and back by choosing another.
  await page.getByRole('button', { name: 'Redo: Made for cloud-init (NoCloud)' }).click();
  await expect(volumeName(page)).toHaveValue('cidata');
  await madeFor(page).focus();
  await page.keyboard.press('Home');
  await expect(madeFor(page)).toHaveValue('universal');
  await expect(volumeName(page)).toHaveValue('MINE');
  expect(await downloadHash(page)).toBe(before);
});

test('options are searched, set, explained and reset', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'stuff'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await openOptions(page);
  const within = dialog(page);
  await expect(within.getByText('All are as “Universal” sets them.')).toBeVisible();

  // What Joliet switches off says so.
  const long = within.getByRole('checkbox', { name: 'Long Joliet names' });
  await expect(long).toBeEnabled();
  await within.getByRole('checkbox', { name: 'Joliet', exact: true }).uncheck();
  await expect(long).toBeDisabled();
  await expect(long).toHaveAccessibleDescription(/Means nothing without Joliet\.$/);
  await expect(within.getByText('1 option differs from “Universal”.')).toBeVisible();

  // A value that is none is told, and nothing is set.
  const mode = within.getByRole('textbox', { name: 'Permissions of files' });
  await mode.fill('rw');
  await mode.press('Enter');
  await expect(within.getByRole('alert')).toHaveText(
    '-file-mode rw is not a mode: write four octal digits, such as 0644.',
  );
  await mode.fill('0755');
  await mode.press('Enter');
  await expect(within.getByRole('alert')).toHaveCount(0);
  await expect(within.getByText('2 options differ from “Universal”.')).toBeVisible();
  await expect(within.locator('.command')).toContainText('genisoimage -r -file-mode 0755 -f');

  // By its switch, by what it does, by nothing.
  const search = within.getByRole('searchbox', { name: 'Search the options' });
  await search.fill('-iso-level');
  await expect(within.getByRole('listitem')).toHaveCount(1);
  await within.getByRole('combobox', { name: 'Level of names' }).selectOption('2: 31 characters');
  await search.fill('windows shows');
  await expect(within.getByRole('checkbox', { name: 'Joliet', exact: true })).toBeVisible();
  await search.fill('no such thing');
  await expect(within.getByText(/^No option fits\. Search for/)).toBeVisible();
  await search.fill('');

  await within.getByRole('button', { name: 'Reset Joliet' }).click();
  await expect(within.getByRole('checkbox', { name: 'Joliet', exact: true })).toBeChecked();
  await expect(within.getByRole('checkbox', { name: 'Joliet', exact: true })).toBeFocused();
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Options …' })).toBeFocused();
  await expect(page.locator('#made-for-hint')).toContainText('2 options were changed since.');
  const changed = await downloadHash(page);

  // Kept between visits, and all reset in one step.
  await page.reload();
  await dropReady(page, path);
  expect(await downloadHash(page)).toBe(changed);
  await openOptions(page);
  await within.getByRole('button', { name: 'Reset all' }).click();
  await expect(within.getByText('All are as “Universal” sets them.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo: Reset all options' }).click();
  expect(await downloadHash(page)).toBe(changed);
});

test('a pasted command sets the options, and what cannot apply is said', async ({ page, folder }) => {
  const path = await write(join(folder, 'stuff'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await openOptions(page);
  const within = dialog(page);
  const paste = within.getByRole('textbox', { name: 'Paste a command' });
  const take = within.getByRole('button', { name: 'Take its options' });
  await paste.fill("genisoimage -quiet -l -R -V 'OLD DISC' -m '*.o' -b boot.img \\\n -o x.iso stuff | dd of=/dev/null");
  await take.click();
  await expect(within.getByText('Its options are taken over.')).toBeVisible();
  const sentences = within.locator('.sentences li');
  await expect(sentences).toHaveText([
    /^-quiet: that is for the command/,
    /^-m \*\.o: what is left out is for you to choose in the contents\.$/,
    /^-b boot\.img: what a computer boots from is chosen at its file, in the contents\.$/,
    /^-o x\.iso: where the image goes is between you and the browser\.$/,
    '“stuff”: a page cannot open paths. Drop what the command names.',
    /^What stands behind the command is passed over: \| dd of=\/dev\/null$/,
  ]);
  await expect(within.locator('.command')).toHaveText(
    "genisoimage -R -iso-level 2 -f -V 'OLD DISC' -o stuff.iso stuff",
  );
  const hash = await shownCommandHash(page, folder);

  await paste.fill('genisoimage -jolyet');
  await take.click();
  await expect(within.getByText('-jolyet is not an option of isodrop; did you mean -joliet?')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(volumeName(page)).toHaveValue('OLD DISC');
  expect(await downloadHash(page)).toBe(hash);
  await page.getByRole('button', { name: 'Undo: Options of a command' }).click();
  await expect(volumeName(page)).toHaveValue('CDROM');
});

test('presets of one’s own are saved, renamed, exported, deleted and imported', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const path = await write(join(folder, 'stuff'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await openOptions(page);
  const within = dialog(page);
  await within.getByRole('checkbox', { name: 'Padding' }).uncheck();
  await within.getByRole('textbox', { name: 'Name of the preset' }).fill('No padding');
  await page.keyboard.press('Enter');
  await expect(within.getByText('Saved as “No padding”.')).toBeVisible();
  await expect(within.getByText('All are as “No padding” sets them.')).toBeVisible();
  await within.getByRole('textbox', { name: 'Name of the preset' }).fill('No padding');
  await page.keyboard.press('Enter');
  await expect(within.getByText('There is a preset of this name.')).toBeVisible();

  await within.getByRole('button', { name: 'Rename No padding' }).click();
  await expect(within.getByRole('textbox', { name: 'New name of No padding' })).toBeFocused();
  await page.keyboard.type('Bare');
  await page.keyboard.press('Enter');
  await expect(within.getByText('All are as “Bare” sets them.')).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    within.getByRole('button', { name: 'Export Bare' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Bare.isodrop.json');
  const exported = join(folder, 'Bare.isodrop.json');
  await file.saveAs(exported);

  await within.getByRole('button', { name: 'Delete Bare' }).click();
  await expect(within.getByText('“Bare” is deleted.')).toBeVisible();
  await expect(within.getByText('1 option differs from “Universal”.')).toBeVisible();
  await within.getByRole('button', { name: 'Bring it back' }).click();
  await expect(within.getByRole('button', { name: 'Delete Bare' })).toBeVisible();

  // Another visit has it; an import of the same name gets another.
  await page.reload();
  await dropReady(page, path);
  await madeFor(page).selectOption('Bare');
  await openOptions(page);
  await expect(within.getByText('All are as “Bare” sets them.')).toBeVisible();
  await expect(within.getByRole('checkbox', { name: 'Padding' })).not.toBeChecked();
  const input = page.getByLabel('Import a preset').and(page.locator('input'));
  await input.setInputFiles(exported);
  await expect(within.getByText('“Bare (2)” is among your presets now.')).toBeVisible();
  const broken = join(folder, 'broken.json');
  await writeFile(broken, (await readFile(exported, 'utf8')).replace('"isoLevel": 1', '"isoLevel": 9'));
  await input.setInputFiles(broken);
  await expect(
    within.getByText('“broken.json” cannot be imported. isoLevel is 9; it must be one of 1, 2, 3, 4.'),
  ).toBeVisible();
});

test('presets that another tab saves, and those of a newer page, stay when one is saved here', {
  tag: '@thorough',
}, async ({ page, context }) => {
  const other = await context.newPage();
  const save = async (tab: Page, title: string) => {
    await openOptions(tab);
    await dialog(tab).getByRole('textbox', { name: 'Name of the preset' }).fill(title);
    await tab.keyboard.press('Enter');
    await expect(dialog(tab).getByText(`Saved as “${title}”.`)).toBeVisible();
    await tab.keyboard.press('Escape');
  };
  for (const tab of [page, other]) {
    await tab.goto('./');
    await tab.getByRole('button', { name: 'Try with a sample' }).click();
    await expect(downloadButton(tab)).toBeEnabled();
  }
  await save(page, 'First');
  await save(other, 'Second');
  await expect(madeFor(other).getByRole('option', { name: 'First' })).toBeAttached();
  const newer = { id: 'own-newer', title: 'Newer', options: { thatIsNotKnown: true }, more: [1, 2] };
  await keptPresets(page, newer);
  await save(page, 'Third');
  const kept = await keptPresets(page);
  expect(kept.map((one) => (one as { title: string }).title)).toEqual(['First', 'Second', 'Newer', 'Third']);
  expect(kept).toContainEqual(newer);
  await other.close();
});

test('presets that cannot be read are told of, and stay', { tag: '@thorough' }, async ({ page }) => {
  await page.goto('./');
  await keptPresets(page, { not: 'a list' }, true);
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await openOptions(page);
  await expect(dialog(page).getByText('The presets that you have kept cannot be read now')).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Name of the preset' }).fill('One');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('export the preset instead')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Export One' })).toBeVisible();
  expect(await keptPresets(page)).toEqual({ not: 'a list' });
});

for (const [name, media] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
] as const) {
  test(`nothing is wrong for anybody, in ${name} and at 320 pixels`, { tag: '@thorough' }, async ({ page }) => {
    // Colours on their way from one to another are not what is looked at.
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto('./');
    await page.getByRole('button', { name: 'Try with a sample' }).click();
    await madeFor(page).selectOption('Kickstart');
    const check = async () => {
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    };
    await expect(volumeName(page)).toHaveValue('OEMDRV');
    await expect(downloadButton(page)).toBeEnabled();
    await check();
    await openOptions(page);
    await dialog(page).getByRole('checkbox', { name: 'Padding' }).uncheck();
    await check();
    const body = page.locator('.options-body');
    expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
}
