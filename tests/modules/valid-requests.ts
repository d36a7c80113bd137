interface Recorded {
  readonly count: number;
  readonly violations: readonly { vendor: string; method: string; violation: string; problem: string }[];
}

/**
 * Throws when anything the product asked of this stand-in so far breaks the vendors' contracts. A scope that is missing is left out:
 * tests take scopes away on purpose.
 */
export async function requireValidRequests(sandboxUrl: string): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/sandbox/requests`);
  const { count, violations } = (await answer.json()) as Recorded;
  const wrong = violations.filter(({ violation }) => violation !== 'missing-scope');
  if (!wrong.length) return;
  const lines = wrong.map(({ method, violation, problem }) => `${method}: ${violation}: ${problem}`);
  throw new Error(
    `${wrong.length} of ${count} requests to the vendors are not valid:\n${[...new Set(lines)].join('\n')}`,
  );
}
