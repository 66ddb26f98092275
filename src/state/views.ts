/**
 * The ways of looking at the page, in one list: the address, the commands with their keys and the strip's buttons are
 * made from it, and `ui/views.ts` says what each draws. The first is home. Imports nothing.
 */
export interface ViewDescription {
  /** What stands in the address after `?view=`; home is not written. */
  readonly id: string;
  /** The button's word that leads there; of home, the way back. */
  readonly label: string;
  /** One sentence for the sheet of keys. */
  readonly explanation: string;
  /** `KeyboardEvent.key` that leads there, and back; home has none of its own. */
  readonly key: string | null;
}

export const VIEWS = [
  {
    id: 'lab',
    label: 'Back to the lab',
    explanation: 'Data, lanes, charts, samples and runs.',
    key: null,
  },
  {
    id: 'projector',
    label: 'Projector',
    explanation: 'One chart and three numbers, large enough for the last row.',
    key: 'p',
  },
] as const satisfies readonly ViewDescription[];

export type ViewId = (typeof VIEWS)[number]['id'];

/** Where the page begins, and every other view leads back to. */
export const HOME = VIEWS[0];

/** All views but home. */
export type AwayId = Exclude<ViewId, typeof HOME.id>;
export const AWAY = VIEWS.filter(
  (view): view is Extract<(typeof VIEWS)[number], { id: AwayId }> => view !== HOME,
);
