// @vitest-environment jsdom
/**
 * Every figure as text beside the text that is committed, and two faults in its data that the comparison must catch.
 * A change that is meant: `UPDATE_FIGURES=1 npx vitest run src/testing/figures`, and read the difference before you commit.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drawingText, lineChanges } from './drawing-text';
import { FigureStage } from './FigureStage';
import type { Drawing, Figure } from './figure';
import { FIGURES } from './figures';

const UPDATE = process.env['UPDATE_FIGURES'] === '1';

beforeAll(() => {
  // jsdom has none; charts and sliders measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // nothing is laid out in jsdom, and charts without a size are not drawn
  for (const { prototype } of [HTMLElement, SVGElement]) {
    prototype.getBoundingClientRect = () => new DOMRect(0, 0, 480, 240);
  }
  HTMLCanvasElement.prototype.getContext = () => null;
});
afterEach(cleanup);

const fileOf = (id: string): string => join(import.meta.dirname, `${id}.txt`);

/** What the figure is, for readers of its text and for docs/figures.md. */
const headOf = ({ name, caption, faults }: Figure): string =>
  [`# ${name}`, `# ${caption}`, ...faults.map((fault) => `# caught: ${fault.name}`)].join('\n');

/** The drawing's text, once it stands still. */
async function textOf(drawing: Drawing): Promise<string> {
  const { container, unmount } = render(<FigureStage drawing={drawing} />);
  let last = '';
  await waitFor(
    () => {
      const before = last;
      last = drawingText(container);
      expect(last.trim()).not.toBe('');
      expect(last).toBe(before);
    },
    { timeout: 30_000 },
  );
  unmount();
  return last;
}

describe.each(FIGURES.map((figure) => [figure.id, figure] as const))('%s', (id, figure) => {
  it('is drawn as its committed text says', async () => {
    const text = `${headOf(figure)}\n\n${await textOf(figure.drawing)}`;
    if (UPDATE) writeFileSync(fileOf(id), text);
    expect(
      existsSync(fileOf(id)),
      `${id}.txt is not there: run with UPDATE_FIGURES=1, read it, commit it`,
    ).toBe(true);
    expect(text).toBe(readFileSync(fileOf(id), 'utf8'));
  });

  it.each(figure.faults)(
    'shows when $name',
    async ({ drawing, changes = [], adds = [], keeps }) => {
      const committed = readFileSync(fileOf(id), 'utf8').replace(/^(#.*\n)+\n/, '');
      const { gone, come } = lineChanges(committed, await textOf(drawing));
      expect(changes.length + adds.length).toBeGreaterThan(0);
      for (const change of changes) expect(gone).toContainEqual(expect.stringMatching(change));
      for (const change of [...changes, ...adds]) {
        expect(come).toContainEqual(expect.stringMatching(change));
      }
      expect(committed.split('\n')).toContainEqual(expect.stringMatching(keeps));
      expect([...gone, ...come]).not.toContainEqual(expect.stringMatching(keeps));
    },
  );
});

it('ids differ, and every text has its figure', () => {
  const ids = FIGURES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const texts = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'));
  expect(texts.map((file) => file.replace('.txt', '')).sort()).toEqual([...ids].sort());
});
