/**
 * For teachers: the plan of a lesson, what pupils think and what to ask, which numbers to expect, and a handout of each
 * scene to print. Everything is made of the scenes and of what was measured of them. Fetched when it is opened.
 */
import { Dialog } from 'radix-ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { EXPECTED } from '../../lessons/expected';
import { seedsText } from '../../lessons/number-words';
import { lessonPlan } from '../../lessons/plan';
import { SCENES } from '../../lessons/scenes';
import type { Scene } from '../../state/lessons/scene';
import { TaskAnswers } from '../assignments/TaskAnswers';
import { Handout } from './Handout';
import { SceneNotes } from './SceneNotes';
import css from './TeachersPage.module.css';

const ClassPicture = lazy(() => import('../class/ClassPicture'));

const PLAN = lessonPlan(SCENES);

/** What the printer gets: the handouts of these scenes, and nothing else of the page. */
function OnPaper({ scenes }: { readonly scenes: readonly Scene[] }) {
  return createPortal(
    <div className={css.paper}>
      {PLAN.filter(({ scene }) => scenes.includes(scene)).map(({ scene, number }) => (
        <Handout key={scene.id} scene={scene} number={number} count={SCENES.length} />
      ))}
    </div>,
    document.body,
  );
}

function Plan() {
  return (
    <table className={css.plan}>
      <thead>
        <tr>
          <th scope="col">Minutes</th>
          <th scope="col">Scene</th>
          <th scope="col">What there is to understand</th>
        </tr>
      </thead>
      <tbody>
        {PLAN.map(({ scene, number, from, to }) => (
          <tr key={scene.id}>
            <td className={css.minutes}>
              {from} to {to}
            </td>
            <th scope="row">
              <a href={`#notes-${scene.id}`} onClick={(event) => goTo(event, scene)}>
                {number}. {scene.title}
              </a>
            </th>
            <td>{scene.teachers.aim}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The address belongs to scenes and settings, so a link within the page only scrolls. */
function goTo(event: React.MouseEvent, { id }: Scene): void {
  event.preventDefault();
  const notes = document.getElementById(`notes-${id}`);
  notes?.scrollIntoView();
  notes?.focus();
}

interface Props {
  readonly onClose: () => void;
}

export default function TeachersPage({ onClose }: Props) {
  /** The scenes whose handouts are printed, also by the browser's own command: all, unless one was asked for. */
  const [printed, setPrinted] = useState<readonly Scene[]>(SCENES);
  const [isAsked, setIsAsked] = useState(false);
  const [hasPicture, setPicture] = useState(false);
  const print = (scenes: readonly Scene[]) => {
    setPrinted(scenes);
    setIsAsked(true);
  };
  useEffect(() => {
    if (!isAsked) return;
    // the handouts are drawn by now; the call returns when the browser's window of printing is closed
    window.print();
    setIsAsked(false);
    setPrinted(SCENES);
  }, [isAsked]);
  const minutes = PLAN.at(-1)?.to ?? 0;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content className={css.page} aria-describedby={undefined}>
          <div className={css.column}>
            <header className={css.head}>
              <Dialog.Title className={css.title}>For teachers</Dialog.Title>
              <button type="button" className="button outlined" onClick={() => print(SCENES)}>
                Print all handouts
              </button>
              <button type="button" className="button outlined" onClick={() => setPicture(true)}>
                Class picture
              </button>
              <Dialog.Close className="button">Close</Dialog.Close>
            </header>
            <p>
              {SCENES.length} scenes fill a lesson of {minutes} minutes. In each the pupils guess
              first, then train, look, and try one thing. Scene 1 can stand alone.
            </p>
            <Plan />
            <p>
              Every number below was measured on {EXPECTED.seeds.length} seeds,{' '}
              {seedsText(EXPECTED.seeds)}: the mean, and after ± the standard deviation of one race.
              Of three pupils about two land within it. A seed draws the samples and the first
              weights, so every pupil with a seed of their own repeats the experiment.
            </p>
            {PLAN.map(({ scene, number }) => (
              <SceneNotes
                key={scene.id}
                scene={scene}
                number={number}
                onPrint={() => print([scene])}
              />
            ))}
            <div className={css.notes}>
              <TaskAnswers />
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
      <OnPaper scenes={printed} />
      {hasPicture ? (
        <Suspense fallback={null}>
          <ClassPicture onClose={() => setPicture(false)} />
        </Suspense>
      ) : null}
    </Dialog.Root>
  );
}
