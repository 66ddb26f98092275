/**
 * The shape of a scene of the stage: one question, one race (or a few to choose from), one chart, a guess before
 * anything trains, what is said of it while and after it trains, one thing to try, and the claims that the scene makes.
 * Scenes are data in src/lessons; this file knows none of them. Pure types.
 */
import type { SettingsInput } from '../../protocol/settings';
import type { Net, SceneNumber, SceneValue } from './numbers';

/** Parts of the screen that can be shown, hidden by a link, and marked while a text speaks of them. */
export const SCENE_PARTS = ['lanes', 'chart', 'numbers', 'sample', 'controls'] as const;
export type ScenePart = (typeof SCENE_PARTS)[number];

/** A race of the scene. The seed is the stage's business and stands in no scene. */
export interface SceneRace {
  /** Unique in the scene; stands in kept guesses and done ticks. */
  readonly id: string;
  /** The word of its button, where a scene has several. */
  readonly label: string;
  /** What these data are like, in one sentence; where a scene has several races. */
  readonly about?: string;
  readonly settings: SettingsInput;
}

/** One curve of the scene's chart. */
export interface SceneCurve {
  readonly of: Net | { readonly run: string; readonly measure: string; readonly part?: string };
  /** At the line's end: "alone", "together". */
  readonly label: string;
  /** There, but not what the question is about. */
  readonly isPale?: true;
  /** What the guess is about, which takes its colour; the first curve where none says so. */
  readonly isGuessed?: true;
}

export interface SceneChart {
  /** What is measured, in plain words: "Right answers of the sound by itself". */
  readonly title: string;
  readonly curves: readonly SceneCurve[];
}

/** What the pupil commits to before the race; where a scene has several races, before each. */
export type SceneGuess = { readonly question: string } & (
  | {
      /** Drags the end of a curve: a share of right answers. */
      readonly kind: 'curve-end';
      /** The scene's number that it is held against; its unit is share. */
      readonly number: string;
      /** Where the handle stands before anybody touches it, 0..1. */
      readonly start: number;
    }
  | {
      readonly kind: 'number';
      readonly number: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly start: number;
    }
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly id: string; readonly text: string }[];
      /** Which option came true in the race that was guessed at, by its id; null where this race cannot say. */
      readonly came: (values: SceneValues, race: string) => string | null;
    }
);

/** A pupil's guess: of a curve's end a share, of a number the number, of a choice the option's id. */
export type GuessValue = number | string;

/** The scene's numbers that are known by now, by id. */
export type SceneValues = Readonly<Record<string, SceneValue | null>>;

/** Slow where it matters: up to and including this epoch, so many epochs a second; after the last entry at full speed. */
export interface Pace {
  readonly untilEpoch: number;
  readonly epochsPerSecond: number;
}

/** A caption while the race trains. */
export interface Moment {
  /** Epochs completed, first and last. */
  readonly from: number;
  readonly to: number;
  /** The part of the screen that it speaks of, marked meanwhile. */
  readonly part: ScenePart;
  readonly text: string;
}

/** What is said after the race, by rule from this race's numbers. */
export interface Say {
  /** The heading at the end: what came, in one sentence. */
  readonly heading: (values: SceneValues) => string;
  /** Two or three sentences; where this race does not show it they say so and offer another seed. */
  readonly sentences: (values: SceneValues, guess: GuessValue | null) => readonly SaidOf[];
}

export interface SaidOf {
  readonly text: string;
  readonly part: ScenePart;
  /** The run whose table of who failed stands in place of the large numbers while this is said. */
  readonly failuresOf?: string;
}

/** One control, and one question answered by it. */
export interface Try {
  readonly question: string;
  readonly control:
    | {
        readonly kind: 'slider';
        /** A path of the settings. */
        readonly path: string;
        readonly label: string;
        readonly min: number;
        readonly max: number;
        readonly step: number;
        readonly ends: readonly [string, string];
        /** A value in words that say what it is of: "within 25 % of the wave". */
        readonly show: (value: number) => string;
        /** What is said of a race with another value, where the scene's own words would not be true of it. */
        readonly say?: (race: string) => Say;
        /** And what its numbers are called then, by id. */
        readonly labels?: Readonly<Record<string, string>>;
      }
    /** Another race of the scene. */
    | { readonly kind: 'races'; readonly label: string }
    | { readonly kind: 'seed'; readonly label: string }
    /** Own files, a recording, or a real set: opens the whole lab's data with the scene's race. */
    | { readonly kind: 'own-data'; readonly label: string };
}

export interface Claim {
  /** Unique in the scene. */
  readonly id: string;
  /** In plain words, with the bound: "Under joint training the sound ends at least 20 points below itself alone." */
  readonly text: string;
  readonly number: string;
  /** `within`: its size without its sign is below. */
  readonly op: '>=' | '>' | '<=' | '<' | 'within';
  /** In the number's unit, as it is read: points for points, 0..1 for shares. */
  readonly than: number;
  /** Of ten fresh seeds, on how many it must hold; 9 where absent. */
  readonly ofTen?: number;
}

/** What the teacher's page says of the scene. */
export interface ForTeachers {
  readonly minutes: number;
  /** What there is to understand at the end. */
  readonly aim: string;
  /** What pupils usually think before, and what shows them otherwise. */
  readonly misconceptions: readonly { readonly thought: string; readonly shown: string }[];
  readonly ask: readonly { readonly question: string; readonly answer: string }[];
}

export interface Scene {
  /** Stands in links and result codes: small letters and hyphens; never changes. */
  readonly id: string;
  /** In the bar of scenes and the teacher's plan. */
  readonly title: string;
  /** At most 20 words. */
  readonly question: string;
  /** At least one; the first is shown first. */
  readonly races: readonly [SceneRace, ...SceneRace[]];
  /** Which run the lanes show with the wall open, and which with it shut; a scene without a wall to move has the same or null. */
  readonly lanes: { readonly open: string; readonly shut: string | null };
  readonly chart: SceneChart;
  /** Everything the scene measures, in the order of the result code. */
  readonly numbers: readonly SceneNumber[];
  /** At most three of them, by id, shown large. */
  readonly big: readonly string[];
  /** Two of them, for the class's scatter: across and up; null where there is nothing to scatter. */
  readonly scatter: { readonly x: string; readonly y: string } | null;
  /** Whether a sample (the picture to see, the sound to play) belongs to the first screen. */
  readonly hasSample: boolean;
  readonly guess: SceneGuess;
  readonly pace: readonly Pace[];
  readonly moments: readonly Moment[];
  /** Slow motion that the scene opens: a run's step at an epoch; null for most. */
  readonly slowMotion: { readonly run: string; readonly epoch: number } | null;
  readonly say: Say;
  readonly try: Try;
  /** Whether the scene counts as done. */
  readonly done: (state: SceneState) => boolean;
  readonly claims: readonly Claim[];
  readonly teachers: ForTeachers;
}

/** What a pupil has done in a scene so far. */
export interface SceneState {
  readonly guess: GuessValue | null;
  /** Races that were trained to their end, by id. */
  readonly ended: readonly string[];
  /** Whether the thing to try was tried. */
  readonly hasTried: boolean;
  readonly values: SceneValues;
}
