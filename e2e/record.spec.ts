/** A data set recorded with Chromium's own camera and microphone, and what is said where a device is not there. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startNode } from '../src/testing/headless-command';
import { complaints } from './pages/complaints';
import { LabPage, TINY } from './pages/lab-page';
import { playIntoMicrophone, RecordSheet, WITH_DEVICES } from './pages/record-sheet';

test.use({ launchOptions: WITH_DEVICES });

test.describe('where the page may use them', () => {
  test.use({ permissions: ['camera', 'microphone'] });

  test('a set is recorded, trained, kept over a reload, tried, saved as a file and read by the command', async ({
    page,
  }, info) => {
    test.slow();
    playIntoMicrophone(300);
    const lab = new LabPage(page);
    await lab.open(TINY);
    await lab.ready();
    const recorder = new RecordSheet(page);
    await recorder.open();
    await recorder.sheet.getByRole('textbox', { name: 'Name of the class' }).first().fill('low');
    await recorder.sheet.getByRole('textbox', { name: 'Name of the class' }).nth(1).fill('high');
    await expect(recorder.look).toHaveAttribute('aria-disabled', 'true');
    await recorder.record('low', 7);
    expect(await complaints(page)).toEqual([]);
    // what was recorded outlives the sheet
    await recorder.close();
    playIntoMicrophone(1500);
    await recorder.open();
    await recorder.record('high', 7);
    await recorder.sheet.getByRole('button', { name: 'Delete high 1', exact: true }).click();
    await recorder.sheet
      .getByRole('button', { name: 'Play the sound of low 1', exact: true })
      .click();
    await recorder.look.click();

    const report = page.getByRole('dialog', { name: /^Recorded / });
    await expect(report.getByText(/samples, read as folders/)).toBeVisible({ timeout: 60_000 });
    await expect(report.getByLabel('Samples per class')).toContainText('high');
    await expect(report.getByText('What belongs together has the same name.')).toBeVisible();
    await report.getByRole('button', { name: /^Use / }).click();
    await lab.play.click();
    await lab.ended();
    const joint = lab.endTable.getByRole('row', { name: 'Joint', exact: false }).first();
    // the tones differ and the pictures do not: sound alone is right every time
    await expect(joint.getByRole('cell').nth(3)).toHaveText('100.0 %');

    // one more, for the nets to say what it is: the microphone still plays the high tone
    await page.getByRole('button', { name: 'Try the nets on a sample' }).click();
    const tried = page.getByRole('dialog', { name: 'Try it' });
    await tried.getByRole('button', { name: 'Record a sample' }).click();
    await tried.getByRole('button', { name: 'Record now' }).click();
    await expect(tried.getByRole('heading', { name: 'Sound of your own' })).toBeVisible();
    const heard = tried.getByRole('region', { name: 'DI-MML' }).getByRole('list', {
      name: 'sound head',
    });
    await expect(heard.getByRole('listitem').first()).toContainText('high');
    expect(await complaints(page)).toEqual([]);
    await tried.getByRole('button', { name: 'Close', exact: true }).click();

    await page.getByRole('button', { name: 'Keep in this browser' }).click();
    await expect(page.getByText('These data are kept in this browser.')).toBeVisible();
    const settings = new URL(page.url()).hash;
    await page.reload();
    // nothing is opened by hand: the data are there, with the experiment
    await lab.ready();
    await expect(page.getByRole('radio', { name: /^Your files: Recorded / })).toBeChecked();
    await expect(lab.alert).toBeEmpty();
    expect(new URL(page.url()).hash).toBe(settings);
    await lab.play.click();
    await lab.reachEpoch(1);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    const file = info.outputPath(download.suggestedFilename());
    await download.saveAs(file);
    const half = ['--set', 'split={"train":0.5,"validation":0,"test":0.5}'];
    const read = await startNode(
      [
        ...['--import', 'tsx', 'src/headless/main.ts', '--data', file, '--methods', 'joint'],
        ...half,
      ],
      join(import.meta.dirname, '..'),
    ).ended;
    expect(read.code).toBe(0);
    const [run] = JSON.parse(read.stdout.trim().split('\n').at(-1) ?? '').runs;
    // six samples or more, each told apart by its sound: 1 in 64 by chance
    expect(run.accuracy.unimodal.sound).toBe(1);

    // another lab opens the file, and forgets what it kept
    await page.getByRole('button', { name: /^Forget Recorded / }).click();
    await expect(page.getByRole('region', { name: 'Kept in this browser' })).toHaveCount(0);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Test on another file' }).click();
    await (await choosing).setFiles(file);
    const tested = page.getByRole('dialog', { name: /tested on/ });
    await expect(tested.getByText(/ to train and \d+ to test\./)).toBeVisible({ timeout: 60_000 });
  });

  test('a device that goes away costs nothing that was recorded', async ({ page }) => {
    playIntoMicrophone(300);
    const lab = new LabPage(page);
    await lab.open(TINY);
    const recorder = new RecordSheet(page);
    await recorder.open();
    await recorder.record('Class 1', 1);
    const count = await recorder.samples('Class 1').count();
    // what a browser says of a camera that is pulled out
    await page.evaluate(() => {
      const view = document.querySelector('video');
      const stream = view?.srcObject as MediaStream;
      for (const track of stream.getTracks()) track.dispatchEvent(new Event('ended'));
    });
    await expect(recorder.sheet.getByRole('alert')).toContainText('The camera is gone');
    await expect(recorder.sheet.getByRole('alert')).toContainText(`all there (${count})`);
    await expect(recorder.holdButton('Class 1')).toHaveAttribute('aria-disabled', 'true');
    await recorder.sheet.getByRole('button', { name: 'Try again' }).click();
    await recorder.record('Class 1', count + 1);
    await expect(recorder.sheet.getByRole('alert')).toHaveCount(0);
  });
});

test.describe('where nobody allows it', () => {
  // whoever is given nothing is refused everything
  test.use({ permissions: [] });

  test('that is said, and the classes are there all the same', async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open(TINY);
    const recorder = new RecordSheet(page);
    await recorder.open();
    const alert = recorder.sheet.getByRole('alert');
    await expect(alert).toContainText('This page may not use the camera.');
    await expect(alert).toContainText('This page may not use the microphone.');
    await expect(recorder.holdButton('Class 1')).toHaveAttribute('aria-disabled', 'true');
    await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
