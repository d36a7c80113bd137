/**
 * An expected failure with a stable, dotted code ("coverage.already-answered") and plain details.
 * Clients switch on the code, never on text; the HTTP status of each code stands in libs/contracts (style.md 18-20).
 */
export class DomainError<Code extends string = string> extends Error {
  constructor(
    readonly code: Code,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
