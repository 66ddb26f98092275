/** In a class: its name, and the seed that is this browser's own. */
import { useStage } from '../stage/use-stage';

export function ClassMark() {
  const className = useStage((state) => state.className);
  const seed = useStage((state) => state.seed);
  if (className === null) return null;
  return (
    <p className="quiet">
      Class {className}, your seed {seed}
    </p>
  );
}
