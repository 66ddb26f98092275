/** A sentence in which names such as DI-MML are never parted at their hyphen. Must not import stores. */
import { Fragment } from 'react';

/** A hyphen between capitals; the group keeps the names when the text is split. */
const NAME = /(\S*[A-Z]-[A-Z]\S*)/;

export function Unbroken({ text }: { readonly text: string }) {
  return partsOf(text).map(({ at, part, isName }) => (
    <Fragment key={at}>{isName ? <span className="unbroken">{part}</span> : part}</Fragment>
  ));
}

/** Names and what stands between them, each with its place in the text. */
function partsOf(text: string) {
  let next = 0;
  return text.split(NAME).map((part, place) => {
    const at = next;
    next += part.length;
    return { at, part, isName: place % 2 === 1 };
  });
}
