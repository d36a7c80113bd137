interface AnyGap {
  readonly customer: { readonly customer_id: string; readonly name: string };
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly cause: string;
}

export interface GapGroup<Gap extends AnyGap> {
  readonly key: string;
  readonly first: Gap;
  readonly customers: readonly Gap['customer'][];
}

/** Gaps of the same span and cause are one thing to do; earliest first, then the larger one. */
export function groupGaps<Gap extends AnyGap>(gaps: readonly Gap[]): readonly GapGroup<Gap>[] {
  const groups = Map.groupBy(gaps, (gap) => `${gap.starts_at} ${gap.ends_at ?? ''} ${gap.cause}`);
  return [...groups]
    .flatMap(([key, members]) => {
      const first = members[0];
      return first ? [{ key, first, customers: members.map((gap) => gap.customer) }] : [];
    })
    .toSorted((a, b) => a.first.starts_at.localeCompare(b.first.starts_at) || b.customers.length - a.customers.length);
}
