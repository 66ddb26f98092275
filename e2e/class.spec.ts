/** A class without a server: codes from a chat, from files and from a camera come to one picture; links are made here. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { encode as encodePng } from 'fast-png';
import { encode as encodeQr } from 'uqr';
import { itStarves } from '../src/lessons/scenes/it-starves';
import { theCure } from '../src/lessons/scenes/the-cure';
import { percentSpread } from '../src/state/format';
import { chatLog, pupilsOf } from '../src/testing/class-codes';
import { spreadOf } from '../src/verdict/spread';
import { ClassPage } from './pages/class-page';
import { complaints } from './pages/complaints';
import { StagePage } from './pages/stage-page';

const PUPILS = pupilsOf(itStarves, 30);
const CODES = PUPILS.map(({ code }) => code);
const codeAt = (place: number): string => CODES[place] ?? '';

const mistyped = (code: string): string =>
  `${code.slice(0, 25)}${code[25] === '7' ? '8' : '7'}${code.slice(26)}`;

/** Thirty codes, three typing errors, two doubles, one of another scene. */
const LOG = chatLog([
  ...CODES.slice(0, 10),
  ...pupilsOf(itStarves, 33)
    .slice(30)
    .map(({ code }) => mistyped(code)),
  ...CODES.slice(10, 20),
  codeAt(3),
  pupilsOf(theCure, 1)[0]?.code ?? '',
  codeAt(12).toLowerCase(),
  ...CODES.slice(20),
]);

/** A picture of a QR code, as a pupil saves it. */
function qrPicture(text: string): Buffer {
  const { data, size } = encodeQr(text, { ecc: 'M', border: 4 });
  const scale = 6;
  const side = size * scale;
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const [y, x] = [Math.floor(at / side / scale), Math.floor((at % side) / scale)];
    return data[y]?.[x] ? 0 : 255;
  });
  return Buffer.from(encodePng({ width: side, height: side, data: pixels, channels: 1 }));
}

/** Whatever the page asks of another origin. */
function strangers(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && !host.startsWith('localhost')) asked.push(request.url());
  });
  return asked;
}

const refuseStorage = (page: Page) =>
  page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });

test('thirty codes of a chat come to the means of the thirty in under a minute; the others are named', async ({
  page,
}) => {
  const asked = strangers(page);
  const lesson = new ClassPage(page);
  await lesson.open();
  const began = performance.now();
  await lesson.paste(LOG);
  await lesson.expectCodes(30);
  const seconds = (performance.now() - began) / 1000;
  console.log(`Thirty codes from paste to picture: ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(60);

  await expect(lesson.sheet).toContainText(
    '30\u00A0new codes count; 2 were there already, 3 have typing errors, 1 is of another scene.',
  );
  await expect(lesson.notCounted.getByRole('listitem')).toHaveCount(6);
  for (const place of ['line 11', 'line 12', 'line 13', 'line 24', 'line 25', 'line 26']) {
    await expect(lesson.notCounted).toContainText(place);
  }
  await expect(lesson.notCounted).toContainText(
    'It is of the scene “The cure”, and this is the picture of “It starves”.',
  );
  for (const { id, label, unit } of itStarves.numbers) {
    if (unit !== 'share') continue;
    const spread = spreadOf(PUPILS.map(({ values }) => values[id]?.value ?? Number.NaN));
    await expect(lesson.meanOf(label).first()).toHaveText(
      percentSpread(spread?.mean ?? 0, spread?.sd ?? 0),
    );
  }
  await expect(
    lesson.sheet.getByRole('img', { name: /^The class guessed .* \(30.guesses\)/ }),
  ).toBeVisible();
  await expect(lesson.sheet.getByRole('img', { name: /^30.pupils as points/ })).toBeVisible();
  await expect(
    lesson.sheet.getByRole('table', { name: /^30.pupils as points/ }).getByRole('row'),
  ).toHaveCount(31);
  expect(asked).toEqual([]);
});

test('codes stay over a reload, go one by one or all, and come back', async ({ page }) => {
  const lesson = new ClassPage(page);
  await lesson.open();
  await lesson.paste(CODES.slice(0, 3).join('\n'));
  await lesson.expectCodes(3);
  await page.reload();
  await lesson.openHere();
  await lesson.expectCodes(3);
  const seed = PUPILS[1]?.seed;
  await lesson.sheet.getByRole('button', { name: `Remove the code with the seed ${seed}` }).click();
  await lesson.expectCodes(2);
  await lesson.sheet.getByRole('button', { name: 'Remove all' }).click();
  await lesson.sheet.getByRole('button', { name: 'Undo: bring back 2 codes' }).click();
  await lesson.expectCodes(2);
  await lesson.sheet
    .getByRole('button', { name: `Undo: bring back the code with the seed ${seed}` })
    .click();
  await lesson.expectCodes(3);
});

test('the class leaves as a table, unrounded, with its codes', async ({ page }) => {
  const lesson = new ClassPage(page);
  await lesson.open();
  await lesson.paste(LOG);
  await lesson.expectCodes(30);
  const download = page.waitForEvent('download');
  await lesson.sheet.getByRole('button', { name: 'Save CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('class-it-starves.csv');
  const rows = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(rows[0]).toBe('scene,seed,guess,alone (share),together (share),lost (points),code');
  expect(rows.slice(1)).toEqual(
    PUPILS.map(({ seed, guess, values, code }) =>
      ['it-starves', seed, guess, ...Object.values(values).map((each) => each?.value), code].join(
        ',',
      ),
    ),
  );
});

test('texts and pictures of QR codes are opened together; what is none is named by its file', async ({
  page,
}) => {
  const asked = strangers(page);
  const lesson = new ClassPage(page);
  await lesson.open();
  const blank = encodePng({
    width: 40,
    height: 40,
    data: new Uint8Array(1600).fill(255),
    channels: 1,
  });
  await lesson.files.setInputFiles([
    {
      name: 'chat.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(`Anna: ${codeAt(0)}\nBen: ${mistyped(codeAt(5))}`),
    },
    { name: 'cem.png', mimeType: 'image/png', buffer: qrPicture(codeAt(1)) },
    { name: 'dora.png', mimeType: 'image/png', buffer: qrPicture(codeAt(1)) },
    { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from(blank) },
    { name: 'half.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('Good morning!') },
  ]);
  await lesson.expectCodes(2);
  const refused = [
    ['cat.png', 'There is no QR code in this picture that can be read.'],
    ['half.jpg', 'This picture cannot be opened.'],
    [
      'chat.txt, line 2',
      'It looks like a result code, but a letter is wrong, missing or too many.',
    ],
    ['dora.png', 'The same code was counted before (cem.png).'],
    ['empty.txt', 'There is no result code in it.'],
  ] as const;
  await expect(lesson.notCounted.getByRole('listitem')).toHaveCount(refused.length);
  for (const [place, told] of refused) {
    await expect(lesson.notCounted.getByRole('listitem').filter({ hasText: place })).toContainText(
      told,
    );
  }
  expect(asked).toEqual([]);
});

test('without a reader of QR codes in the browser there is no camera button, and a sentence says paste', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'BarcodeDetector'));
  const lesson = new ClassPage(page);
  await lesson.open();
  await expect(lesson.sheet.getByRole('button', { name: 'Scan with the camera' })).toHaveCount(0);
  await expect(lesson.sheet).toContainText(
    'This browser cannot scan with the camera; paste the codes instead.',
  );
});

test('where the browser reads QR codes, the camera adds what it sees, and a refused camera is told', async ({
  page,
}) => {
  await page.addInitScript(
    ([first, second]) => {
      const seen = [first, first, second];
      Reflect.set(
        window,
        'BarcodeDetector',
        class {
          async detect() {
            const rawValue = seen.shift();
            return rawValue === undefined ? [] : [{ rawValue }];
          }
        },
      );
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
      let isAllowed = true;
      Object.defineProperty(navigator, 'mediaDevices', {
        value: {
          async getUserMedia() {
            if (!isAllowed) throw new DOMException('no', 'NotAllowedError');
            isAllowed = false;
            return canvas.captureStream(10);
          },
        },
      });
    },
    [codeAt(0), codeAt(1)] as const,
  );
  const lesson = new ClassPage(page);
  await lesson.open();
  const scan = lesson.sheet.getByRole('button', { name: 'Scan with the camera' });
  await scan.click();
  await lesson.expectCodes(2);
  await lesson.sheet.getByRole('button', { name: 'Close the camera' }).click();
  await scan.click();
  await expect(lesson.sheet.getByRole('alert')).toContainText(
    'The camera cannot be used. Allow it in the address bar, or paste the codes.',
  );
});

test('where the browser keeps nothing, list and seed last as long as the page and say so', async ({
  page,
}) => {
  await refuseStorage(page);
  const lesson = new ClassPage(page);
  await page.goto('./#scene=it-starves&class=7b');
  await expect(page.getByRole('alert')).toContainText(
    /This browser keeps nothing for this page, so your seed \d+ in the class “7b” lasts as long as the page\./,
  );
  await lesson.openHere();
  await lesson.paste(CODES.join(' '));
  await lesson.expectCodes(30);
  await expect(lesson.sheet.getByRole('alert')).toContainText(
    'This browser keeps nothing for this page, so the codes last as long as the page. Save the table (CSV) before you close it.',
  );
});

test('the keyboard alone opens the picture, reads codes and closes it', async ({ page }) => {
  const lesson = new ClassPage(page);
  await page.goto('./#scene=it-starves');
  await page.getByRole('button', { name: 'More' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Class picture' }).focus();
  await page.keyboard.press('Enter');
  await expect(lesson.text).toBeVisible();
  await lesson.text.focus();
  await page.keyboard.insertText(CODES.slice(0, 4).join('\n'));
  await page.keyboard.press('Control+Enter');
  await lesson.expectCodes(4);
  await page.keyboard.press('Escape');
  await expect(lesson.sheet).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to fix on picture, wall and link, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const lesson = new ClassPage(page);
    await lesson.open();
    await lesson.paste(LOG);
    await lesson.expectCodes(30);
    expect(await complaints(page)).toEqual([]);
    await lesson.sheet.getByRole('button', { name: 'For the wall' }).click();
    expect(await complaints(page)).toEqual([]);
    await lesson.sheet.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByRole('textbox', { name: 'Name of the class' }).fill('7b');
    await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
    expect(await complaints(page)).toEqual([]);
  });
}

test('on a phone the picture keeps to its width, and its type stays 14 pixels or more', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lesson = new ClassPage(page);
  await lesson.open();
  await lesson.paste(LOG);
  await lesson.expectCodes(30);
  for (const word of ['For the wall', 'Add codes']) {
    const { wide, small } = await lesson.sheet.evaluate((sheet) => ({
      wide: sheet.scrollWidth - sheet.clientWidth,
      small: [...sheet.querySelectorAll('*')]
        .filter((each) =>
          [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
        )
        .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 14)
        .map((each) => each.outerHTML.slice(0, 80)),
    }));
    expect({ wide, small }).toEqual({ wide: 0, small: [] });
    await lesson.sheet.getByRole('button', { name: word }).click();
  }
});

test('a link is made, and opening it shows what it asks for', async ({ page }) => {
  const asked = strangers(page);
  await page.goto('./#scene=it-starves');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  const dialog = page.getByRole('dialog', { name: 'A link for your class' });
  const link = dialog.getByRole('textbox', { name: 'Link' });
  await expect(dialog).toContainText('Give the class a name of 1 to 40 letters, such as 7b.');
  await expect(link).toHaveCount(0);
  await dialog.getByRole('textbox', { name: 'Name of the class' }).fill('7 b');
  await dialog.getByRole('checkbox', { name: 'the sample' }).uncheck();
  for (const name of [/^5\./, /^6\./, /^7\./])
    await dialog.getByRole('checkbox', { name }).uncheck();
  await dialog.getByRole('checkbox', { name: 'hide the way to the whole lab' }).check();
  await expect(link).toHaveValue(
    /\/#scene=it-starves&show=lanes,chart,numbers,controls&scenes=1-4&class=7%20b&lock$/,
  );
  const address = await link.inputValue();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.getByText(/^Class 7 b, your seed \d+$/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Scene \d/ })).toHaveCount(4);
  await expect(page.getByRole('button', { name: 'Open the whole lab' })).toHaveCount(0);
  const seed = await page.getByText(/^Class 7 b, your seed/).textContent();
  await page.reload();
  await expect(page.getByText(/^Class 7 b, your seed/)).toHaveText(seed ?? '');
  expect(asked).toEqual([]);
});

test('a race of a class ends in a result code that the class picture counts', async ({ page }) => {
  test.setTimeout(240_000);
  const stage = new StagePage(page);
  await stage.open('#scene=it-starves&class=7b');
  await stage.ring.focus();
  await page.keyboard.press('ArrowUp');
  await stage.play.click();
  await stage.faster.click();
  await stage.ended();
  await stage.hearAll();
  const own = page.getByRole('button', { name: 'Your result code' });
  await own.click();
  const card = page.getByRole('dialog', { name: 'Your result code' });
  const code = (await card.getByText(/^MLAB1/).textContent()) ?? '';
  await expect(card.getByRole('img', { name: 'QR code of your result code' })).toBeVisible();
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save as text' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(`${code}\n`);
  await page.keyboard.press('Escape');
  const heading = (await stage.question.textContent()) ?? '';
  const [together = '', alone = ''] = heading.match(/\d+\.\d\u00A0%/g) ?? [];

  const lesson = new ClassPage(page);
  await lesson.openHere();
  await lesson.paste(`Anna: ${code}`);
  await lesson.expectCodes(1);
  await expect(lesson.meanOf('sound alone')).toHaveText(alone);
  await expect(lesson.meanOf('sound, trained together')).toHaveText(together);
});
