/** Round the whole page: where it cannot be drawn at all, the way to start without what is stored takes its place. */
import { Component, type ReactNode } from 'react';
import { cannotDraw } from './cannot-draw';

interface Props {
  readonly children: ReactNode;
}

export class PageGuard extends Component<Props, { readonly failed: readonly unknown[] }> {
  override state = { failed: [] as readonly unknown[] };

  static getDerivedStateFromError(error: unknown) {
    return { failed: [error] };
  }

  override render() {
    const { failed } = this.state;
    if (failed.length === 0) return this.props.children;
    return <div ref={(place) => void (place && cannotDraw(place, failed[0]))} />;
  }
}
