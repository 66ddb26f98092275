/**
 * Names in files of nets: letters that every format takes, one name for one thing, whatever modalities are called.
 */

/** A name that every format can have; two names may come out alike. */
export const safeName = (name: string): string => name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');

/** Gives names that every format can have; one that another has already ends in a number. */
export class SafeNames {
  private readonly taken = new Set<string>();

  of(name: string): string {
    const safe = safeName(name);
    let free = safe;
    for (let k = 2; this.taken.has(free); k++) free = `${safe}_${k}`;
    this.taken.add(free);
    return free;
  }
}
