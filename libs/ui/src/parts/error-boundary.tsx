import { CloudOff } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.js';
import { EmptyState } from './empty-state.js';

interface Props {
  /** A new value tries again: the address, so that going to another page leaves the broken one. */
  readonly resetKey?: string;
  /** What is safe, in one sentence. */
  readonly reassurance: string;
  readonly children: ReactNode;
}

/** A page that breaks says so in its place; the rest of the product stays usable. The browser's console has the error. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        icon={<CloudOff className="i" />}
        title="This page broke"
        actions={
          <Button look="filled" size="panel" onClick={() => location.reload()}>
            Load it again
          </Button>
        }
      >
        {this.props.reassurance}
      </EmptyState>
    );
  }
}
