// @vitest-environment jsdom
/** A table on the page is copied as it is heard: with the words that only screen readers get, without what is to be pressed. */
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { CopyTable } from './CopyTable';

afterEach(cleanup);

const TABLE = (
  <CopyTable name="End numbers">
    <table>
      <thead>
        <tr>
          <td data-leave-out />
          <th scope="col">Method</th>
          <th scope="col">
            gap<span className="unseen"> of Sound</span>
          </th>
          <th scope="col">
            verdict<span data-leave-out>{'\u2193'}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td data-leave-out>
            <button type="button">More</button>
          </td>
          <th scope="row">Joint</th>
          <td colSpan={2}>failed</td>
        </tr>
        <tr data-leave-out>
          <td colSpan={4}>buttons</td>
        </tr>
      </tbody>
    </table>
  </CopyTable>
);

const copied = vi.fn(async (_: string) => {});

test('Markdown, LaTeX and tabs go to the clipboard, and that is said', async () => {
  const user = userEvent.setup();
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: copied },
    configurable: true,
  });
  render(TABLE);
  await user.click(screen.getByRole('button', { name: /Copy table/ }));
  await user.click(await screen.findByRole('button', { name: /TSV/ }));
  expect(copied).toHaveBeenLastCalledWith('Method\tgap of Sound\tverdict\nJoint\tfailed\t\n');
  expect((await screen.findByRole('status')).textContent).toBe('Copied as TSV.');
  await user.click(screen.getByRole('button', { name: /LaTeX/ }));
  expect(copied.mock.lastCall?.[0]).toContain('\\caption{End numbers}');
});

test('where the browser forbids copying, the text can be taken by hand', async () => {
  const user = userEvent.setup();
  const denied = { writeText: () => Promise.reject(new Error('denied')) };
  Object.defineProperty(navigator, 'clipboard', { value: denied, configurable: true });
  render(TABLE);
  await user.click(screen.getByRole('button', { name: /Copy table/ }));
  await user.click(await screen.findByRole('button', { name: /Markdown/ }));
  const field = await screen.findByRole('textbox', { name: 'End numbers, to copy by hand' });
  expect((field as HTMLTextAreaElement).value).toContain('| Method | gap of Sound | verdict |');
});
