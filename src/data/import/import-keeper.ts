/**
 * One import that a person works on: keeps the files, and what was read of them, so that another seed or split
 * costs no second reading. Runs in a worker of the page and in tests. Imports the protocol and this room only.
 */
import type { DataSet, DataSetSummary } from '../../protocol/data-set';
import { summarise } from '../summarise';
import { type LabNotes, labNotesOf, packLabFile, unpackedFiles } from './archive/lab-file';
import { assemble, type Imported, type ImportReport } from './assemble';
import type { Formats } from './guide';
import { readFiles } from './import-data';
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

  private async make(options: ImportOptions, watch: ImportWatch): Promise<Imported> {
    const key = readingKey(options);
    if (this.known?.key !== key) {
      const { sources, decoders, formats } = this;
      this.known = { key, raw: await readFiles(sources, options, decoders, watch, formats) };
    }
    return assemble(this.known.raw, options);
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
