/** Where races in progress are written, fetched with the first call: the first drawing of the page needs none of it. */
import type { UnfinishedNews, UnfinishedStorage } from './unfinished-race';

export function fetchedStorage(fetchIt: () => Promise<UnfinishedStorage>): UnfinishedStorage {
  const hearers: ((news: UnfinishedNews) => void)[] = [];
  let fetched: Promise<UnfinishedStorage> | null = null;
  const storage = () => {
    fetched ??= fetchIt().then((it) => {
      it.listen((news) => {
        for (const hear of hearers) hear(news);
      });
      return it;
    });
    // a network that was gone for a moment may be there again
    fetched.catch(() => {
      fetched = null;
    });
    return fetched;
  };
  return {
    take: async (fits) => (await storage()).take(fits),
    write: async (race) => (await storage()).write(race),
    remove: async (id) => (await storage()).remove(id),
    ids: async () => (await storage()).ids(),
    raw: async (id) => (await storage()).raw(id),
    listen: (hear) => void hearers.push(hear),
  };
}
