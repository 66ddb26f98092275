/** What is free of a range of memory: pieces are taken where they fit first, and given back to be taken again. */
export class Gaps {
  /** Free ranges, ascending, never touching. */
  private readonly gaps: { begin: number; count: number }[] = [];

  /** Where `count` units fit, or null. */
  take(count: number): number | null {
    const at = this.gaps.findIndex((gap) => gap.count >= count);
    const gap = this.gaps[at];
    if (!gap) return null;
    const { begin } = gap;
    gap.begin += count;
    gap.count -= count;
    if (gap.count === 0) this.gaps.splice(at, 1);
    return begin;
  }

  /** Makes a range free that was taken, or was not there before. */
  give(begin: number, count: number): void {
    const next = this.gaps.findIndex((gap) => gap.begin > begin);
    const at = next < 0 ? this.gaps.length : next;
    this.gaps.splice(at, 0, { begin, count });
    const merge = (k: number) => {
      const [a, b] = [this.gaps[k], this.gaps[k + 1]];
      if (!a || !b || a.begin + a.count !== b.begin) return;
      a.count += b.count;
      this.gaps.splice(k + 1, 1);
    };
    merge(at);
    merge(at - 1);
  }
}
