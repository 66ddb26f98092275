/**
 * One import that a person works on: keeps the files, and what was read of them, so that another seed or split
 * costs no second reading. Runs in a worker of the page and in tests. Imports the protocol and this room only.
 */
import type { DataSet, DataSetSummary } from '../../protocol/data-set';
import { summarise } from '../summarise';
import { type LabNotes, labNotesOf, packLabFile, unpackedFiles } from './archive/lab-file';
import { assemble, type Imported } from './assemble';
import { gather } from './gather';
import type { Formats } from './guide';
import { halveSingleModality } from './halves';
import { orNoMemory, readFiles } from './import-data';
import { ImportError } from './import-error';
import type { ImportReport } from './import-report';
import type { Decoders } from './media/decoders';
import type { ImportOptions } from './options';
import type { RawSamples } from './raw-samples';
import { FORMATS } from './readers';
import type { ImportWatch, LeftOut, SourceFile } from './source-file';

/** What a person is shown before the data are used. */
export interface ReadResult {
  readonly report: ImportReport;
  readonly summary: DataSetSummary;
}

/** What was read is let go once the data are used where it is larger: they train beside it, and few choose again. */
const MOST_KEPT_BYTES = 64 * 2 ** 20;

export class ImportKeeper {
  private readonly sources: SourceFile[] = [];
  /** Found while the files were gathered: links, folders without end. */
  private readonly leftOut: LeftOut[] = [];
  private readonly decoders: Decoders;
  private readonly formats: Formats;
  private readonly mostKept: number;
  /** The last reading without its numbers, which are large and may go. */
  private pattern: RawSamples | null = null;
  private known: { readonly key: string; readonly raw: RawSamples } | null = null;

  /** @param mostKept bytes of samples that stay here beside the data set they became. */
  constructor(decoders: Decoders, formats: Formats = FORMATS, mostKept = MOST_KEPT_BYTES) {
    this.decoders = decoders;
    this.formats = formats;
    this.mostKept = mostKept;
  }

  /** Adds files; all of them before the first reading. */
  add(sources: readonly SourceFile[], leftOut: readonly LeftOut[] = []): void {
    this.sources.push(...sources);
    this.leftOut.push(...leftOut);
  }

  /** Of all files together, as far as their system says. */
  bytes(): number {
    return this.sources.reduce((sum, { size }) => sum + size, 0);
  }

  /** What the lab wrote down in a file of its own; null for any other choice. */
  notes(): Promise<LabNotes | null> {
    return labNotesOf(this.sources, this.formats.readers);
  }

  /** Writes everything as one file of the lab's. */
  async pack(
    notes: LabNotes,
    into: WritableStream<Uint8Array>,
    options: Parameters<typeof packLabFile>[3],
  ): Promise<void> {
    const files = await unpackedFiles(this.sources, this.formats.readers, options?.watch);
    await packLabFile(files, notes, into, options);
  }

  /**
   * Reads, and says what a data set made with these options would be like.
   * @throws as `importData` does. What was read before is kept until the reading has succeeded.
   */
  async read(options: ImportOptions, watch: ImportWatch): Promise<ReadResult> {
    const { dataSet, report } = await this.make(options, watch);
    return {
      report: { ...report, leftOut: [...this.leftOut, ...report.leftOut] },
      summary: summarise(dataSet),
    };
  }

  /** The data set itself; a new one every time, so that it can be given away. Large files are read again after it. */
  async deliver(options: ImportOptions, watch: ImportWatch): Promise<DataSet> {
    const { dataSet } = await this.make(options, watch);
    if (this.known && bytesOf(this.known.raw) > this.mostKept) this.known = null;
    return dataSet;
  }

  /**
   * Reads one more sample as those of the last reading: numbers of the files for every modality, null for one that no
   * file is of.
   * @throws ImportError where the samples are no files that are decoded, or a file cannot be used.
   */
  async sample(
    sources: readonly SourceFile[],
    options: ImportOptions,
  ): Promise<readonly (Float32Array | null)[]> {
    const { pattern } = this;
    if (!pattern?.another) {
      throw new ImportError(
        'layout-unclear',
        'A sample of these data is more than pictures and sounds, so that files alone are none.',
        'Take one of the samples of the data, and change it.',
      );
    }
    const { files, leftOut } = await gather(sources, this.formats.readers, {});
    const [fault] = leftOut;
    if (fault) throw new ImportError('file-unusable', fault.reason, fault.fix);
    const parts = await pattern.another(files);
    const [only] = pattern.modalities;
    const [data] = parts;
    if (!only || !data || parts.length > 1) return parts;
    // one modality was cut in two for all samples
    const one = { ...pattern, labels: [''], modalities: [{ ...only, data }] };
    return halveSingleModality(one, options.text).modalities.map((half) => half.data);
  }

  private async make(options: ImportOptions, watch: ImportWatch): Promise<Imported> {
    const key = readingKey(options);
    if (this.known?.key !== key) {
      const { sources, decoders, formats } = this;
      this.known = { key, raw: await readFiles(sources, options, decoders, watch, formats) };
    }
    const { raw } = this.known;
    const modalities = raw.modalities.map(({ recordings: _, ...each }) => ({
      ...each,
      data: new Float32Array(),
    }));
    this.pattern = { ...raw, labels: [], modalities };
    return orNoMemory(() => assemble(raw, options));
  }
}

const bytesOf = ({ modalities }: RawSamples): number =>
  modalities.reduce((sum, { data }) => sum + data.byteLength, 0);

/** Options that two readings must share; the others only steer what is made of the samples. */
function readingKey(options: ImportOptions): string {
  const { seed: _, shares: __, most: ___, ...others } = options;
  const { holdOut: ____, pairing: _____, classes: ______, fold: _______, ...reading } = others;
  return JSON.stringify(reading);
}
