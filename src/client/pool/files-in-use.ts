/**
 * A person's files, read: no thread can open them again, so each that trains on them must be given them. Where threads
 * share memory they lie there once; elsewhere each thread has a copy, if they are small enough for that.
 */
import type { DataSet } from '../../protocol/data-set';
import type { PoolThread } from './pool-thread';
import { canShareMemory, inSharedMemory, isSmallEnoughToCopy } from './shared-data';

export class FilesInUse {
  /** What was handed over last: it stands for the files, and, where it is shared, it is what everybody gets. */
  private given: DataSet | null = null;
  private isShared = false;

  /** Gives them to the first thread, for good; to the others as a copy, now or never. */
  hand(dataSet: DataSet, [lead, ...helpers]: readonly PoolThread[]): void {
    this.isShared = canShareMemory();
    this.given = this.isShared ? inSharedMemory(dataSet) : dataSet;
    const { given } = this;
    if (!this.isShared && isSmallEnoughToCopy(given)) {
      for (const helper of helpers) {
        helper.files = given;
        helper.send({ kind: 'use-data', dataSet: structuredClone(given) });
      }
    }
    if (!lead) return;
    lead.files = given;
    lead.send({ kind: 'use-data', dataSet: given });
  }

  /** Whether the thread can be given them, or has them. */
  canTrain(thread: PoolThread): boolean {
    return this.isShared || thread.files === this.given;
  }

  /** Sees to it that a thread that can train on them has them. */
  bring(thread: PoolThread): void {
    const { given } = this;
    if (!this.isShared || !given || thread.files === given) return;
    thread.files = given;
    thread.send({ kind: 'use-data', dataSet: given });
  }
}
