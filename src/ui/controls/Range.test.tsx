// @vitest-environment jsdom
/** A slider shows its setting, also when the setting goes back by itself. */
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Range } from './Range';

beforeAll(() => {
  // jsdom has none, and the thumb measures itself with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

it('shows what was undone after a key has moved it', async () => {
  const onCommit = vi.fn();
  const at = (value: number) => (
    <Range
      label="Noise"
      ends={['clear', 'buried']}
      value={value}
      max={3}
      step={0.1}
      show={(shown, moving) => `${shown.toFixed(1)}${moving ? ', moving' : ''}`}
      onCommit={onCommit}
    />
  );
  const { rerender } = render(at(0.4));
  const thumb = screen.getByRole('slider', { name: 'Noise' });
  thumb.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onCommit.mock.calls).toEqual([[0.5]]);
  rerender(at(0.5));
  expect(thumb.getAttribute('aria-valuetext')).toBe('0.5');
  rerender(at(0.4));
  expect(thumb.getAttribute('aria-valuetext')).toBe('0.4');
  expect(thumb.getAttribute('aria-valuenow')).toBe('0.4');
});
