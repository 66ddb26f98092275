/**
 * What the stage says aloud: the caption or sentence that stands there, what came once the race is over, and, while it
 * trains, its milestones.
 */
import { isOver } from '../../state/lessons/stage-store';
import { useMilestones } from '../session-context';
import { useStage } from './use-stage';

interface Props {
  readonly heading: string;
  readonly line: string;
  readonly spoken: string;
}

export function StageSpeaker({ heading, line, spoken }: Props) {
  const over = useStage(isOver);
  const step = useStage((state) => state.step);
  const milestone = useMilestones(({ said }) => said);
  return (
    <>
      <p className="unseen" role="status">
        {over && step === 'look' ? `${heading} ${line}` : spoken}
      </p>
      <p className="unseen" role="status">
        {step === 'run' ? milestone : ''}
      </p>
    </>
  );
}
