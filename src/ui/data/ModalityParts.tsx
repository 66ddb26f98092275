/** Which columns, arrays or folders make which modality: a row each, and a name for every modality. */

import { useId, useState } from 'react';
import { shortName } from '../../protocol/short-name';
import { modalityTone } from '../../state/charts/chart';
import type { FileChoices, Offer } from '../../state/importing/importing-store';
import {
  modalityIds,
  modalityRows,
  newModality,
  type PartRow,
  partsBetween,
  withModality,
  withName,
} from '../../state/importing/roles';
import { Choice } from '../controls/Choice';
import css from './ModalityParts.module.css';

interface Props {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  readonly offer: Offer;
}

const UNUSED = '-';
const NEW = '+';
/** Rows that are drawn; wider tables are chosen from by stretches. */
const MOST_ROWS = 60;

export function ModalityParts({ choices, onChoose, offer }: Props) {
  const ids = modalityIds(offer);
  const rows = modalityRows(offer);
  if (rows.length === 0) return null;
  const move = (names: readonly string[], to: string) =>
    onChoose(withModality(choices, offer, names, to === UNUSED ? null : to));
  const options = [
    ...ids.map((id) => ({ value: id, name: id })),
    { value: NEW, name: 'A new modality' },
    { value: UNUSED, name: 'Not used' },
  ];
  const target = (value: string) => (value === NEW ? newModality(offer) : value);
  return (
    <fieldset className={css.parts}>
      <legend className="small quiet">Modalities and their {offer.what}</legend>
      {ids.map((id, index) => (
        <NameField
          key={id}
          id={id}
          tone={modalityTone(index)}
          onName={(to) => onChoose(withName(choices, offer, id, to))}
        />
      ))}
      <ul className={css.rows}>
        {rows.slice(0, MOST_ROWS).map((row) => (
          <li key={row.names[0]} className={css.row}>
            <Choice
              label={rowName(row)}
              setting={`data.modalities.${row.modality ?? UNUSED}`}
              value={row.modality ?? UNUSED}
              options={options}
              onChange={(value) => move(row.names, target(value))}
            />
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS ? (
        <p className="small quiet">And {rows.length - MOST_ROWS} more; name a stretch of them.</p>
      ) : null}
      {rows.some(({ names }) => names.length > 1) ? (
        <Stretch offer={offer} options={options} onMove={(names, to) => move(names, target(to))} />
      ) : null}
    </fieldset>
  );
}

const rowName = ({ names, detail }: PartRow): string =>
  names.length === 1
    ? `${names[0]} (${detail})`
    : `${names[0]} to ${names.at(-1)} (${names.length})`;

function NameField({
  id,
  tone,
  onName,
}: {
  readonly id: string;
  readonly tone: string;
  readonly onName: (name: string) => void;
}) {
  const [typed, setTyped] = useState(id);
  const field = useId();
  const commit = () => {
    const name = shortName(typed);
    if (name === '') return setTyped(id);
    setTyped(name);
    if (name !== id) onName(name);
  };
  return (
    <div className={css.name}>
      <label htmlFor={field} className="small" style={{ color: `var(--${tone}-type)` }}>
        Modality
      </label>
      <input
        id={field}
        className="field"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </div>
  );
}

/** For wide tables: from one column up to another. */
function Stretch({
  offer,
  options,
  onMove,
}: {
  readonly offer: Offer;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onMove: (names: readonly string[], to: string) => void;
}) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const ids = useId();
  const set = (value: string) => {
    const names = partsBetween(offer, from, to);
    setRefusal(names ? null : 'Write the first and the last name as they stand in the file.');
    if (names) onMove(names, value);
  };
  return (
    <div className={css.stretch}>
      <label className="small quiet" htmlFor={`${ids}-from`}>
        From
      </label>
      <input
        id={`${ids}-from`}
        className="field"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <label className="small quiet" htmlFor={`${ids}-to`}>
        to
      </label>
      <input
        id={`${ids}-to`}
        className="field"
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Choice label="these become" value="" options={options} onChange={set} />
      {refusal ? <p className="small problem">{refusal}</p> : null}
    </div>
  );
}
