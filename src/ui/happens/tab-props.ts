/** What every tab is given: the run a person chose, which all tabs share. */
export interface TabProps {
  /** Null until a person has chosen. */
  readonly run: string | null;
  readonly onRun: (run: string) => void;
}
