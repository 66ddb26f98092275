/** The data sets to choose from: the generator, the real sets of the lab, and a person's own files. */
import { RadioGroup } from 'radix-ui';
import {
  BUILTIN_CHOICES,
  type DataChoice,
  GENERATOR_CHOICES,
  THUMBNAILS,
} from '../../state/data-choices';
import { counted } from '../../state/importing/tell-import';
import { useExperiment, useImporting, useSession } from '../session-context';
import { DataCard } from './DataCard';
import css from './DataCards.module.css';

/** Stands for the generator among the real sets: its presets are chosen below. */
const GENERATOR = 'generator';
/** Stands for files of this computer. */
const FILES = 'files';

const sizeOf = (samples: number): string => counted(samples, 'sample', 'samples');

/** The licence's short name: what stands before its first comma. */
const shortLicence = ({ licence }: DataChoice): string => licence?.split(/[,;]/)[0] ?? '';

function sampleOf(id: string) {
  const thumbnail = THUMBNAILS.get(id);
  return thumbnail
    ? { modalities: thumbnail.modalities, values: thumbnail.modalities.map(({ values }) => values) }
    : null;
}

function BuiltinCard({ choice }: { readonly choice: DataChoice }) {
  const { samples = 0 } = THUMBNAILS.get(choice.id) ?? {};
  return (
    <DataCard
      value={choice.id}
      name={choice.name}
      facts={`${sizeOf(samples)}, ${shortLicence(choice)}`}
      sample={sampleOf(choice.id)}
    />
  );
}

export function DataCards() {
  const session = useSession();
  const data = useExperiment((state) => state.settings.data);
  const inUse = useImporting((state) => state.inUse);
  const summary = inUse?.reading.summary;
  const [preview] = summary?.previews ?? [];
  const isFiles = data.source === 'files';
  const choose = (value: string) => {
    if (value === FILES) {
      if (inUse) session.chooseData({ ...inUse.reading.choices, source: 'files', id: inUse.name });
      return;
    }
    const choice: DataChoice | undefined =
      value === GENERATOR ? GENERATOR_CHOICES[0] : BUILTIN_CHOICES.find(({ id }) => id === value);
    if (choice) session.chooseData({ source: choice.source, id: choice.id });
  };
  return (
    <RadioGroup.Root
      className={css.choices}
      aria-label="Data set"
      data-setting="data.source"
      value={data.source === 'generator' ? GENERATOR : isFiles ? FILES : data.id}
      onValueChange={choose}
    >
      <DataCard
        value={GENERATOR}
        name="Pictures and sounds, generated"
        facts="New with every seed"
        sample={sampleOf(GENERATOR)}
      />
      {BUILTIN_CHOICES.map((choice) => (
        <BuiltinCard key={choice.id} choice={choice} />
      ))}
      {inUse || isFiles ? (
        <DataCard
          value={FILES}
          name={`Your files: ${inUse?.name ?? data.id}`}
          facts={summary ? sizeOf(inUse?.reading.report.samples ?? 0) : 'Must be opened again'}
          sample={
            summary && preview ? { modalities: summary.modalities, values: preview.values } : null
          }
        />
      ) : null}
    </RadioGroup.Root>
  );
}
