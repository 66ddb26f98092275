/** What the stage says aloud: the caption or sentence that stands there, and what came once the race is over. */
import { isOver } from '../../state/lessons/stage-store';
import { useStage } from './use-stage';

interface Props {
  readonly heading: string;
  readonly line: string;
  readonly spoken: string;
}

export function StageSpeaker({ heading, line, spoken }: Props) {
  const over = useStage(isOver);
  const step = useStage((state) => state.step);
  return (
    <p className="unseen" role="status">
      {over && step === 'look' ? `${heading} ${line}` : spoken}
    </p>
  );
}
