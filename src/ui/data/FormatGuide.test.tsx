// @vitest-environment jsdom
/** What the page says can be opened is what the list of readers says, a reader nobody knew before included. */
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { formatGuide } from '../../data/import/guide';
import type { Reader } from '../../data/import/reader';
import { FORMATS } from '../../data/import/readers';
import { arff } from '../../data/import/table/read-arff';
import { FormatGuide } from './FormatGuide';

afterEach(cleanup);

const linesOf = (title: string) => {
  const section = screen.getByRole('heading', { name: title }).closest('section') as HTMLElement;
  return within(section)
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent?.trim());
};

it('says of every reader how it is called, its endings and what to know', () => {
  const clay: Reader = {
    ...arff,
    id: 'clay',
    name: 'Clay tablets',
    endings: ['clay', 'brick'],
    note: 'Dry, please.',
  };
  const guide = formatGuide({ ...FORMATS, readers: [...FORMATS.readers, clay] });
  render(<FormatGuide guide={guide} />);
  expect(linesOf('Tables').at(-1)).toBe('Clay tablets (.clay .brick): Dry, please.');
  expect(linesOf('Pictures, sounds, videos, meshes and texts in folders')[1]).toBe(
    'Sounds: WAV, MP3, Ogg, FLAC, M4A (.wav .mp3 .ogg .oga .opus .flac .m4a .aac)',
  );
  expect(linesOf('Arrays from Python and MATLAB')).toHaveLength(5);
  expect(linesOf('Files named by a table')).toEqual([]);
});

it('names each published set with its terms', () => {
  render(<FormatGuide guide={formatGuide(FORMATS)} />);
  const sets = linesOf('Published data sets');
  expect(sets).toHaveLength(FORMATS.sets.length);
  expect(sets).toContainEqual(expect.stringMatching(/^CREMA-D: .*AudioWAV.*Open Database License/));
});
