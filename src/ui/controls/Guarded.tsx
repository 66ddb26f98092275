/**
 * What is drawn in it may fail and takes nothing else of the page with it: in its place stands what happened, and a way to
 * draw it again. Must not read stores.
 */
import { Component, type ReactNode } from 'react';
import css from './Guarded.module.css';

interface Props {
  /** As the page calls it: "The data panel". */
  readonly what: string;
  readonly children: ReactNode;
}

export class Guarded extends Component<Props, { readonly failed: string | null }> {
  override state = { failed: null as string | null };

  static getDerivedStateFromError(error: unknown) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { what, children } = this.props;
    const { failed } = this.state;
    if (failed === null) return children;
    return (
      <div className={css.fallen} role="alert">
        <p>
          {`${what} could not be drawn. `}
          <span className="quiet">{`The rest of the page goes on. (${failed})`}</span>
        </p>
        <button
          type="button"
          className="button outlined"
          onClick={() => this.setState({ failed: null })}
        >
          Draw it again
        </button>
      </div>
    );
  }
}
