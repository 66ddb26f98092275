/**
 * A page that was started without what this browser keeps, because with it the page could not be drawn: the address says
 * so (`?without=stored`), nothing is deleted, and nothing new is kept.
 */
const WORD = 'without';
const STORED = 'stored';

export const isWithoutStored = (search: string): boolean =>
  new URLSearchParams(search).get(WORD) === STORED;

/** The search part of the address of a page without, or again with, what is stored; all else in it stays. */
export function writeWithoutStored(search: string, isWithout: boolean): string {
  const query = new URLSearchParams(search);
  if (isWithout) query.set(WORD, STORED);
  else query.delete(WORD);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const WITHOUT_STORED = {
  topic: 'storage',
  tone: 'news',
  message: 'This page was started without what this browser keeps. Nothing of that was deleted.',
  hint: 'What you train now stays here until the page is closed.',
} as const;
