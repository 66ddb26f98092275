/** What of a stored run stands on its card: enough for the shelf without loading the run. Pure. */
import type { Settings } from '../../protocol/settings';
import type { Accuracy } from '../../protocol/units';
import { aloneAtEnd } from '../alone';
import { drawn, drawnMean } from '../charts/drawn';
import { adaptersOf, backendsOf } from '../stretches';
import type { AboutRun } from './about-run';
import type { StoredRun } from './stored-run';

export interface RunCard {
  readonly id: string;
  readonly race: string;
  readonly savedAt: string;
  readonly name: string;
  readonly label: string;
  readonly status: StoredRun['run']['status'];
  readonly epochs: number;
  readonly settings: Settings;
  readonly dataName: string;
  readonly modalities: readonly { readonly id: string; readonly name: string }[];
  /** Where it trained; several with commas between them, where that changed. */
  readonly backend: string;
  readonly adapter: string;
  readonly durationMs: number;
  /** The prediction's accuracy on the test split at the end, or held-out where the run did not end; null for none. */
  readonly fusion: Accuracy | null;
  /** Which test samples the prediction had right; absent where it made none or nobody wrote it down. */
  readonly right?: { readonly samples: number; readonly fusion: string };
  /** The same of every modality by its probe. */
  readonly unimodal: Readonly<Record<string, Accuracy>>;
  /** The same probe on encoders trained alone, where the race knew; absent on cards of older versions of the page. */
  readonly alone?: Readonly<Record<string, Accuracy>>;
  /** The code of what stopped it, null where nothing did; absent on cards of older versions of the page. */
  readonly failure?: string | null;
  /** Accuracy by epoch, thinned out: of the prediction, or the modalities' mean where there is none. */
  readonly curve: readonly number[];
  readonly hasSnapshots: boolean;
  /** What a person wrote about it; absent where nobody has. */
  readonly about?: AboutRun;
}

/** As many points as a sparkline has pixels to tell apart. */
const CURVE_POINTS = 60;

function curveOf({ run }: StoredRun): readonly number[] {
  const stride = Math.max(1, Math.ceil(run.epochs.length / CURVE_POINTS));
  const last = run.epochs.length - 1;
  return run.epochs
    .filter((_, i) => i % stride === 0 || i === last)
    .flatMap(({ accuracy: { fusion, unimodal } }) =>
      [drawn(fusion) ?? drawnMean(Object.values(unimodal)) ?? []].flat(),
    );
}

/** The prediction's part of the end's right answers. */
function rightOf({ run }: StoredRun): Pick<RunCard, 'right'> {
  const { samples = 0, fusion = null } = run.end?.right ?? {};
  return fusion === null ? {} : { right: { samples, fusion } };
}

export function cardOf(stored: StoredRun, hasSnapshots: boolean): RunCard {
  const { id, race, savedAt, settings, summary, levels, run } = stored;
  const accuracy = run.end?.accuracy ?? run.epochs.at(-1)?.accuracy;
  return {
    id,
    race,
    savedAt,
    name: run.name,
    label: run.label,
    status: run.status,
    epochs: run.epochs.at(-1)?.epoch ?? 0,
    settings,
    dataName: summary.name,
    modalities: summary.modalities.map(({ id: modality, name }) => ({ id: modality, name })),
    backend: backendsOf(run),
    adapter: adaptersOf(run),
    durationMs:
      run.end?.durationMs ??
      run.epochs.reduce((sum, { trainMs, measureMs }) => sum + trainMs + measureMs, 0),
    fusion: accuracy?.fusion ?? null,
    ...rightOf(stored),
    unimodal: accuracy?.unimodal ?? {},
    alone: aloneAtEnd({ record: [], levels })?.accuracy ?? {},
    failure: run.failed?.code ?? null,
    curve: curveOf(stored),
    hasSnapshots,
  };
}
