export type Severity = 'P0' | 'P1' | 'P2' | 'P3';

const LOOKS = { P0: 'sev sev-p0', P1: 'sev sev-p1', P2: 'sev sev-p2', P3: 'sev sev-p3' } as const satisfies Record<
  Severity,
  string
>;

/** Severity is weight, never a hue: filled, thick line, thin line, grey. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span className={LOOKS[severity]} title={`Severity ${severity}`}>
      {severity}
    </span>
  );
}
