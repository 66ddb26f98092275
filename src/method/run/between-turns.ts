/**
 * Updates in the middle of a step that is only looked at: where a batch has several turns, each must find the nets as the
 * one before would have left them. They are made once, while all losses are let through, and laid in again in passes
 * with one loss alone; after every pass the nets are as they were.
 */
import type { ParameterArena } from '../../engine/kernels/kernels';
import type { SavedArena } from '../../protocol/checkpoint';

export class BetweenTurns {
  private before: { readonly arena: ParameterArena; readonly saved: Promise<SavedArena> } | null =
    null;
  /** How the first pass left the nets after each of its updates. */
  private readonly left: Promise<SavedArena>[] = [];
  private known: readonly SavedArena[] = [];
  private turn = 0;

  /** An update for some parameters of the arena, after which another may come. @param take makes it. */
  update(arena: ParameterArena, take: () => void): void {
    const known = this.known[this.turn];
    this.turn += 1;
    if (known) {
      arena.restore(known);
      return;
    }
    this.before ??= { arena, saved: arena.save() };
    take();
    this.left.push(arena.save());
  }

  /** After a pass. */
  async goBack(): Promise<void> {
    this.turn = 0;
    this.known = await Promise.all(this.left);
    if (this.before) this.before.arena.restore(await this.before.saved);
  }
}
