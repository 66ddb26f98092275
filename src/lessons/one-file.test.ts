/**
 * A scene is one file and one line: nothing but the list knows which scenes there are. Looks for the scenes' ids in the
 * sources, and takes a scene that is in no list through everything that is made of scenes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../data/presets';
import { readResultCode, writeResultCode } from '../state/lessons/result-code';
import { SMALL_SCENE } from '../testing/small-scene';
import { checkScene, measureScene } from '../tools/lessons/measure';
import { trainingsOf } from '../tools/lessons/trainings';
import { lessonPlan } from './plan';
import { SCENES } from './scenes';

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Files that name a scene in a literal. */
function naming(ids: readonly string[]): string[] {
  const patterns = ids.map((id) => new RegExp(`(['"\`])${id}\\1`));
  return sources('src').filter((path) => {
    const text = readFileSync(path, 'utf8');
    return patterns.some((pattern) => pattern.test(text));
  });
}

const presets = new Set(PRESETS.map(({ id }) => id));

describe('a scene', () => {
  it.each(
    // a preset of the same name is named where presets are, and a plain word anywhere
    SCENES.map(({ id }) => id).filter((id) => id.includes('-') && !presets.has(id)),
  )('%s is named in its own file and nowhere else', (id) => {
    const named = naming([id]).filter((path) => !path.startsWith('src/testing/'));
    expect(named).toEqual([`src/lessons/scenes/${id}.ts`]);
  });

  it('stands in the list by one import and one line', () => {
    const lines = readFileSync('src/lessons/scenes.ts', 'utf8').split('\n');
    for (const { id } of SCENES) {
      const name = id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const places = lines.filter((line) => new RegExp(`\\b${name}\\b`).test(line));
      expect(places).toEqual([`import { ${name} } from './scenes/${id}';`, `  ${name},`]);
    }
  });

  it('that is in no list is planned, trained, measured and written into a code like any other', () => {
    const scenes = [...SCENES, SMALL_SCENE];
    expect(lessonPlan(scenes).at(-1)).toMatchObject({ number: 8, from: 45, to: 48 });
    expect(trainingsOf(scenes, 1).flatMap(({ races }) => races)).toEqual(
      expect.arrayContaining(['small-scene one', 'small-scene two']),
    );
    const measured = measureScene(SMALL_SCENE, [1], () => ({ record: [], levels: null }));
    expect(checkScene(SMALL_SCENE, [1], measured)).toHaveLength(3);
    const code = writeResultCode(
      SMALL_SCENE,
      7,
      { one: 0.5 },
      {
        both: { value: 0.75, told: 'untested' },
      },
    );
    expect(readResultCode(code, scenes)).toMatchObject({ code: { scene: 'small-scene', seed: 7 } });
  });
});
