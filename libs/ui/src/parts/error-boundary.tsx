import { CloudOff } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.js';
import { EmptyState } from './empty-state.js';

/** The code of a page did not arrive: no connection, or a newer version has taken its place. */
export class NotFetched extends Error {
  readonly wasOffline = !navigator.onLine;

  constructor(cause: unknown) {
    super('The code of this page could not be fetched', { cause });
  }
}

interface Props {
  /** A new value tries again: the address, so that going to another page leaves the broken one. */
  readonly resetKey?: string;
  /** What is safe, in one sentence. */
  readonly reassurance: string;
  /** What stands in it. */
  readonly of?: 'page' | 'dialog';
  /** Puts what is said into its frame: a dialog has to be one to be seen. */
  readonly frame?: (said: ReactNode) => ReactNode;
  readonly children: ReactNode;
}

/**
 * A page that breaks says so in its place; the rest of the product stays usable. The browser's console has the error. A page that
 * could not be fetched is no bug: it says what is missing, and loads by itself when the connection is back.
 */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('Thrown without an error') };
  }

  override componentDidMount() {
    addEventListener('online', this.#online);
  }

  override componentDidCatch(error: unknown) {
    // what failed without a connection fails for good until the document is loaded again, and that is worth it now
    if (error instanceof NotFetched && error.wasOffline && navigator.onLine) location.reload();
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error !== null && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override componentWillUnmount() {
    removeEventListener('online', this.#online);
  }

  readonly #online = () => {
    if (this.state.error instanceof NotFetched) location.reload();
  };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { of = 'page', frame = (said: ReactNode) => said, reassurance } = this.props;
    const isOffline = error instanceof NotFetched && !navigator.onLine;
    return frame(
      <EmptyState
        icon={<CloudOff className="i" />}
        title={
          isOffline ? 'You are offline' : error instanceof NotFetched ? `This ${of} did not arrive` : `This ${of} broke`
        }
        actions={
          isOffline ? null : (
            <Button look="filled" size="panel" onClick={() => location.reload()}>
              Load it again
            </Button>
          )
        }
      >
        {isOffline ? 'This was not opened before. It loads by itself when the connection is back. ' : null}
        {reassurance}
      </EmptyState>,
    );
  }
}
