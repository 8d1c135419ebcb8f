/** Discs with a purpose: the form for cloud-init, and what each disc needs, as a person does it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { download, downloadButton, dropReady, test, write } from './tools/page';

const form = (page: Page) => page.getByRole('dialog', { name: 'A disc for cloud-init' });
const put = (page: Page) => page.getByRole('button', { name: 'Put these files on the disc' });
const field = (page: Page, name: string) => form(page).getByRole('textbox', { name });
const madeFor = (page: Page) => page.getByRole('combobox', { name: 'Made for' });
const needs = (page: Page) => page.getByRole('region', { name: 'This disc needs' }).getByRole('listitem');
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@here';

/** A file of the image by its Joliet name, as isoinfo reads it. */
const inImage = (image: string, path: string, world: '-J' | '-R' = '-J') =>
  execFileSync('isoinfo', ['-i', image, world, '-x', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

test('from the empty page to a disc that cloud-init takes', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await page.getByRole('button', { name: 'Make a disc for cloud-init' }).click();
  // What only the person has is asked for, by line.
  await expect(put(page)).toBeDisabled();
  const line = form(page).getByRole('button', { name: /^Line 7: Put your own public key here/ });
  await line.click();
  await expect(field(page, 'user-data')).toBeFocused();
  await page.keyboard.type(`      - ${KEY}`);
  await expect(line).toHaveCount(0);
  await expect(put(page)).toBeEnabled();

  // What it would stumble over is told as it is typed.
  await field(page, 'meta-data').fill('local-hostname: box\n');
  await expect(field(page, 'meta-data')).toHaveAccessibleDescription(/“instance-id” is missing/);
  await expect(put(page)).toBeDisabled();
  await field(page, 'meta-data').fill('instance-id: box-1\nlocal-hostname: box\n');
  await form(page).getByRole('button', { name: 'Begin with an example' }).click();
  await field(page, 'network-config').fill('version: 2\nethernets:\n\tlan: {}\n');
  await expect(form(page).getByRole('button', { name: /^Line 3: / })).toBeVisible();
  await expectAccessible(page);
  await field(page, 'network-config').fill('version: 2\n');
  await put(page).click();
  await expect(form(page)).toBeHidden();

  await expect(madeFor(page)).toHaveValue('cloud-init');
  await expect(needs(page)).toHaveText([
    'there: “user-data” is there.',
    'there: “meta-data” is there.',
    'there: “network-config” is there.',
    'there: Joliet holds its names as they are.',
  ]);
  await expectAccessible(page);
  const file = await download(page);
  expect(file.suggestedFilename()).toBe('cidata.iso');
  const image = await file.path();
  expect(execFileSync('blkid', ['-p', '-s', 'LABEL', '-o', 'value', image], { encoding: 'utf8' }).trim()).toBe(
    'cidata',
  );
  for (const world of ['-J', '-R'] as const) {
    expect(inImage(image, '/user-data', world)).toContain(`- ${KEY}\n`);
    expect(inImage(image, '/meta-data', world)).toBe('instance-id: box-1\nlocal-hostname: box\n');
    expect(inImage(image, '/network-config', world)).toBe('version: 2\n');
  }

  // It is edited again, and each step taken back.
  await page.getByRole('button', { name: 'Edit the files …' }).click();
  await expect(field(page, 'meta-data')).toHaveValue('instance-id: box-1\nlocal-hostname: box\n');
  await field(page, 'meta-data').fill('instance-id: box-2\n');
  await field(page, 'network-config').fill('');
  await put(page).click();
  await expect(needs(page)).toHaveCount(3);
  expect(inImage(await (await download(page)).path(), '/meta-data')).toBe('instance-id: box-2\n');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(needs(page)).toHaveCount(4);
  expect(inImage(await (await download(page)).path(), '/meta-data')).toContain('box-1');
});

test('what was written without any folder is there after a reload, with its steps', { tag: '@thorough' }, async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Make a disc for cloud-init' }).click();
  await field(page, 'user-data').fill('#cloud-config\nhostname: a\n');
  await put(page).click();
  await expect(needs(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Options …' }).click();
  await page.getByRole('checkbox', { name: 'Padding' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.locator('#made-for-hint')).toContainText('1 option was changed since.');
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('cidata.iso')).toBeVisible({ timeout: 3000 });
    await expect(page.getByText(/^2 files · .*4 changes/)).toBeVisible({ timeout: 3000 });
  }).toPass();
  await page.getByRole('button', { name: /^Continue/ }).click();
  await expect(madeFor(page)).toHaveValue('cloud-init');
  await expect(page.locator('#made-for-hint')).toContainText('1 option was changed since.');
  await expect(needs(page)).toHaveText([/^there: “user-data”/, /^there: “meta-data”/, /^there: Joliet/]);
  await page.getByRole('button', { name: 'Undo: Change “Padding”' }).click();
  await expect(page.locator('#made-for-hint')).not.toContainText('changed since');
});

test('of a dropped folder it says what is missing, misnamed or wrong, with the remedy one click away', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  const path = await write(join(folder, 'seed'), {
    'user-data.txt': '#cloud-config\nhostname: a\n',
    'meta-data': 'hostname: a\n',
  });
  await page.goto('./');
  await dropReady(page, path);
  await madeFor(page).selectOption('cloud-init (NoCloud)');
  await expect(needs(page)).toHaveText([
    /^missing: “user-data.txt” must be called “user-data”\./,
    /^missing: “meta-data”: “instance-id” is missing/,
    /^there: Joliet/,
  ]);
  await page.getByRole('button', { name: 'Rename it' }).click();
  await expect(needs(page).first()).toHaveText('there: “user-data” is there.');
  await page.getByRole('button', { name: 'Write it …' }).click();
  await expect(field(page, 'user-data')).toHaveValue('#cloud-config\nhostname: a\n');
  await field(page, 'meta-data').fill('instance-id: a\n');
  await put(page).click();
  await expect(needs(page).nth(1)).toHaveText('there: “meta-data” is there.');

  // In a folder of the disc nobody looks for them.
  await page.getByRole('button', { name: 'Make it a folder instead' }).click();
  await expect(needs(page).first()).toHaveText(/^missing: “user-data” lies in “seed”; it must be at the top/);
  await needs(page).first().getByRole('button', { name: 'Put its contents at the top' }).click();
  await expect(needs(page).first()).toHaveText('there: “user-data” is there.');

  // Without names that are whole it is found by nobody.
  await page.getByRole('button', { name: 'Options …' }).click();
  await page.getByRole('checkbox', { name: 'Joliet', exact: true }).uncheck();
  await page.getByRole('combobox', { name: 'Rock Ridge', exact: true }).selectOption('Off');
  await page.keyboard.press('Escape');
  await expect(needs(page).last()).toHaveText(/^missing: Without Joliet or Rock Ridge/);
  await page.getByRole('button', { name: 'Turn on Joliet' }).click();
  await expect(needs(page).last()).toHaveText('there: Joliet holds its names as they are.');
});

const UNATTEND = '<?xml version="1.0"?>\n<unattend xmlns="urn:schemas-microsoft-com:unattend">\n</unattend>\n';

for (const [preset, path, right, wrongs] of [
  [
    'Windows answer disc',
    'Autounattend.xml',
    UNATTEND,
    [
      ['<unattend>\n<a>\n</unattend>\n', /^missing: “Autounattend.xml”, line \d: It is not well-formed XML/],
      ['<other/>', /its root must be <unattend/],
    ],
  ],
  ['Kickstart', 'ks.cfg', 'text\nreboot\n', [['# nothing\n', /nothing in it but comments/]]],
  [
    'OpenStack config drive',
    'openstack/latest/meta_data.json',
    '{"uuid": "83679162-1378-4288-a2d4-70e13ec132aa"}',
    [
      ['{"uuid": ', /^missing: “openstack\/latest\/meta_data.json”: .+\.$/],
      ['[]', /must be an object with “uuid”/],
    ],
  ],
] as const) {
  test(`${preset} has its file at the right place, and right`, { tag: '@thorough' }, async ({ page, folder }) => {
    await page.goto('./');
    const other = await write(join(folder, 'other'), { 'readme.txt': 'x' });
    await dropReady(page, other);
    await madeFor(page).selectOption(preset);
    await expect(needs(page).first()).toHaveText(
      path.includes('/')
        ? /^missing: .*is missing\. Add it at exactly this path\.$/
        : /^missing: .*is missing\. Add it at the top of the disc\.$/,
    );
    for (const [at, [text, sentence]] of wrongs.entries()) {
      await page.reload();
      const wrong = await write(join(folder, `wrong${at}`), { [path]: text });
      await dropReady(page, wrong);
      await madeFor(page).selectOption(preset);
      await expect(needs(page).first()).toHaveText(sentence);
    }
    await page.reload();
    await dropReady(page, await write(join(folder, 'right'), { [path]: right }));
    await madeFor(page).selectOption(preset);
    await expect(needs(page)).toHaveText([`there: “${path}” is there.`, 'there: Joliet holds its names as they are.']);
    await expect(downloadButton(page)).toBeEnabled();
  });
}

test('it fits into 320 pixels, in the dark', { tag: '@thorough' }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Make a disc for cloud-init' }).click();
  await expect(field(page, 'user-data')).toBeVisible();
  await expectAccessible(page);
  const body = form(page).locator('.options-body');
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});
