/**
 * Cards of the shelf that would read alike: in which settings groups of runs with the same name on the same data differ,
 * so that the points of a sweep can be told apart. Pure.
 */
import { cardName } from './card-words';
import { ABSENT, settingColumns } from './runs-table';
import type { RunGroup } from './shelf-groups';

/** More would be a table, which there is. */
const MOST_TOLD = 3;

/** "duc.temperature 0.05", by the group's key; nothing for a group that no other reads like. */
export function whatDiffers(groups: readonly RunGroup[]): ReadonlyMap<string, string> {
  const alike = new Map<string, RunGroup[]>();
  for (const group of groups) {
    const [card] = group.cards;
    if (!card) continue;
    const name = `${cardName(card)}\n${card.dataName}`;
    alike.set(name, [...(alike.get(name) ?? []), group]);
  }
  return new Map(
    [...alike.values()].flatMap((members) => {
      const firsts = members.flatMap(({ key, cards }) =>
        cards.slice(0, 1).map((card) => ({ key, card })),
      );
      const columns = settingColumns(firsts.map(({ card }) => card));
      if (columns.length === 0) return [];
      return firsts.map(({ key, card }) => {
        const told = columns.slice(0, MOST_TOLD).map(({ word, text }) => {
          const value = text(card);
          return `${word.replace(/^method\./, '')} ${value === ABSENT ? 'not set' : value}`;
        });
        const more = columns.length - told.length;
        return [key, [...told, ...(more > 0 ? [`${more} more settings`] : [])].join(', ')] as const;
      });
    }),
  );
}
