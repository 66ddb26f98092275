/**
 * The class on the wall: result codes come in on one side, on the other stand what was guessed, what came, two numbers
 * against each other, and the means. "For the wall" shows the picture alone, as large as a projector needs.
 */
import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import { classAsCsv } from '../../state/lessons/class/class-csv';
import { summarise } from '../../state/lessons/class/class-summary';
import { amountText, tellScatter } from '../../state/lessons/class/class-words';
import { Choice } from '../controls/Choice';
import { projectedLook } from '../figures/chart-look';
import { saveFile } from '../runs/save-file';
import { useClassCodes, useCodes, useSession, useView } from '../session-context';
import { SaveFigure } from '../take-away/SaveFigure';
import saveCss from '../take-away/SaveFigure.module.css';
import { ChoicePicture } from './ChoicePicture';
import css from './ClassPicture.module.css';
import { CodeEntry } from './CodeEntry';
import { CodeTable } from './CodeTable';
import { EndsPicture } from './EndsPicture';
import { NumbersTable } from './NumbersTable';
import { ScatterPicture } from './ScatterPicture';

/** On the page; under 14 px the stage writes nothing. */
const PAGE_TYPE = 14;
/** In a file, as other figures have it. */
const PAPER_TYPE = 12;

function Picture({ type, isSavable }: { readonly type: number; readonly isSavable: boolean }) {
  const scene = useClassCodes((state) => state.scene);
  const counted = useClassCodes((state) => state.counted);
  const summary = useMemo(() => scene && summarise(scene, counted), [scene, counted]);
  if (!scene || !summary) return null;
  if (counted.length === 0) {
    return (
      <p className={css.empty}>
        Here the class will stand: what was guessed, what came, and the means. Each pupil’s result
        code stands at the end of the scene.
      </p>
    );
  }
  const { guesses, scatter, numbers } = summary;
  const source = {
    words: `Scene \u201C${scene.title}\u201D, ${amountText(counted.length, 'race', 'races')}, each on a seed of its own.`,
    settings: { scene: scene.id, seeds: counted.map(({ code }) => code.seed) },
    link: `${location.origin}${location.pathname}#scene=${scene.id}`,
  };
  const drawnGuesses = (size: number) =>
    guesses.map((each) =>
      each.kind === 'number' ? (
        <EndsPicture key="number" ends={each} type={size} />
      ) : (
        <ChoicePicture key={each.race ?? 'one'} choices={each} />
      ),
    );
  return (
    <div className={css.picture}>
      <section className={css.guesses} aria-label="Guesses and outcomes">
        <div className={saveCss.titled}>
          <h2>Guesses and outcomes</h2>
          {isSavable ? (
            <SaveFigure
              title="Guesses and outcomes"
              says={[`Guesses and outcomes: ${scene.question}`]}
              source={source}
              copy={() => drawnGuesses(PAPER_TYPE)}
            />
          ) : null}
        </div>
        {drawnGuesses(type)}
      </section>
      {scatter ? (
        <section className="stack" aria-label="Two numbers against each other">
          <div className={saveCss.titled}>
            <h2>Each pupil a point</h2>
            {isSavable ? (
              <SaveFigure
                title="Each pupil a point"
                says={[tellScatter(scatter)]}
                source={source}
                copy={() => <ScatterPicture scatter={scatter} type={PAPER_TYPE} />}
              />
            ) : null}
          </div>
          <ScatterPicture scatter={scatter} type={type} />
        </section>
      ) : null}
      <NumbersTable numbers={numbers} />
    </div>
  );
}

export default function ClassPicture({ onClose }: { readonly onClose: () => void }) {
  const { classes, stage } = useSession();
  const codes = useCodes();
  const scene = useClassCodes((state) => state.scene);
  const counted = useClassCodes((state) => state.counted);
  useEffect(() => {
    const { scene: onStage } = stage.store.getState();
    if (onStage) codes.choose(onStage.id);
  }, [codes, stage]);
  const isProjected = useView((state) => state.view === 'projector');
  const [isWall, setWall] = useState(isProjected);
  const scenes = classes.scenes.map(({ id, title }, place) => ({
    value: id,
    name: `${place + 1}. ${title}`,
  }));
  const save = () =>
    scene &&
    saveFile({
      name: `class-${scene.id}.csv`,
      type: 'text/csv',
      text: classAsCsv(scene, counted),
    });
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Content className={css.page} data-wall={isWall} aria-describedby={undefined}>
          <header className={css.head}>
            <Dialog.Title className={css.title}>Class picture</Dialog.Title>
            {isWall ? (
              <p>{scene?.question}</p>
            ) : (
              <Choice
                label="Scene"
                value={scene?.id ?? ''}
                options={scenes}
                onChange={codes.choose}
              />
            )}
            <p className="quiet">{amountText(counted.length, 'code', 'codes')}</p>
            <div className={css.buttons}>
              <button
                type="button"
                className="button"
                aria-pressed={isWall}
                onClick={() => setWall(!isWall)}
              >
                {isWall ? 'Add codes' : 'For the wall'}
              </button>
              {counted.length > 0 ? (
                <button type="button" className="button" onClick={save}>
                  Save CSV
                </button>
              ) : null}
              <Dialog.Close className="button">Close</Dialog.Close>
            </div>
          </header>
          <div className={css.body}>
            {isWall ? null : (
              <div className={css.side}>
                <CodeEntry />
              </div>
            )}
            <div className={css.main}>
              <Picture
                type={isWall ? projectedLook(window.innerHeight).type : PAGE_TYPE}
                isSavable={!isWall}
              />
              {isWall || !scene ? null : <CodeTable scene={scene} />}
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
