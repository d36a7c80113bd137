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

const HEIGHTS = { gap: 20, waiting: 15, covered: 10, off: 4 } as const satisfies Record<ProofState, number>;
const STEP = 10;

/** Days (or customers) without a gap, a cell each: gaps full height, waiting three quarters, covered half, so that it reads without colour. */
export function ProofStrip({ cells, label, from, to }: ProofStripProps) {
  return (
    <div>
      <svg
        className="proof"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${Math.max(1, cells.length) * STEP} 20`}
        preserveAspectRatio="none"
      >
        {cells.map(({ key, state }, index) => (
          <rect
            key={key}
            className={`proof-${state}`}
            x={index * STEP + 1}
            y={20 - HEIGHTS[state]}
            width={STEP - 2}
            height={HEIGHTS[state]}
          />
        ))}
      </svg>
      <div className="mt-1 flex justify-between gap-2 text-xs text-ink-2">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}
