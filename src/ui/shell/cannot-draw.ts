/**
 * What stands in the place of a page that cannot be drawn, most likely for something that this browser keeps: what
 * happened, and the ways on. Deletes nothing. Made without React and fetched with the page, for neither may work here.
 */
import { isWithoutStored, writeWithoutStored } from '../../state/without-stored';

function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function way(word: string, go: () => void): HTMLElement {
  const button = element('button', word, 'button outlined');
  button.onclick = go;
  return button;
}

/** Puts it into this place. */
export function cannotDraw(place: Element, error: unknown): void {
  const { pathname, search, hash } = location;
  const isWithout = isWithoutStored(search);
  const page = element('main', '', 'stack');
  Object.assign(page.style, {
    maxWidth: '40rem',
    margin: '2rem auto',
    padding: '1rem',
    justifyItems: 'start',
  });
  page.append(
    element('h1', 'This page could not be drawn'),
    element(
      'p',
      isWithout
        ? 'It was started without what this browser keeps, so that is not why.'
        : 'Something that this browser keeps for it may be damaged. Starting without it deletes nothing.',
    ),
    element('p', `What happened: ${error instanceof Error ? error.message : error}`, 'quiet'),
    way('Load it again', () => location.reload()),
  );
  if (!isWithout) {
    const without = `${pathname}${writeWithoutStored(search, true)}${hash}`;
    page.append(way('Start without what is stored', () => location.replace(without)));
  }
  page.append(way('Open the first page', () => location.replace(pathname)));
  place.replaceChildren(page);
}
