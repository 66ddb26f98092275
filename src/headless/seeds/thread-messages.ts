/** What the command and its threads say to each other. Lines travel as text: they are only printed. */
import type { DeviceAsked } from '../../protocol/backends';
import type { Failure } from '../../protocol/failure';
import type { BackendReport } from '../../protocol/messages';
import type { Settings } from '../../protocol/settings';
import type { RunResult } from '../lab/run-race';
import type { Differing } from './differing';

/** What a thread is started with. */
export interface ThreadStart {
  readonly trains: 'seeds';
  /** What its races differ in. */
  readonly by: Differing;
  readonly device: DeviceAsked;
  /** Files and folders to train on; none where the settings name the data. */
  readonly paths: readonly string[];
  /** Whether nobody has said how many samples are set aside for validation. */
  readonly leavesValidation: boolean;
}

export interface SeedRequest {
  readonly settings: Settings;
  /** Whether to say on stderr what holds for all of them: what the files gave, and what is set aside. */
  readonly tells: boolean;
}

export type ThreadMessage =
  /** Before every seed. */
  | { readonly kind: 'opened'; readonly report: BackendReport }
  | { readonly kind: 'line'; readonly line: string }
  /** With the settings as they were trained. */
  | { readonly kind: 'ended'; readonly settings: Settings; readonly runs: readonly RunResult[] }
  /** Nothing was trained of this seed. */
  | { readonly kind: 'refused'; readonly failed: Failure };
