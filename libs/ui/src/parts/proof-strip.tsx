/** `off`: nobody has to be there, a weekend. */
export type ProofState = 'covered' | 'waiting' | 'gap' | 'off';

export interface ProofStripProps {
  readonly cells: readonly { readonly key: string; readonly state: ProofState }[];
  /** The whole answer for who cannot see it: "12 days, all placed, waiting for acceptance". */
  readonly label: string;
  /** Below its ends. */
  readonly from: string;
  readonly to: string;
}

/** Days (or customers) without a gap, a cell each: gaps full height, waiting three quarters, covered half, so that it reads without colour. */
export function ProofStrip({ cells, label, from, to }: ProofStripProps) {
  return (
    <div>
      <div className="proof" role="img" aria-label={label}>
        {cells.map(({ key, state }) => (
          <i key={key} className={`proof-${state}`} />
        ))}
      </div>
      <div className="mt-1 flex justify-between gap-2 text-xs text-ink-2">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}
