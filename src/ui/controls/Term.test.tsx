// @vitest-environment jsdom
/** A term explains itself to a keyboard, to a finger and to nobody who has pressed Escape. */
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { Term } from './Term';

beforeAll(() => {
  // jsdom has none, and the floating card measures itself with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

const SAYS = 'How alike the features are.';
const word = () => screen.getByRole('button', { name: 'CKA' });

it('explains itself on focus and stops on Escape', async () => {
  render(<Term says={SAYS}>CKA</Term>);
  expect(screen.queryByRole('tooltip')).toBeNull();
  await userEvent.tab();
  expect((await screen.findByRole('tooltip')).textContent).toBe(SAYS);
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('tooltip')).toBeNull();
});

it('explains itself on a tap', async () => {
  render(<Term says={SAYS}>CKA</Term>);
  await userEvent.pointer({ keys: '[TouchA]', target: word() });
  expect((await screen.findByRole('tooltip')).textContent).toBe(SAYS);
});
