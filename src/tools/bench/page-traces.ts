/** `npm run bench -- --page`: visits the built page turn by turn and gathers what the browser says of it. */

import { type PageReport, SLOWER } from './page-report';
import { type LoadVisit, openPage, type RaceVisit, ROOMS, type Room } from './page-visit';
import { drawingShare } from './trace';

/**
 * @param rounds how often each kind of visit is made; they take turns, so that a busy minute falls on all of them.
 * @param dist a folder that holds a build; without one the page is built first.
 */
export async function tracePage(
  rounds: number,
  dist: string | undefined,
): Promise<Pick<PageReport, 'browser' | 'costs' | 'races' | 'loads'>> {
  const page = await openPage(dist);
  const costs: RaceVisit[] = [];
  const races = { asItIs: [] as RaceVisit[], slower: [] as RaceVisit[] };
  const loads = (Object.keys(ROOMS) as Room[]).map((room) => ({ room, visits: [] as LoadVisit[] }));
  try {
    for (let round = 1; round <= rounds; round++) {
      const cost = await page.race(1, false);
      costs.push(cost);
      console.log(`${round}: drawing ${drawingShare(cost.threads).toFixed(2)} of the worker`);
      for (const [throttling, visits] of [
        [1, races.asItIs],
        [SLOWER, races.slower],
      ] as const) {
        const visit = await page.race(throttling, true);
        visits.push(visit);
        console.log(`${round}: throttled ${throttling}: ${JSON.stringify(visit)}`);
      }
      for (const { room, visits } of loads) {
        const visit = await page.load(room, SLOWER);
        visits.push(visit);
        console.log(`${round}: ${room}: ${JSON.stringify(visit)}`);
      }
    }
  } finally {
    await page.close();
  }
  return { browser: page.version, costs, races, loads };
}
