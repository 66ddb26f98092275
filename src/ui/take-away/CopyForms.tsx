/** The forms in which a table can be copied. Loaded when somebody wants to. */
import { useState } from 'react';
import { TABLE_FORMS, type TableForm, tableText } from '../../state/tables/table-text';
import { copyText } from '../controls/copy-text';
import { readTable } from './read-table';

interface Props {
  readonly name: string;
  readonly table: () => HTMLTableElement | null;
}

export default function CopyForms({ name, table }: Props) {
  const [told, setTold] = useState('');
  const [byHand, setByHand] = useState<string | null>(null);
  const copy = async (form: TableForm, word: string) => {
    const found = table();
    if (!found) return;
    const text = tableText(readTable(found, name), form);
    const isCopied = await copyText(text);
    setTold(isCopied ? `Copied as ${word}.` : 'The browser forbids copying; take it from here:');
    setByHand(isCopied ? null : text);
  };
  return (
    <>
      {TABLE_FORMS.map(({ id, word }) => (
        <button key={id} type="button" className="link" onClick={() => void copy(id, word)}>
          <span className="unseen">as </span>
          {word}
        </button>
      ))}
      <span role="status" className="quiet">
        {told}
      </span>
      {byHand === null ? null : (
        <textarea
          className="field"
          aria-label={`${name}, to copy by hand`}
          readOnly
          rows={4}
          value={byHand}
          ref={(field) => field?.select()}
        />
      )}
    </>
  );
}
