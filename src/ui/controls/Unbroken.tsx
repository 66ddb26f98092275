/** A sentence in which names such as DI-MML are never parted at their hyphen. Must not import stores. */
import { Fragment } from 'react';

/** A hyphen between capitals; the group keeps the names when the text is split. */
const NAME = /(\S*[A-Z]-[A-Z]\S*)/;

export function Unbroken({ text }: { readonly text: string }) {
  return text.split(NAME).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have nothing else to be told by
    <Fragment key={place}>
      {place % 2 === 1 ? <span className="unbroken">{part}</span> : part}
    </Fragment>
  ));
}
