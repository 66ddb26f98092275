/** The generator's four meaningful sliders. Letting one go makes new data and resets the race. */
import { hasChangedData } from '../../state/data-choices';
import { percent } from '../../state/format';
import { Range } from '../controls/Range';
import { useExperiment, useSession } from '../session-context';
import css from './GeneratorSliders.module.css';

/** Beyond this the classes are lost in noise; an address may still ask for more. */
const MOST_NOISE = 3;

export function GeneratorSliders() {
  const session = useSession();
  const settings = useExperiment((state) => state.settings);
  const { picture, sound } = settings.generator;
  const isSpectrum = sound.view === 'spectrum';
  const setBothFail = (value: number) => {
    session.takeSettings({
      ...settings,
      generator: {
        ...settings.generator,
        picture: { ...picture, fail: value },
        sound: { ...sound, fail: value },
      },
    });
  };
  return (
    <div className={css.sliders}>
      <Range
        label="Noise in the picture"
        ends={['clear', 'buried']}
        value={picture.noise}
        max={Math.max(MOST_NOISE, picture.noise)}
        step={0.1}
        show={(value) => value.toFixed(1)}
        onCommit={(value) => session.change('generator.picture.noise', value)}
      />
      <Range
        label="Noise in the sound"
        ends={['clear', 'buried']}
        value={sound.noise}
        max={Math.max(MOST_NOISE, sound.noise)}
        step={0.1}
        show={(value) => value.toFixed(1)}
        onCommit={(value) => session.change('generator.sound.noise', value)}
      />
      <Range
        label="Sound hard to learn"
        ends={['fast', 'slow']}
        value={sound.phaseRange}
        max={1}
        step={0.05}
        show={percent}
        refusal={
          isSpectrum
            ? 'The sound comes as a spectrum, which hides its phase: nothing to move here.'
            : null
        }
        onCommit={(value) => session.change('generator.sound.phaseRange', value)}
      />
      <Range
        label="Unreliable share"
        ends={['always there', 'often missing']}
        value={(picture.fail + sound.fail) / 2}
        max={1}
        step={0.05}
        show={(value, moving) =>
          moving || picture.fail === sound.fail
            ? percent(value)
            : `${percent(picture.fail)}, ${percent(sound.fail)}`
        }
        onCommit={setBothFail}
      />
      {hasChangedData(settings) ? (
        <button type="button" className="link small" onClick={() => session.restoreData()}>
          Back to the preset
        </button>
      ) : null}
    </div>
  );
}
