// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { FileChoices } from '../../state/importing/importing-store';
import { ClassNames } from './ClassNames';

afterEach(cleanup);

const FOUND = ['cat', 'dog', 'junk'];

/** The form, whose choices are those that were made last. */
function Form() {
  const [choices, setChoices] = useState<FileChoices>({});
  return <ClassNames choices={choices} onChoose={setChoices} found={FOUND} />;
}

/** The form, and what it was left with. */
function shown(choices: FileChoices) {
  const chosen: FileChoices[] = [];
  render(<ClassNames choices={choices} onChoose={(next) => chosen.push(next)} found={FOUND} />);
  return chosen;
}

test('a class gets another name, and keeps the other choices', async () => {
  const chosen = shown({ label: 'kind', classes: { junk: '' } });
  const field = screen.getByLabelText('dog');
  await userEvent.clear(field);
  await userEvent.type(field, 'cat{Enter}');
  expect(chosen).toEqual([{ label: 'kind', classes: { junk: '', dog: 'cat' } }]);
});

test('an emptied name leaves the class out, its own name takes it back', async () => {
  const chosen = shown({ classes: { junk: '' } });
  const field = screen.getByLabelText('junk');
  expect(field).toHaveProperty('value', '');
  await userEvent.type(field, 'junk');
  await userEvent.tab();
  expect(chosen).toEqual([{}]);
  await userEvent.clear(screen.getByLabelText('cat'));
  await userEvent.tab();
  expect(chosen[1]).toEqual({ classes: { junk: '', cat: '' } });
});

test('a field keeps the focus when its name was chosen', async () => {
  render(<Form />);
  const field = screen.getByLabelText('dog');
  await userEvent.clear(field);
  await userEvent.type(field, 'cat{Enter}');
  expect(document.activeElement).toBe(field);
  expect(field).toHaveProperty('value', 'cat');
});

test('what was not changed reads nothing again', async () => {
  const chosen = shown({});
  await userEvent.click(screen.getByLabelText('cat'));
  await userEvent.tab();
  expect(chosen).toEqual([]);
});
