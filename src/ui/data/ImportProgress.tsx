/** How far the reading has come, and the button that stops it. */
import { progressShare, progressText } from '../../state/importing/tell-import';
import { useImporting, useSession } from '../session-context';
import css from './ImportProgress.module.css';

export function ImportProgress() {
  const { importing } = useSession();
  const current = useImporting((state) => state.current);
  if (!current) return null;
  const share = progressShare(current);
  const text = progressText(current);
  return (
    <div className={css.progress}>
      <progress
        aria-label="Reading the files"
        {...(share === null ? {} : { value: share })}
        aria-valuetext={text}
      />
      <p>
        {text.charAt(0).toUpperCase() + text.slice(1)}
        <span className={`small quiet ${css.file}`}> {current.progress?.file ?? ''}</span>
      </p>
      <button type="button" className="button outlined" onClick={importing.cancel}>
        Cancel
      </button>
    </div>
  );
}
