/** What a variant is called: typed, or taken from what it differs in. */
import { useEffect, useId, useRef, useState } from 'react';
import type { MethodDescription } from '../../protocol/catalogue';
import { proposedTag, renamed, tagOf, variantKnobs } from '../../state/variants';
import { useExperiment, useSession } from '../session-context';
import css from './MethodList.module.css';

interface Props {
  readonly run: string;
  readonly method: MethodDescription;
  /** Whether it was just made, and waits for its name. */
  readonly isNew: boolean;
  /** Called with the run's name once it has another. */
  readonly onNamed: (name: string) => void;
}

export function VariantName({ run, method, isNew, onNamed }: Props) {
  const session = useSession();
  const settings = useExperiment((state) => state.settings);
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isNew) return;
    field.current?.focus();
    field.current?.select();
  }, [isNew]);
  const tag = tagOf(run);
  const proposed = proposedTag(variantKnobs(settings, run, method));
  const name = (text: string) => {
    const next = renamed(settings.methods, run, text);
    if ('refusal' in next) return setRefusal(next.refusal);
    setRefusal(null);
    setTyped(null);
    if (next.name === run) return;
    onNamed(next.name);
    session.setMethods(next.methods);
  };
  const commit = () => {
    if (typed !== null) name(typed);
  };
  return (
    <div className={css.name}>
      <label className="small quiet" htmlFor={id}>
        Name of this variant
      </label>
      <input
        id={id}
        ref={field}
        className="field"
        maxLength={40}
        value={typed ?? tag}
        aria-describedby={`${id}-note`}
        aria-invalid={refusal !== null}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <p className="small quiet" id={`${id}-note`}>
        {refusal === null ? (
          `Small letters, digits and hyphens; links and files call it ${run}.`
        ) : (
          <span className="problem">{refusal}</span>
        )}
      </p>
      {proposed === null || proposed === tag ? null : (
        <button type="button" className="link small" onClick={() => name(proposed)}>
          {`Call it ${proposed}`}
        </button>
      )}
    </div>
  );
}
