export interface Factor {
  readonly name: string;
  /** 0 to 100; the preference is 0 or 30 of 30. */
  readonly value: number;
  readonly of?: number;
  /** "+30" where the number is an addition. */
  readonly words?: string;
  /** What it was worked out from: "31 of 50 now". */
  readonly caption?: string;
}

/** Why a suggestion: 4 px grey bars with the number at the right. A score is never shown without them. */
export function FactorBars({ factors }: { readonly factors: readonly Factor[] }) {
  return (
    <ul className="factors">
      {factors.map(({ name, value, of = 100, words, caption }) => (
        <li key={name} className="factor">
          <div className="flex justify-between gap-2">
            <span className="factor-name clip">{name}</span>
            <span className="factor-value">{words ?? Math.round(value)}</span>
          </div>
          <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.min(100, Math.max(0, (value / of) * 100))} height="4" />
          </svg>
          {caption ? (
            <span className="factor-caption clip" title={caption}>
              {caption}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
