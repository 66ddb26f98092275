/** Which room the page was left in, stage or lab, kept in this browser for the next plain address. */
import { type RoomId, roomOf, VIEWS } from './views';

type RoomStorage = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'modality-lab.room';

/** Null where nothing is kept, or the browser keeps nothing. */
export function readLeftRoom(storage: RoomStorage | null): RoomId | null {
  try {
    const kept = storage?.getItem(KEY);
    const view = VIEWS.find(({ id }) => id === kept);
    return view ? roomOf(view.id) : null;
  } catch {
    return null;
  }
}

export function keepLeftRoom(storage: RoomStorage | null, room: RoomId): void {
  try {
    storage?.setItem(KEY, room);
  } catch {
    // the next visit begins on the stage, as a first one does
  }
}
