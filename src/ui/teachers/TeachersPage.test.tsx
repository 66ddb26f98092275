// @vitest-environment jsdom
/** The page "For teachers": every scene with its notes and numbers, and the handouts that the printer gets. */
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXPECTED } from '../../lessons/expected';
import { expectedText } from '../../lessons/number-words';
import { SCENES } from '../../lessons/scenes';
import TeachersPage from './TeachersPage';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** The sheets of paper, by their headings. */
const sheets = () =>
  [...document.querySelectorAll('article h1')].map(({ textContent }) => textContent);
const titles = SCENES.map(({ title }, i) => `${i + 1}. ${title}`);

describe('the page for teachers', () => {
  it('plans 45 minutes, scene after scene', () => {
    render(<TeachersPage onClose={() => {}} />);
    const rows = [
      ...(document.querySelector<HTMLTableElement>('[role=dialog] table')?.rows ?? []),
    ].slice(1);
    expect(rows).toHaveLength(SCENES.length);
    expect(rows[0]?.textContent).toContain('0 to 6');
    expect(rows.at(-1)?.textContent).toContain('to 45');
  });

  it('says of every scene what pupils think, what to ask, and which numbers to expect', () => {
    render(<TeachersPage onClose={() => {}} />);
    SCENES.forEach(({ id, teachers, numbers }, i) => {
      const heading = document.getElementById(`notes-${id}`);
      const notes = heading?.closest('section');
      expect(heading?.textContent).toBe(titles[i]);
      if (!notes) throw new Error(`There are no notes of ${id}.`);
      for (const { thought } of teachers.misconceptions)
        expect(notes.textContent).toContain(thought);
      for (const { question, answer } of teachers.ask) {
        expect(notes.textContent).toContain(question);
        expect(notes.textContent).toContain(answer);
      }
      for (const { id: number, unit } of numbers) {
        const found = EXPECTED.scenes[id]?.numbers[number];
        if (found) expect(notes.textContent).toContain(expectedText(found, unit));
      }
    });
  });

  it('prints all handouts, or one, and afterwards all again', async () => {
    const printed: (readonly (string | null)[])[] = [];
    window.print = () => void printed.push(sheets());
    render(<TeachersPage onClose={() => {}} />);
    expect(sheets()).toEqual(titles);
    await userEvent.click(screen.getByRole('button', { name: 'Print all handouts' }));
    await userEvent.click(screen.getByRole('button', { name: 'Print its handout: Why' }));
    expect(printed).toEqual([titles, ['2. Why']]);
    expect(sheets()).toEqual(titles);
  });

  it('a handout has the question, the guess, room for every number, and no answers', () => {
    render(<TeachersPage onClose={() => {}} />);
    const papers = [...document.querySelectorAll('article')];
    SCENES.forEach((scene, i) => {
      const text = papers[i]?.textContent ?? '';
      expect(text).toContain(scene.question);
      expect(text).toContain(scene.guess.question);
      for (const { label } of scene.numbers) expect(text).toContain(label);
      for (const { question, answer } of scene.teachers.ask) {
        expect(text).toContain(question);
        expect(text).not.toContain(answer);
      }
      for (const { id, unit } of scene.numbers) {
        const found = EXPECTED.scenes[scene.id]?.numbers[id];
        if (found) expect(text).not.toContain(expectedText(found, unit));
      }
    });
  });

  it('closes by its button', async () => {
    const onClose = vi.fn();
    render(<TeachersPage onClose={onClose} />);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalledOnce();
  });
});
