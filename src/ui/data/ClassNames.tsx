/** Classes under other names, as a form: two with one name are merged, one without is left out. */
import { useId, useState } from 'react';
import type { FileChoices } from '../../state/importing/importing-store';
import css from './ModalityParts.module.css';

interface Props {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  /** By the names that the files give them. */
  readonly found: readonly string[];
}

/** More are renamed in the file. */
const MOST_CLASSES = 60;

export function ClassNames({ choices, onChoose, found }: Props) {
  const note = useId();
  const given = choices.classes ?? {};
  const rename = (name: string, to: string) => {
    const { [name]: _, ...others } = given;
    const classes = to === name ? others : { ...others, [name]: to };
    const { classes: __, ...rest } = choices;
    onChoose(Object.keys(classes).length > 0 ? { ...rest, classes } : rest);
  };
  return (
    <fieldset className={css.parts}>
      <legend className="small quiet">Classes</legend>
      <p className="small quiet" id={note}>
        Two classes with one name become one; without a name it is left out.
      </p>
      {found.slice(0, MOST_CLASSES).map((name) => (
        <ClassField
          key={name}
          name={name}
          note={note}
          now={given[name] ?? name}
          onName={(to) => rename(name, to)}
        />
      ))}
      {found.length > MOST_CLASSES ? (
        <p className="small quiet">And {found.length - MOST_CLASSES} more.</p>
      ) : null}
    </fieldset>
  );
}

interface FieldProps {
  readonly name: string;
  readonly now: string;
  /** Id of what is said of all of them. */
  readonly note: string;
  readonly onName: (name: string) => void;
}

function ClassField({ name, now, note, onName }: FieldProps) {
  /** Null while nobody types: the field then shows what is chosen, and stays the field that has the focus. */
  const [typed, setTyped] = useState<string | null>(null);
  const field = useId();
  const commit = () => {
    if (typed !== null && typed.trim() !== now) onName(typed.trim());
    setTyped(null);
  };
  return (
    <div className={css.name}>
      <label htmlFor={field} className="small">
        {name}
      </label>
      <input
        id={field}
        className="field"
        value={typed ?? now}
        placeholder="left out"
        aria-describedby={note}
        data-setting={`data.classes.${name}`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </div>
  );
}
