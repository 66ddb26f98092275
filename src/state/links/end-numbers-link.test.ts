/** End numbers that travel with a link, and what is said of them. */
import { describe, expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { openedSession } from '../../testing/opened-session';
import { readFragment } from '../address-codec';
import { endedRuns, readLink, writeLink } from './end-numbers-link';
import { followLink } from './follow-link';

const SETTINGS = settingsFrom({ epochs: 4 });

/** One race of the fake lab, trained once for all of these tests. */
async function raced() {
  const page = await openedSession({}, SETTINGS);
  page.session.play();
  await page.train();
  return endedRuns(page.session.race.getState().record);
}
const made = raced();
const linkOf = async () => writeLink(SETTINGS, await made);

/** Another page that is opened with the link and plays it. */
async function played(fragment: string, settings = SETTINGS) {
  const page = await openedSession({}, settings);
  followLink(fragment, SETTINGS, page.session);
  const told = () =>
    page.session.notices
      .getState()
      .notices.filter(({ topic }) => topic === 'link')
      .map(({ message, hint }) => `${message} ${hint}`)
      .join('');
  const before = told();
  page.session.play();
  await page.train();
  return { before, after: told() };
}

test('carries the experiment as any link does, and the end numbers of every run that races', async () => {
  const link = await linkOf();
  expect(readFragment(link)).toEqual({ value: SETTINGS, failed: null });
  const { claimed, failed } = readLink(link);
  expect(failed).toBeNull();
  expect(Object.keys(claimed?.runs ?? {})).toEqual(Object.keys(SETTINGS.methods));
  const byDefault = writeLink(settingsFrom({}), await made);
  expect(readFragment(byDefault)).toEqual({ value: settingsFrom({}), failed: null });
  expect(readLink('#s=%7B%7D')).toEqual({ claimed: null, failed: null });
});

test('whoever plays it is told before that there are numbers, and after that they are the same to the digit', async () => {
  const { before, after } = await played(await linkOf());
  expect(before).toContain('This link carries the end numbers of its 3 runs');
  expect(after).toMatch(/^Reproduced: same to the digit\. All 9 end numbers of the link came out/);
});

test('a race of other settings is not held against it', async () => {
  const { after } = await played(await linkOf(), settingsFrom({ epochs: 3 }));
  expect(after).toContain('Press Play');
});

describe('numbers that did not come out', () => {
  const [fusion, backend] = ['fusion', 'backend'] as const;
  const changed = async (change: { readonly [fusion]?: number; readonly [backend]?: string }) =>
    writeLink(
      SETTINGS,
      (await made).map((run, i) => ({
        ...run,
        backend: change.backend ?? run.backend,
        fusion: i === 0 ? (run.fusion ?? 0) - (change.fusion ?? 0) : run.fusion,
      })),
    );

  test('on the same back end are not reproduced, however near, and the furthest is named', async () => {
    const { after } = await played(await changed({ fusion: 0.005 }));
    expect(after).toMatch(/^Not reproduced\. 8 of the link’s 9 end numbers are the same/);
    expect(after).toContain('furthest apart is Joint, fusion:');
    expect(after).toContain('or the link’s numbers were changed');
  });

  test('made by another back end are reproduced up to rounding where they lie near', async () => {
    const { after } = await played(await changed({ fusion: 0.005, backend: 'webgpu' }));
    expect(after).toMatch(/^Reproduced up to rounding\. 8 of the link’s 9/);
    expect(after).toContain('The link’s were made with WebGPU, these with');
  });

  test('made by another back end and far away are not', async () => {
    const { after } = await played(await changed({ fusion: 0.2, backend: 'webgpu' }));
    expect(after).toMatch(/^Not reproduced\./);
    expect(after).toContain('20.0');
  });

  test('of a run that does not come to its end are missing', async () => {
    const link = writeLink(
      SETTINGS,
      (await made)
        .filter(({ name }) => name in SETTINGS.methods)
        .map((run) => ({ ...run, name: `${run.name}@b` })),
    );
    expect((await played(link)).after).toMatch(/^Not reproduced: 9 of the link’s 9/);
  });
});

describe('a link that was changed', () => {
  const EDITED = 'were changed after it was made. They are not compared.';
  const UNREADABLE = 'cannot be read: part of the address may be missing.';
  const cases: Readonly<Record<string, readonly [(link: string) => string, string]>> = {
    'another number': [
      (link) => link.replace(/(fusion%22%3A0\.\d)/, (found) => `${found}1`),
      EDITED,
    ],
    'another seed': [(link) => link.replace('s=%7B', 's=%7B%22seed%22%3A7%2C'), EDITED],
    'another back end': [(link) => link.replace(/backend%22%3A%22/, '$&x'), EDITED],
    'its end missing': [(link) => link.slice(0, -12), UNREADABLE],
    'no JSON': [(link) => link.replace(/&n=.*/, '&n=%7B'), UNREADABLE],
    'a share over 1': [(link) => link.replace(/fusion%22%3A0/, 'fusion%22%3A7'), UNREADABLE],
    'far too long': [
      (link) => `${link}${'9'.repeat(50_000)}`,
      'letters of end numbers; 40,000 are read at most.',
    ],
  };

  test.each(Object.keys(cases))(
    '%s: says so, opens the experiment, compares nothing',
    async (what) => {
      const [change, sentence] = cases[what] ?? [];
      const link = await linkOf();
      const broken = change?.(link) ?? link;
      expect(broken).not.toBe(link);
      const { claimed, failed } = readLink(broken);
      expect(claimed).toBeNull();
      expect(failed?.message).toContain(sentence);
      expect(readFragment(broken).failed).toBeNull();
      expect((await played(broken)).after).toContain(sentence);
    },
  );
});
