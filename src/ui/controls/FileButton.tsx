/** A button that opens files of one kind, chosen on this computer, one after the other. */
import { useRef } from 'react';

interface Props {
  readonly label: string;
  /** What the field is called, for a screen reader. */
  readonly field: string;
  /** As in the field's `accept`. */
  readonly accept: string;
  readonly onFile: (name: string, file: File) => void | Promise<void>;
}

export function FileButton({ label, field, accept, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        className="unseen"
        type="file"
        accept={accept}
        aria-label={field}
        tabIndex={-1}
        onChange={async ({ currentTarget }) => {
          for (const file of currentTarget.files ?? []) await onFile(file.name, file);
          // the same file can be chosen again
          currentTarget.value = '';
        }}
      />
    </>
  );
}
