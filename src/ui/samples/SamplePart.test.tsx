// @vitest-environment jsdom
/** What a sample says stands on the page as it is written, and as nothing but text. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { SamplePart } from './SamplePart';

afterEach(cleanup);

const text = { id: 'text', name: 'Text', kind: 'text', shape: [16] } as const;
const common = { modality: text, values: new Float32Array(16), name: 'spam' };

it('shows the words of its own modality, in their own direction', () => {
  render(<SamplePart {...common} index={1} texts={[null, 'قطة <img src=x> & "quotes"']} />);
  const words = screen.getByText('قطة <img src=x> & "quotes"');
  expect(words.tagName).toBe('BDI');
  expect(document.querySelector('img')).toBeNull();
});

it('says that there is no text where it is empty', () => {
  render(<SamplePart {...common} index={0} texts={['']} />);
  expect(screen.getByText('no text')).toBeTruthy();
});

it('is an empty frame that says so where the sample lacks the modality', () => {
  render(<SamplePart {...common} index={1} texts={[null, null]} lacks={[1]} />);
  expect(screen.getByText('no text')).toBeTruthy();
  expect(document.querySelector('canvas')).toBeNull();
});
