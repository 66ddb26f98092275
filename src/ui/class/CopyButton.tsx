/** Copies a text and says so; where the browser forbids that, it says how to copy by hand. */
import { useState } from 'react';
import { copyText } from '../controls/copy-text';

interface Props {
  readonly text: string;
  readonly word: string;
  /** Said once it is copied. */
  readonly done: string;
  /** Said where the browser does not take it. */
  readonly byHand: string;
}

export function CopyButton({ text, word, done, byHand }: Props) {
  /** The text that was copied, or was not, so that a changed one is not said to be copied. */
  const [told, setTold] = useState<{ readonly of: string; readonly taken: boolean } | null>(null);
  const copy = async () => setTold({ of: text, taken: await copyText(text) });
  const sentence = told?.taken ? done : byHand;
  return (
    <>
      <button type="button" className="button outlined" onClick={copy}>
        {word}
      </button>
      <span role="status">{told?.of === text ? sentence : ''}</span>
    </>
  );
}
