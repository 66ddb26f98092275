/** What the races of one command differ in: their seed, or the fold that tests. Pure. */
import type { Settings } from '../../protocol/settings';

export type Differing = 'seed' | 'fold';

/** Which of them a race is. */
export const numberOf = ({ seed, fold = 1 }: Settings, by: Differing): number =>
  by === 'seed' ? seed : fold;

/** The same race as another one of them. */
export const withNumber = (settings: Settings, by: Differing, number: number): Settings => ({
  ...settings,
  [by]: number,
});
