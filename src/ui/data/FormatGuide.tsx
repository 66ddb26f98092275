/** What can be opened and how it should look: the kinds of files, an example each. */
import css from './ImportSheet.module.css';

const NUMPY = `import numpy as np
picture, sound, labels = ...   # one entry per sample in each
np.savez("mine.npz", picture=picture, sound=sound, labels=labels)`;

const FOLDERS = `sound/cat/anna.wav      picture/cat/anna.png
sound/dog/bello.wav     picture/dog/bello.png`;

const MANIFEST = `sound,picture,label,split,speaker
s/1.wav,p/1.png,cat,train,anna
s/2.wav,p/2.png,dog,test,ben`;

export function FormatGuide() {
  return (
    <div className={`${css.body} ${css.guide}`}>
      <p>
        Samples with a class, seen in two or more ways. Two classes with four samples each are
        enough to begin.
      </p>
      <section>
        <h3>Tables</h3>
        <p className="small quiet">
          CSV, TSV, JSON records or ARFF. One column is the class, the others are gathered into
          modalities. Several tables with the same number of rows are one modality each.
        </p>
      </section>
      <section>
        <h3>Pictures and sounds in folders</h3>
        <p className="small quiet">
          modality/class/name, paired by name, as a folder or a ZIP. Pictures: PNG, JPEG, WebP, GIF.
          Sounds: WAV, MP3, Ogg, FLAC, M4A. Videos: MP4, WebM.
        </p>
        <pre className="small">{FOLDERS}</pre>
      </section>
      <section>
        <h3>Files named by a table</h3>
        <p className="small quiet">
          One row per sample: a column of file names per modality, and its label. A split and a
          group, such as the speaker, are welcome.
        </p>
        <pre className="small">{MANIFEST}</pre>
      </section>
      <section>
        <h3>Arrays from Python</h3>
        <p className="small quiet">
          NPZ or NPY, one array per modality, and <code>labels</code>. Also IDX, as MNIST has it.
        </p>
        <pre className="small">{NUMPY}</pre>
      </section>
      <section>
        <h3>Data sets of the paper</h3>
        <p className="small quiet">
          The folders of CREMA-D, AVE, UCF101 and ModelNet40 as they are published, with their own
          lists.
        </p>
      </section>
    </div>
  );
}
