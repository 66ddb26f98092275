/**
 * The ways of looking at the page, in one list: the address, the commands with their keys and the strip's buttons are
 * made from it, and `ui/views.ts` says what each draws. The first is home. Imports nothing.
 */
export interface ViewDescription {
  /** What stands in the address after `?view=`; home is not written. */
  readonly id: string;
  /** The button's word that leads there. */
  readonly label: string;
  /** The button's word that leads back there from somewhere else; only of a room, for only to rooms one goes back. */
  readonly back?: string;
  /** One sentence for the sheet of keys. */
  readonly explanation: string;
  /** `KeyboardEvent.key` that leads there, and back; home has none of its own. */
  readonly key: string | null;
}

export const VIEWS = [
  {
    id: 'stage',
    label: 'Stage',
    back: 'Stage',
    explanation: 'One scene at a time: a question, a guess, a race.',
    key: null,
  },
  {
    id: 'lab',
    label: 'Open the whole lab',
    back: 'Back to the lab',
    explanation: 'Data, lanes, charts, samples and runs.',
    key: 'l',
  },
  {
    id: 'projector',
    label: 'Projector',
    explanation: 'The same, large enough for the last row.',
    key: 'p',
  },
] as const satisfies readonly ViewDescription[];

export type ViewId = (typeof VIEWS)[number]['id'];

/** Where the page begins. */
export const HOME = VIEWS[0];

/** All views but home. */
export type AwayId = Exclude<ViewId, typeof HOME.id>;
export const AWAY = VIEWS.filter(
  (view): view is Extract<(typeof VIEWS)[number], { id: AwayId }> => view !== HOME,
);

/** Views that are worked in; the others are ways of looking at what is in one of them, and lead back to it. */
export type RoomId = Extract<(typeof VIEWS)[number], { back: string }>['id'];
type Room = ViewDescription & { readonly id: RoomId; readonly back: string };
const isRoomView = (view: ViewDescription): view is Room => view.back !== undefined;
const ALL: readonly ViewDescription[] = VIEWS;
const ROOMS: readonly Room[] = ALL.filter(isRoomView);

/** The room of this name; null for another view. */
export const roomOf = (view: ViewId): RoomId | null =>
  ROOMS.find(({ id }) => id === view)?.id ?? null;

/** The word of the button that leads back to this room. */
export const backTo = (room: RoomId): string => ROOMS.find(({ id }) => id === room)?.back ?? '';
