/** The random numbers of a golden file, in order of use: a stream that gives them out and nothing else. */
import type { Random } from '../math/rng';

/** Numbers drawn at one place: uniforms in [0, 1), a permutation, or the weights of a head that comes later. */
export interface Draw {
  readonly where: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export class RecordedDraws implements Random {
  private readonly draws: readonly Draw[];
  private readonly after: Random | null;
  /** The draw in use, and how many of its values are used. */
  private draw = 0;
  private used = 0;

  /** @param after gives numbers when the file's are used up; none where absent. */
  constructor(draws: readonly Draw[], after: Random | null = null) {
    this.draws = draws;
    this.after = after;
  }

  /** Where the first unused number belongs; null where all are used. */
  get unused(): string | null {
    return this.draws[this.draw]?.where ?? null;
  }

  /** The next number as it is. @throws Error where the file has no more. */
  next(): number {
    if (this.unused === null && this.after) return this.after.next();
    const { values } = this.current('a number');
    const value = values[this.used];
    if (value === undefined) throw new Error('A draw of the file holds no numbers.');
    this.used += 1;
    if (this.used === values.length) this.advance();
    return value;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** @throws Error always: what is drawn from so many is recorded as a whole order. */
  below(count: number): number {
    throw new Error(`One of ${count} was asked for, which golden files record as a permutation.`);
  }

  /** The next number as it is: golden files hold drawn weights, not what they were made of. */
  normal(): number {
    return this.next();
  }

  permutation(count: number): Int32Array {
    if (this.unused === null && this.after) return this.after.permutation(count);
    const { where, values } = this.current(`an order of ${count}`);
    if (this.used !== 0 || values.length !== count) {
      throw new Error(
        `An order of ${count} was asked for; the file has ${values.length} numbers for "${where}".`,
      );
    }
    this.advance();
    return Int32Array.from(values);
  }

  save(): readonly number[] {
    return [this.draw, this.used];
  }

  restore(saved: readonly (number | null)[]): void {
    [this.draw, this.used] = [saved[0] ?? 0, saved[1] ?? 0];
  }

  private current(what: string): Draw {
    const draw = this.draws[this.draw];
    if (draw) return draw;
    throw new Error(
      `The run asks for ${what}, and all ${this.draws.length} draws of the file are used.`,
    );
  }

  private advance(): void {
    this.draw += 1;
    this.used = 0;
  }
}
